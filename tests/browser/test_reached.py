"""Parts of a page are drawn when their reader comes near them, by eye or by keyboard, and after other filters
again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settled
from tests.browser.reading import CHART, WAITING, opened, query, read_to_the_end

EVENT = "2021-04-10-alibaba-fined-18-2bn"
TOP = "document.querySelector('[data-testid=stMain]').scrollTop"
FIRST_SEEN = """
const look = () => {
    const waiting = document.querySelectorAll("%s").length;
    const run = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState;
    if (waiting && run === "notRunning") window.firstSeen = {
        waiting, charts: document.querySelectorAll("[data-testid=stMain] .js-plotly-plot").length,
        headings: document.querySelectorAll("[data-testid=stMain] h2").length,
    };
    else requestAnimationFrame(look);
};
look();
"""
"""How a page is when its first run is over and places of parts that wait stand on it."""
TO = "document.querySelector('[data-testid=stMain]').scrollTo(0, {})"


@pytest.mark.parametrize("path", ["/impact", "/patterns", "/compare"])
def test_lower_parts_wait_for_their_reader_and_come_when_that_one_rests(server, browser_page, path):
    page = browser_page
    page.add_init_script(FIRST_SEEN % WAITING)
    opened(page, server, path)
    first = page.evaluate("window.firstSeen")
    assert first["charts"] <= 1 and first["waiting"]
    page.wait_for_function("place => !document.querySelector(place)", arg=WAITING)
    settled(page)
    assert page.locator(CHART).count() > 1 and page.evaluate(TOP) == 0
    assert page.locator("[data-testid=stMain] h2").count() == first["headings"]  # stand from the start
    assert not page.errors


def test_after_other_filters_what_is_out_of_sight_waits_again(server, browser_page):
    page = opened(browser_page, server, "/patterns")
    read_to_the_end(page)
    page.evaluate(TO.format(0))
    page.get_by_role("button", name="Easing").click()
    page.wait_for_url(re.compile("direction="))
    expect(page.locator(f".st-key-fatigue {CHART}")).to_have_count(0)
    assert page.locator(WAITING).count()
    read_to_the_end(page)
    expect(page.locator(f".st-key-fatigue {CHART}")).to_have_count(1)


def test_whatever_was_chosen_meanwhile_nothing_is_asked_once_all_parts_are_drawn(server, browser_page):
    page, asked = browser_page, []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: asked.append(frame)))
    opened(page, server, "/impact")
    for name in ("Tencent", "▲ Easing", "Tencent"):
        page.get_by_role("button", name=name, exact=True).first.click()
        page.wait_for_timeout(200)
    page.wait_for_function("place => !document.querySelector(place)", arg=WAITING)
    settled(page)
    asked.clear()
    page.wait_for_timeout(5_000)  # longer than any of them pauses between two questions
    assert asked == []
    assert page.locator(CHART).count() == 2 and not page.errors


def test_a_choice_within_a_part_leaves_all_parts_drawn(server, browser_page):
    page = opened(browser_page, server, "/patterns")
    read_to_the_end(page)
    charts = page.locator(CHART).count()
    page.get_by_role("radio", name="How far alone").or_(
        page.get_by_role("button", name="How far alone")
    ).first.click()
    page.wait_for_url(re.compile("outcome=size"))
    assert page.locator(WAITING).count() == 0 and page.locator(CHART).count() == charts


def test_a_part_is_reached_by_keyboard(server, browser_page):
    page = opened(browser_page, server, f"/impact?event={EVENT}")
    page.get_by_role("button", name="Show the chart").focus()
    expect(page.locator(f".st-key-impact-scatter {CHART}")).to_have_count(1)
    assert query(page)["event"] == EVENT


def test_a_browser_without_our_cookie_gets_all_at_once(server, browser_page):
    page = opened(browser_page, server, "/impact")
    page.context.add_init_script("Object.defineProperty(document, 'cookie', {get: () => '', set: () => {}})")
    page.context.clear_cookies()
    page.goto(f"{server}/impact")
    expect(page.locator(CHART)).to_have_count(2)
    assert page.locator(WAITING).count() == 0
