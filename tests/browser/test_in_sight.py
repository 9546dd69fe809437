"""The answer to a click is in sight and moves nothing; charts by keyboard; what is copied; names of stops."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from components.charts.kit.theme import GRID, PAPER
from tests.browser.conftest import settled
from tests.browser.reading import query, rgb
from tests.browser.test_timeline import marker_in_sight

SMALL = {"width": 1280, "height": 720}
FINE = "2021-04-10-alibaba-fined-18-2bn"
CHANGES = """() => new Promise(done => {
    let total = 0;
    const watch = new PerformanceObserver(list => list.getEntries().forEach(e => { total += e.value; }));
    watch.observe({type: "layout-shift", buffered: false});
    window.stopWatching = () => { watch.disconnect(); return total; };
    done();
})"""


def alive(page, server: str, path: str):
    page.goto(server + path)
    page.wait_for_selector(".js-plotly-plot .main-svg")
    page.wait_for_selector("#first-view", state="detached")
    settled(page)
    return page


def test_a_click_is_answered_in_sight_and_nothing_moves(server, browser_page):
    page = browser_page
    page.set_viewport_size(SMALL)
    alive(page, server, "/")
    strip = page.locator(".st-key-answer-strip")
    before = strip.bounding_box()
    assert before["y"] + before["height"] <= SMALL["height"] + 1
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, 250)")
    page.wait_for_timeout(300)
    page.evaluate(CHANGES)
    where = marker_in_sight(page, "2020-12-24-samr-opens-alibaba-probe")
    assert where[1] < before["y"], "the marker lies under the strip"
    page.mouse.click(*where)
    page.wait_for_url(re.compile("event="))
    settled(page)
    expect(strip).to_contain_text("beyond the market")
    assert strip.bounding_box() == before
    assert page.evaluate("window.stopWatching()") < 0.02
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, 1200)")
    page.wait_for_timeout(300)
    box = strip.bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= SMALL["height"]
    page.get_by_role("link", name="The story").click()
    page.wait_for_url(re.compile("/event"))


@pytest.mark.parametrize("path", ["/impact", "/patterns", "/compare"])
def test_the_chosen_event_is_answered_on_every_page_that_has_one(server, browser_page, path, snapshot):
    page = alive(browser_page, server, f"{path}?event={FINE}")
    strip = page.locator(".st-key-answer-strip")
    for down in (0, 1500):
        page.locator("[data-testid=stMain]").evaluate("(main, down) => main.scrollTo(0, down)", down)
        expect(strip).to_be_in_viewport(ratio=0.95)
    assert snapshot.events.at[FINE, "title"] in strip.inner_text()
    assert "beyond the market" in strip.inner_text()


def test_a_theme_that_turns_is_followed_by_words_and_charts(server, browser_page):
    page = alive(browser_page, server, f"/?event={FINE}")
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        expect(page.locator(".st-key-answer-strip")).to_have_css("background-color", rgb(PAPER[scheme]))
        expect(page.locator(".js-plotly-plot .gridlayer path").first).to_have_css("stroke", rgb(GRID[scheme]))


@pytest.mark.parametrize("path", ["/", "/impact?type=penalty"])
def test_dots_are_reached_by_arrows_and_chosen_by_enter(server, browser_page, path, snapshot):
    page = alive(browser_page, server, path)
    page.locator(".js-plotly-plot").first.focus()
    page.keyboard.press("Home")
    expect(page.locator(".keyboard-dot")).to_have_count(1)
    first = page.locator(".spoken").first.inner_text()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert page.locator(".spoken").first.inner_text() not in ("", first)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("event="))
    settled(page)
    title = snapshot.events.at[query(page)["event"], "title"]
    assert title.split(": ")[-1][:30].lower() in page.locator(".st-key-event-card").inner_text().lower()
    assert not page.errors


def test_a_table_is_one_stop_and_the_next_has_a_name(server, browser_page):
    page = browser_page
    page.goto(f"{server}/press")
    settled(page)
    table = page.locator("[data-testid=stDataFrame] canvas[aria-label]").first
    table.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    outside = """() => {
        const one = document.activeElement;
        return !one.closest("[data-testid=stDataFrame]") && (one.ariaLabel || one.innerText);
    }"""
    assert page.evaluate(outside)


def test_the_address_of_the_view_is_copied(server, browser_page):
    page = browser_page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    alive(page, server, f"/?event={FINE}&direction=tightening")
    page.get_by_role("button", name="Copy link").first.click()
    page.get_by_text("Link copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.get_by_role("button", name="Copy picture").first.click()
    page.get_by_text("Picture copied").wait_for()
    kinds = page.evaluate("navigator.clipboard.read().then(all => all.flatMap(one => one.types))")
    assert kinds == ["image/png"]


def test_the_filter_panel_fits_a_small_screen(server, browser_page):
    page = browser_page
    page.set_viewport_size(SMALL)
    alive(page, server, "/")
    page.get_by_role("button", name=re.compile("Filters")).click()
    panel = page.locator(".st-key-more-filters")
    panel.wait_for()
    box = panel.bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= SMALL["height"]
    panel.get_by_text("2021", exact=True).click()
    page.wait_for_url(re.compile("from=2021-01-01&to=2021-12-31"))
