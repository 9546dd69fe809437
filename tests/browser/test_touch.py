"""A thumb on a tablet, in the menu and beside tables; every page on a phone is in `test_every_page`."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, launched, settled, visit
from tests.browser.thumb import TOO_SMALL


@pytest.fixture(scope="module")
def thumb(playwright, tmp_path_factory):
    folder = tmp_path_factory.mktemp("thumb")
    context = launched(playwright, folder, viewport=PHONE, has_touch=True, is_mobile=True)
    yield context
    context.close()


def test_a_tablets_row_of_pages_is_met_by_a_thumb(server, thumb):
    with visit(thumb) as page:
        page.set_viewport_size({"width": 834, "height": 1112})
        page.goto(server)
        page.wait_for_selector("#first-view", state="detached")
        settled(page)
        assert page.evaluate(TOO_SMALL) == []


def test_the_menu_gives_way_to_the_page_chosen_in_it(server, thumb):
    with visit(thumb) as page:
        page.goto(f"{server}/glossary")
        settled(page)
        page.get_by_role("button", name="Menu of pages").click()
        chosen = page.get_by_role("link", name="Press", exact=True)
        expect(chosen).to_be_in_viewport()
        page.wait_for_timeout(400)  # the menu slides in
        assert page.evaluate(TOO_SMALL) == []
        chosen.click()
        page.wait_for_url(re.compile("/press"))
        expect(chosen).not_to_be_in_viewport()
        page.reload()
        settled(page)
        expect(chosen).not_to_be_in_viewport()
