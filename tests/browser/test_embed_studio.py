"""The Embed page: from a chart to the code that a publisher pastes."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settled

EVENT = "2021-04-10-alibaba-fined-18-2bn"


def embed_shown(page):
    """The address in the preview's frame."""
    page.wait_for_selector("iframe[src*='/embed/']")
    return page.get_attribute("iframe[src*='/embed/']", "src")


def test_embed_this_leads_here_with_the_same_chart(server, browser_page):
    page = browser_page
    page.goto(f"{server}/event?event={EVENT}")
    settled(page)
    page.get_by_role("link", name="Embed this").first.click()
    page.wait_for_url("**/studio?**")
    settled(page)
    assert f"event={EVENT}" in embed_shown(page) and "/embed/event-window" in embed_shown(page)
    assert not page.errors


def test_words_marks_and_theme_reach_preview_code_and_address(server, browser_page):
    page = browser_page
    page.goto(f"{server}/studio?chart=timeline&company=Alibaba")
    settled(page)
    page.get_by_label("Title", exact=True).fill('Alibaba & "the rest" <b>')
    page.get_by_label("Title", exact=True).press("Enter")
    settled(page)
    page.get_by_text("Dark", exact=True).first.click()
    settled(page)
    shown = embed_shown(page)
    assert (
        "company=Alibaba" in shown
        and "title=Alibaba%20%26%20%22the%20rest%22%20%3Cb%3E" in shown
        and "theme=dark" in shown
    )
    frame = page.frame_locator("iframe[src*='/embed/']")
    expect(frame.locator("h1")).to_have_text('Alibaba & "the rest" <b>')
    page.get_by_role("tab", name="Embed code").click()
    code = page.locator("code").first.inner_text()
    assert (
        re.match(r'<iframe src="http://127.0.0.1:\d+/embed/timeline\?', code)
        and "&lt;b&gt;" in code
        and "/embed/host.js" in code
    )
    assert "title=" in page.url and "theme=dark" in page.url
    page.goto(page.url)
    settled(page)
    assert page.get_by_label("Title", exact=True).input_value() == 'Alibaba & "the rest" <b>'
    assert not page.errors


def test_the_preview_is_byte_for_byte_what_is_pasted(server, browser_page):
    """Light unless asked otherwise, and the same document at the same address."""
    page = browser_page
    answers = {}
    page.on(
        "response",
        lambda answer: (
            answers.setdefault(answer.url, answer.body())
            if answer.frame != page.main_frame and answer.request.resource_type == "document"
            else None
        ),
    )
    for query, theme in (("chart=car", "light"), ("chart=timeline&theme=auto&byline=Desk", "")):
        answers.clear()
        page.goto(f"{server}/studio?{query}")
        settled(page)
        page.frame_locator("iframe[src*='/embed/']").locator("svg.static").first.wait_for(state="attached")
        page.get_by_role("tab", name="Embed code").click()
        pasted = html.unescape(re.match(r'<iframe src="([^"]+)"', page.locator("code").first.inner_text())[1])
        assert parse_qs(urlsplit(pasted).query).get("theme", [""]) == [theme]
        shown = {url: body for url, body in answers.items() if "/embed/" in url}
        assert list(shown) == [pasted]
        assert shown[pasted] == page.request.get(pasted).body()
    assert not page.errors


def test_a_chart_is_on_the_clipboard_in_two_presses(server, browser_page):
    page = browser_page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{server}/event?event={EVENT}")
    settled(page)
    page.get_by_role("link", name="Embed this").first.click()
    page.get_by_role("button", name="Copy embed code").click()
    expect(page.get_by_text("Embed code copied")).to_be_visible()
    code = page.evaluate("navigator.clipboard.readText()")
    assert f"/embed/event-window?event={EVENT}&amp;theme=light" in code
    page.get_by_role("tab", name="Embed code").click()
    assert " ".join(code.split()) == " ".join(page.locator("code").first.inner_text().split())


def test_the_address_and_the_picture_are_copied_and_the_studio_duplicated(server, browser_page):
    page = browser_page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{server}/studio?chart=car&title=Ours")
    settled(page)
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Link copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{server}/embed/car?theme=light") and "title=Ours" in link
    assert "<h1>Ours</h1>" in page.request.get(link).text()
    page.get_by_role("button", name="Copy picture").click()
    expect(page.get_by_text("Picture copied")).to_be_visible()
    kinds = page.evaluate("navigator.clipboard.read().then(all => all.flatMap(one => one.types))")
    assert kinds == ["image/png"]
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Duplicate").click()
    settled(opened.value)
    assert opened.value.get_by_label("Title", exact=True).input_value() == "Ours"
    assert not page.errors


def test_the_first_answer_has_the_preview_in_it(server, browser_page):
    """Before any of Streamlit's script runs."""
    page = browser_page
    page.route("**/static/js/**", lambda route: route.abort())
    page.goto(f"{server}/studio?chart=car")
    frame = page.frame_locator("#first-view iframe")
    assert frame.locator("svg.static").first.is_visible() or frame.locator("svg.column").is_visible()
    assert page.get_attribute("#first-view iframe", "src").endswith("theme=light")


def test_freezing_pins_the_version(server, browser_page, snapshot):
    page = browser_page
    page.goto(f"{server}/studio?chart=car")
    settled(page)
    page.get_by_text("Keep showing the data").click()
    settled(page)
    assert re.search(r"frozen=[0-9a-f]{12}", embed_shown(page))


def test_every_file_can_be_had(server, browser_page):
    page = browser_page
    page.goto(f"{server}/studio?chart=car")
    settled(page)
    page.get_by_role("tab", name="Files").click()
    for name, start in (
        ("PNG", b"\x89PNG"),
        ("Social card", b"\x89PNG"),
        ("SVG", b"<svg"),
        ("CSV", b""),
        ("HTML file", b"<!doctype html>"),
    ):
        link = page.get_by_role("link", name=name, exact=False).first.get_attribute("href")
        answer = page.request.get(link)
        assert (
            answer.ok
            and answer.body().startswith(start)
            and "attachment" in answer.headers["content-disposition"]
        )


@pytest.mark.parametrize(
    "query",
    [
        "chart=nope",
        "chart=timeline&company=Nokia",
        "chart=car&event=nope",
        "chart=timeline&frozen=0123456789ab",
        "chart=impact&mark1=2021-03-15%20x",
        "chart=robustness&choices=1",
        "chart=placebo&steps=2020-10-01/2021-01-31%20A|2021-03-01/2021-06-30%20B",
    ],
)
def test_a_wrong_link_is_explained(server, browser_page, query):
    page = browser_page
    page.goto(f"{server}/studio?{query}")
    settled(page)
    assert page.locator("[data-testid=stAlert]").count() >= 1
    assert page.get_by_text("Embed a chart").is_visible()


def test_the_studio_on_a_phone_does_not_scroll_sideways(server, phone_page):
    page = phone_page
    page.goto(f"{server}/studio?chart=car")
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
