"""Reproduce it by hand in a real browser: the part of the page, its files, the sheet on screen and on
paper."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import settled

PROBE = "2020-12-24-samr-opens-alibaba-probe"


def test_a_teacher_picks_a_share_and_gets_every_file(server, browser_page):
    page = browser_page
    page.goto(f"{server}/classroom?part=by-hand&event={PROBE}")
    finding = page.locator(".by-hand-finding")
    expect(finding).to_contain_text("Alibaba moved")
    settled(page)
    page.get_by_role("combobox", name=re.compile("Share")).click()
    page.get_by_role("option", name="Tencent in Hong Kong").click()
    expect(finding).to_contain_text("Tencent moved")
    expect(page).to_have_url(re.compile(r"symbol=0700\.HK"))
    files = page.locator(".st-key-by-hand-files a:visible")  # a button with a hint is there twice
    expect(files).to_have_count(5)
    settled(page)
    for link in files.all():
        href = link.get_attribute("href")
        answer = page.request.get(f"{server}{href}" if href.startswith("/") else href)
        assert answer.ok and len(answer.body()) > 10_000, href
        assert "0700-HK" in answer.headers["content-disposition"]
    assert not page.errors


def test_the_sheet_is_whole_without_scripts_and_prints_with_its_answers_apart(server, browser_page):
    page, asked = browser_page, []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server}/data/worksheet.html?event={PROBE}&symbol=9988.HK&answers=apart")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "SAMR opens antitrust investigation into Alibaba"
    )
    expect(page.locator("main")).to_have_css("max-width", "736px")  # the policy lets the page's own style in
    expect(page.locator("math").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("nav")).to_be_hidden()
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.startswith(b"%PDF") and len(re.findall(rb"/Type\s*/Page\b", paper)) >= 4
    assert [url for url in asked if not url.endswith("/favicon.ico")] == [page.url]
    assert not page.errors


def test_a_phone_never_scrolls_sideways(server, phone_page):
    page = phone_page
    page.goto(f"{server}/classroom?part=by-hand&event={PROBE}&symbol=9988.HK&model=two-factor&window=-5,10")
    expect(page.locator(".katex").last).to_be_visible()
    settled(page)
    for place in ("document.documentElement", "document.querySelector('[data-testid=stMain]')"):
        page.wait_for_function(f"{place}.scrollWidth <= 390")
    page.goto(f"{server}/data/worksheet.html?event={PROBE}&symbol=9988.HK&model=two-factor&window=-5,10")
    page.wait_for_function("document.documentElement.scrollWidth <= 390")
    assert not page.errors
