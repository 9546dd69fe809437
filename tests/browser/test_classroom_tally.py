"""Two phones and a teacher's screen, in one network."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from components.classroom.tally import VARIABLE
from tests.browser.conftest import PHONE, open_page, settled
from tests.browser.server import running_app


@pytest.fixture(scope="module")
def allowing(tmp_path_factory, built):
    with running_app(tmp_path_factory.mktemp("tally"), {**built, VARIABLE: "on"}) as base:
        yield base


def test_phones_guess_and_the_screen_counts_and_reveals(allowing, chromium):
    page = open_page(chromium, viewport={"width": 1280, "height": 720})
    page.goto(f"{allowing}/classroom?presenter=1")
    page.wait_for_selector(".kicker")
    settled(page)
    page.get_by_role("button", name="Phones").click()
    address = page.locator(".st-key-tally strong")
    expect(address).to_contain_text(re.compile(r"/tally/[a-z2-9]{4}-[a-z2-9]{4}$"))
    where = "http://" + address.inner_text()
    for step in (0, 3):
        phone = open_page(chromium, viewport=PHONE, has_touch=True, is_mobile=True)
        phone.goto(where)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
        for share in phone.locator("fieldset").all():
            share.locator("label").nth(step).tap()
        phone.get_by_role("button", name="Send my guess").tap()
        expect(phone.get_by_role("heading")).to_have_text("Your guess is in")
        assert not phone.context.cookies() and not phone.errors
        phone.context.close()
    count = page.get_by_role("button", name="Count them")
    expect(page.locator(".st-key-tally")).to_contain_text("2 guesses")
    expect(count).to_be_enabled()
    box, bar = count.bounding_box(), page.locator(".st-key-quiz-steps").bounding_box()
    assert box["y"] + box["height"] <= bar["y"]
    count.click()
    page.wait_for_url(re.compile(r"~1\.0\.0\.1\.0-"))
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("on average over 2 hands").first).to_be_visible()
    page.get_by_role("button", name="Next question").click()
    expect(address).to_be_visible()
    expect(page.locator(".st-key-tally")).to_contain_text("0 guesses")
    page.get_by_role("button", name="End phones").click()
    expect(page.locator(".st-key-tally")).to_have_count(0)
    assert not page.errors
    page.context.close()


def test_without_leave_of_the_operator_nothing_is_offered(server, browser_page):
    browser_page.goto(f"{server}/classroom")
    browser_page.wait_for_selector(".kicker")
    settled(browser_page)
    expect(browser_page.get_by_role("button", name="Skip")).to_be_visible()
    assert browser_page.get_by_role("button", name="Phones").count() == 0
