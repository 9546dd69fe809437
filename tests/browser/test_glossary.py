"""The glossary in a real Chromium: addresses that lead to a term, links from the app, phones."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import settled

MENU = 60
"""Pixels that the menu takes at the top."""


def in_view(page: Page, selector: str) -> None:
    """The element ends up just below the menu."""
    page.wait_for_function(
        "([selector, menu]) => { const place = document.querySelector(selector); if (!place) return false;"
        " const top = place.getBoundingClientRect().top; return top > menu - 20 && top < menu + 60; }",
        arg=[selector, MENU],
    )


def test_an_address_leads_to_its_term_and_related_terms_are_one_click_away(server, browser_page, snapshot):
    page = browser_page
    page.goto(f"{server}/glossary#samr")
    in_view(page, "#samr")
    settled(page)
    in_view(page, "#samr")
    ids = page.evaluate("[...document.querySelectorAll('.glossary .entry')].map((entry) => entry.id)")
    assert sorted(ids) == sorted(snapshot.glossary.index)
    page.locator("#samr a[href='#anti-monopoly-law']").click()
    in_view(page, "#anti-monopoly-law")
    expect(page).to_have_url(f"{server}/glossary#anti-monopoly-law")
    page.locator("#samr").get_by_role("link", name=re.compile("events?$")).click()
    page.wait_for_url(re.compile(r"\?actor=SAMR"))
    settled(page)
    assert not page.errors


def test_from_an_event_to_who_acted_and_from_there_to_the_formula(server, browser_page):
    page = browser_page
    page.goto(f"{server}/event?event=2021-04-10-alibaba-fined-18-2bn")
    settled(page)
    with page.context.expect_page() as opened:
        page.locator("a[href='glossary#market-model']").first.click()
    glossary = opened.value
    in_view(glossary, "#market-model")
    expect(page).to_have_url(re.compile("event=2021-04-10"))
    glossary.locator("#market-model").get_by_role("link", name="How it is computed").click()
    glossary.wait_for_url(re.compile(r"/method\?tab=statistics&statistic=beta"))
    in_view(glossary, ".st-key-asked-statistic")
    expect(glossary.locator(".st-key-asked-statistic .katex-display")).to_be_visible()
    glossary.go_back()
    in_view(glossary, "#market-model")
    assert not page.errors


def test_on_a_phone_nothing_is_wider_than_the_screen_and_the_search_narrows(server, phone_page):
    page = phone_page
    page.goto(f"{server}/glossary#vie")
    in_view(page, "#vie")
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert (
        page.evaluate(
            "Math.max(...[...document.querySelectorAll('.glossary .entry')].map((entry) => "
            "entry.getBoundingClientRect().right))"
        )
        <= 390
    )
    box = page.get_by_placeholder("Search:")
    box.fill("约谈")
    box.press("Enter")
    page.wait_for_url(re.compile("term=%E7%BA%A6%E8%B0%88"))
    expect(page.locator(".glossary .entry")).to_have_count(1)
    expect(page.locator("#summons")).to_be_visible()
    assert not page.errors
