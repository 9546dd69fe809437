"""The home page in a real Chromium: clicks, filters, the address."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import settled
from tests.browser.reading import CHART, marker_position, opened, query

MARKERS = ".scatterlayer .points path"
CLUSTER = (
    "2021-03-15-xi-chairs-cfeac-on-platforms",
    "2021-03-15-wsj-alibaba-media-assets",
    "2021-03-15-samr-online-trading-measures",
)


def marker_in_sight(page, event_id: str) -> tuple[float, float]:
    """Where Plotly draws an event's marker, scrolled clear of the answer strip below."""
    plot = page.locator(CHART).first
    plot.evaluate(
        """plot => {
            plot.scrollIntoView({block: "end", behavior: "instant"});
            const strip = document.querySelector(".st-key-answer-strip")?.getBoundingClientRect();
            if (strip) document.querySelector("[data-testid=stMain]").scrollBy({top: strip.height + 20,
                behavior: "instant"});
        }"""
    )
    return marker_position(plot, event_id)


def test_first_view_has_the_whole_story(server, browser_page):
    page = opened(browser_page, server)
    assert page.locator(MARKERS).count() >= 198
    text = page.locator(".js-plotly-plot").first.inner_text()
    for name in ("Alibaba", "Tencent", "Meituan", "Ant IPO halted"):
        assert name in text
    assert page.title()
    assert not page.errors


def test_a_marker_chooses_its_event_on_the_very_same_chart_though_others_share_its_day(
    server, browser_page, snapshot
):
    page = opened(browser_page, server)
    page.evaluate("document.querySelector('.js-plotly-plot').dataset.seen = 'before'")
    for event_id in CLUSTER:
        where = marker_in_sight(page, event_id)
        page.mouse.click(*where)
        page.wait_for_url(re.compile(f"event={event_id}"))
        expect(page.locator(".selected-event title")).to_contain_text("15 March 2021")
        page.wait_for_function(
            """([x, y]) => [...document.querySelectorAll(".selected-event circle")].some(ring => {
                const box = ring.getBoundingClientRect();
                return Math.hypot(box.x + box.width / 2 - x, box.y + box.height / 2 - y) < 2;
            })""",
            arg=where,
        )
        expect(page.locator(".selected-event circle")).to_have_count(1)
        expect(page.locator(".st-key-event-card")).to_contain_text(snapshot.events.at[event_id, "title"])
    expect(page.locator(".js-plotly-plot[data-seen=before]")).to_have_count(1)
    page.set_viewport_size({"width": 1200, "height": 900})
    page.wait_for_function(
        """() => {
            const box = e => document.querySelector(e)?.getBoundingClientRect();
            const line = box(".selected-event line"), ring = box(".selected-event circle");
            return line && Math.abs(line.x + line.width / 2 - ring.x - ring.width / 2) < 1 && ring.right <
            1200;
        }"""
    )
    assert not page.errors


def test_a_copied_address_reopens_the_same_view(server, browser_page, chromium):
    page = opened(browser_page, server)
    page.get_by_text("▼ Tightening", exact=True).first.click()
    page.wait_for_url(re.compile("direction=tightening"))
    settled(page)
    page.get_by_role("button", name="Next event").click()
    page.wait_for_url(re.compile("event="))
    settled(page)
    copied, card = page.url, page.locator(".st-key-event-card").inner_text()
    other = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
    opened(other, copied, "")
    assert other.locator(".st-key-event-card").inner_text() == card
    assert query(other) == query(page)
    other.context.close()


def test_a_box_drawn_sideways_sets_the_period(server, browser_page):
    page = opened(browser_page, server)
    box = (
        page.locator(".js-plotly-plot .xy").first.bounding_box()
        or page.locator(".js-plotly-plot").first.bounding_box()
    )
    y = box["y"] + box["height"] * 0.75
    page.mouse.move(box["x"] + box["width"] * 0.30, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.40, y, steps=8)
    page.mouse.move(box["x"] + box["width"] * 0.50, y, steps=8)
    page.mouse.up()
    page.wait_for_url(re.compile("from=.*to="))
    settled(page)
    assert query(page)["from"] < query(page)["to"]
    page.get_by_role("button", name="Whole period").click()
    page.wait_for_url(lambda url: "from=" not in url)
    assert not page.errors


def test_searching(server, browser_page):
    page = opened(browser_page, server)
    box = page.get_by_placeholder(re.compile("Search"))
    box.fill("反垄断")
    box.press("Enter")
    page.wait_for_url(re.compile("q="))
    settled(page)
    assert page.locator("mark").count() > 0
    assert not page.errors


def test_every_filter_in_the_popover_changes_the_address(server, browser_page):
    page = opened(browser_page, server)
    page.get_by_role("button", name=re.compile("^.*Filters")).click()
    page.get_by_text("Show other shocks").click()
    page.wait_for_url(re.compile("confounders=0"))
    settled(page)
    page.get_by_role("combobox", name=re.compile("Type of event")).click()
    page.get_by_role("option", name="Penalty").click()
    page.wait_for_url(re.compile("type=penalty"))
    settled(page)
    assert query(page) == {"confounders": "0", "type": "penalty"}
    assert not page.errors


def test_nothing_is_fetched_from_elsewhere(server, browser_page):
    foreign = []
    browser_page.on(
        "request",
        lambda r: foreign.append(r.url) if not r.url.startswith((server, "data:", "blob:")) else None,
    )
    opened(browser_page, server)
    browser_page.get_by_role("button", name="Next event").click()
    settled(browser_page)
    assert not foreign


def test_the_keyboard_reaches_the_filters(server, browser_page):
    page = opened(browser_page, server)
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "document.activeElement.innerText || "
                "document.activeElement.getAttribute('aria-label') || "
                "document.activeElement.placeholder || ''"
            )
        )
    words = " ".join(reached)
    for name in ("Alibaba", "Tightening", "Filters", "Search"):
        assert name in words
