"""axe finds nothing on any page of the app, light, dark and on a phone; headings descend step by step."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from components.page_index import PAGES
from tests.browser.conftest import DESKTOP, PHONE, open_page, settled

FURTHER = (
    "studio?chart=impact&theme=dark",
    "classroom?part=lesson",
    "classroom?part=by-hand",
    "method?tab=statistics",
    "method?tab=record",
    "method?tab=changes",
    "method?tab=prices",
    "method?tab=check",
)
"""Parts of pages that an address opens."""


SCREENS = {
    "light": {"viewport": DESKTOP, "color_scheme": "light"},
    "dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "phone": {"viewport": PHONE, "has_touch": True, "is_mobile": True},
}


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("address", [*(page.path for page in PAGES), *FURTHER])
def test_axe_finds_nothing(server, chromium, address, screen):
    # axe is put into the page by script, which the page's policy rightly refuses.
    page = open_page(chromium, bypass_csp=True, **SCREENS[screen])
    page.goto(f"{server}/{address}")
    settled(page)
    page.wait_for_selector("#first-view", state="detached")
    found = Axe().run(page).response["violations"]
    page.context.close()
    assert not [(one["id"], node["html"][:200]) for one in found for node in one["nodes"]]
