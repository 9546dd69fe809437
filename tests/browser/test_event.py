"""The event page in a real Chromium."""

from __future__ import annotations

import re

from tests.browser.conftest import settled

EVENT = "2021-04-10-alibaba-fined-18-2bn"


def test_the_event_page_tells_the_story_and_draws_both_charts(server, browser_page, snapshot):
    page = browser_page
    page.goto(f"{server}/event?event={EVENT}")
    page.wait_for_selector(".js-plotly-plot .main-svg")
    settled(page)
    text = page.locator("[data-testid=stMain]").inner_text()
    assert snapshot.events.at[EVENT, "title"] in text
    assert snapshot.events.at[EVENT, "title_zh"] in text
    assert page.locator(".js-plotly-plot").count() == 2
    assert page.locator("a[href^=http]").count() >= 4
    assert not page.errors


def test_from_the_timeline_to_the_whole_story(server, browser_page):
    page = browser_page
    page.goto(f"{server}/?event={EVENT}")
    settled(page)
    page.get_by_text("The whole story").click()
    page.wait_for_url(re.compile(f"/event.*event={EVENT}"))
    settled(page)
    assert page.locator("h1").first.inner_text().startswith("SAMR fines Alibaba")
    assert not page.errors


def test_another_window_changes_numbers_and_address(server, browser_page):
    page = browser_page
    page.goto(f"{server}/event?event={EVENT}")
    settled(page)
    before = page.locator("[data-testid=stTable]").first.inner_text()
    window = page.get_by_role("combobox", name=re.compile("Event window"))
    window.scroll_into_view_if_needed()
    page.wait_for_timeout(300)  # a menu closes when its page scrolls
    window.click()
    page.get_by_role("option", name="Day 0 only").click()
    page.wait_for_url(re.compile("window=0%2C0|window=0,0"))
    settled(page)
    assert page.locator("[data-testid=stTable]").first.inner_text() != before
    assert not page.errors


def test_a_neighbour_is_one_click_away(server, browser_page):
    page = browser_page
    page.goto(f"{server}/event?event={EVENT}")
    settled(page)
    page.locator(".st-key-near-2021-04-12-ant-restructuring-ordered button").click()
    page.wait_for_url(re.compile("event=2021-04-12-ant-restructuring-ordered"))
    assert not page.errors


def test_data_and_method_opens_every_tab(server, browser_page):
    page = browser_page
    page.goto(f"{server}/method")
    settled(page)
    for name in ("Every statistic", "By hand", "The record", "Prices", "Check report"):
        page.get_by_role("tab", name=name).click()
        settled(page)
        assert "could not be shown" not in page.locator("[data-testid=stMain]").inner_text()
    assert not page.errors
