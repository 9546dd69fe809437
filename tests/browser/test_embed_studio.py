"""The Embed page: from a chart to the code that a publisher pastes."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import date
from itertools import product
from urllib.parse import parse_qs, quote, urlsplit

import openpyxl
import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect

from components.charts.kit.theme import PAPER
from tests.browser.conftest import DESKTOP, PHONE, open_page, settled
from tests.browser.reading import rgb
from tests.embed.test_steps import STEPS

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
        re.search(r'<iframe src="http://127.0.0.1:\d+/embed/timeline\?', code)
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
        pasted = html.unescape(re.search('<iframe src="([^"]+)"', page.locator("code").first.inner_text())[1])
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


SLOW_LINE = """
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (...words) { setTimeout(() => send.apply(this, words), 1000); };
"""


@pytest.mark.parametrize("line", ["", SLOW_LINE], ids=["at once", "on a slow line"])
def test_what_is_copied_has_the_words_that_were_just_typed(server, browser_page, line):
    """The press that copies is the one that leaves the field. On a slow line a second passes before the
    server hears of it, in which nothing seems to be under way."""
    page = browser_page
    page.add_init_script(line)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{server}/studio?chart=car")
    settled(page)
    page.wait_for_selector("#first-view", state="detached")
    page.get_by_label("Title", exact=True).fill("Typed a moment ago")
    page.get_by_role("button", name="Copy embed code").click()
    expect(page.get_by_text("Embed code copied")).to_be_visible()
    assert 'title="Typed a moment ago"' in page.evaluate("navigator.clipboard.readText()")


def test_the_keyboard_keeps_its_place_while_the_form_answers(server, browser_page):
    page = browser_page
    page.goto(f"{server}/studio?chart=car")
    settled(page)
    page.wait_for_selector("#first-view", state="detached")
    switch = page.get_by_role("switch", name="Compact")
    switch.focus()
    page.keyboard.press("Space")
    page.wait_for_url("**compact=1**")
    settled(page)
    expect(switch).to_be_focused()
    page.keyboard.press("Space")
    page.wait_for_url(lambda url: "compact" not in url)


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


def test_every_file_is_what_was_asked_for(server, browser_page):
    """Opened by other programs, with the sizes, grounds and letters of the form."""
    page = browser_page
    page.goto(f"{server}/studio?chart=car&byline=Desk")
    settled(page)
    page.get_by_role("tab", name="Files").click()
    for label, value in (("PNG, pixels wide", "1234"), ("PDF, millimetres wide", "90")):
        page.get_by_label(label).fill(value)
        page.get_by_label(label).press("Enter")
        settled(page)
    for switch in ("No ground behind pictures", "Words as shapes"):
        page.get_by_text(switch, exact=True).click()
        settled(page)

    def file(name: str) -> bytes:
        answer = page.request.get(page.get_by_role("link", name=name).first.get_attribute("href"))
        assert answer.ok and "attachment" in answer.headers["content-disposition"]
        return answer.body()

    png = Image.open(io.BytesIO(file("PNG")))
    assert png.width == 1234 and png.convert("RGBA").getpixel((2, 2))[3] == 0
    svg = file("SVG").decode()
    assert "<path" in svg and "<text" not in svg
    (sheet,) = pypdf.PdfReader(io.BytesIO(file("PDF"))).pages
    assert float(sheet.mediabox.width) == pytest.approx(90 / 25.4 * 72, abs=1)
    assert Image.open(io.BytesIO(file("Social card"))).size == (1200, 630)
    rows = list(csv.reader(io.StringIO(file("CSV").decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(file("Excel")), read_only=True)
    cells = [row for row in book.worksheets[0].iter_rows(values_only=True) if any(row)]
    assert len(rows) > 5 and rows[0] == [str(name) for name in cells[0]] and len(cells) == len(rows)
    assert b"Desk" in file("HTML file") and b"<svg" in file("HTML file")
    table, words = page.locator("code:visible").all_inner_texts()[:2]
    assert page.request.get("".join(table.split())).text().startswith(",".join(rows[0][:2]))
    described = page.request.get("".join(words.split())).json()["metadata"]["describe"]
    assert described["byline"] == "Desk"


def test_a_drag_across_the_preview_chooses_the_period(server, browser_page):
    page = browser_page
    page.goto(f"{server}/studio?chart=timeline")
    settled(page)
    page.wait_for_selector("#first-view", state="detached")
    preview = page.frame_locator(".st-key-studio-preview iframe")
    preview.locator("#plot[data-draggable]").wait_for()
    before = page.request.get(embed_shown(page) if "://" in embed_shown(page) else server + embed_shown(page))
    drag(page, preview, 0.2, 0.4)
    page.wait_for_url("**from=**")
    settled(page)
    chosen = {
        name: date.fromisoformat(parse_qs(urlsplit(page.url).query)[name][0]) for name in ("from", "to")
    }
    # the plot's ends are days of the record; a fifth of the drawing is a little more than a year of six
    assert 300 < (chosen["to"] - chosen["from"]).days < 700
    assert date(2020, 12, 1) < chosen["from"] < date(2022, 1, 1)
    shown = re.compile(f"from={chosen['from']}&to={chosen['to']}")
    expect(page.locator(".st-key-studio-preview iframe")).to_have_attribute("src", shown)
    expect(preview.locator(".sub").first).not_to_contain_text("2 July 2020")  # the new document is there
    expect(page.locator('[aria-label="year, First day"]')).to_have_text(str(chosen["from"].year))
    assert b"data-draggable" not in before.body(), "the studio listens from outside"
    # again, within the shorter period
    preview.locator("#plot[data-draggable]").wait_for()
    drag(page, preview, 0.3, 0.6)
    page.wait_for_url(lambda url: f"from={chosen['from']}" not in url)
    settled(page)
    again = {name: date.fromisoformat(parse_qs(urlsplit(page.url).query)[name][0]) for name in ("from", "to")}
    assert chosen["from"] < again["from"] < again["to"] < chosen["to"]
    page.get_by_role("button", name="Whole period").click()
    page.wait_for_url(lambda url: "from=" not in url)
    assert not page.errors


def drag(page, preview, first: float, last: float) -> None:
    """From one share of the picture's width to another; a band and its days are shown meanwhile."""
    box = preview.locator("svg.static:visible").first.bounding_box()
    y = box["y"] + 100
    page.mouse.move(box["x"] + first * box["width"], y)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(box["x"] + (first + (last - first) * step / 8) * box["width"], y)
    expect(page.get_by_test_id("period-band")).to_contain_text(re.compile(r"\d{4} to \d+ \w+ \d{4}"))
    page.mouse.up()
    expect(page.get_by_test_id("period-band")).to_have_count(0)


def test_the_copy_buttons_never_leave_the_screen(server, browser_page):
    page = browser_page
    page.goto(f"{server}/studio?chart=timeline")
    settled(page)
    page.wait_for_selector("#first-view", state="detached")
    buttons = [page.get_by_role("button", name=f"Copy {what}") for what in ("embed code", "link", "picture")]
    for screen, share in product((DESKTOP, {"width": 1280, "height": 720}, PHONE), (0, 0.5, 1)):
        if page.viewport_size != screen:
            page.set_viewport_size(screen)
            settled(page)
        page.evaluate(
            """share => { const all = document.querySelector("[data-testid=stMain]");
              all.scrollTop = share * (all.scrollHeight - all.clientHeight); }""",
            share,
        )
        page.wait_for_timeout(100)
        for button in buttons:
            expect(button).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("screen", [DESKTOP, PHONE])
def test_axe_finds_nothing_in_any_part_of_the_form(server, chromium, screen):
    """Everything opened that can be: steps, marks, method; the files. In the light, then in the dark."""
    page = open_page(chromium, viewport=screen, color_scheme="light", bypass_csp=True)
    page.goto(f"{server}/studio?chart=timeline&mark1=2021-04-10%20A%20fine&steps={quote(STEPS)}")
    settled(page)
    page.wait_for_selector("#first-view", state="detached")
    closed = page.locator("[data-testid=stExpander] details:not([open]) > summary")
    while closed.count():
        closed.first.click()
        page.wait_for_timeout(300)
    page.get_by_role("tab", name="Files").click()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        expect(page.get_by_test_id("stApp")).to_have_css("background-color", rgb(PAPER[scheme]))
        settled(page)
        found = Axe().run(page).response["violations"]
        assert not [(scheme, one["id"], node["html"][:200]) for one in found for node in one["nodes"]]
    page.context.close()


def test_a_wrong_link_is_explained(server, browser_page):
    page = browser_page
    page.goto(f"{server}/studio?chart=car&event=nope")
    settled(page)
    assert page.locator("[data-testid=stAlert]").count() >= 1
    assert page.get_by_text("Embed a chart").is_visible()
