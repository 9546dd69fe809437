"""axe finds nothing on any page of the app, light, dark and on a phone; headings descend step by step."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from components.page_index import PAGES
from tests.browser.conftest import DESKTOP, PHONE, launched, settled, visit
from tests.browser.reading import read_to_the_end

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


@pytest.fixture(scope="module", params=SCREENS)
def screen(request, playwright, tmp_path_factory):
    """The profile of readers with one of the screens. axe is put into the page by script, which the page's
    policy rightly refuses."""
    folder = tmp_path_factory.mktemp(request.param)
    context = launched(playwright, folder, bypass_csp=True, **SCREENS[request.param])
    yield context
    context.close()


@pytest.mark.parametrize("address", [*(page.path for page in PAGES), *FURTHER])
def test_axe_finds_nothing(server, screen, address):
    with visit(screen) as page:
        page.goto(f"{server}/{address}")
        settled(page)
        page.wait_for_selector("#first-view", state="detached")
        read_to_the_end(page)
        found = Axe().run(page).response["violations"]
    assert not [(one["id"], node["html"][:200]) for one in found for node in one["nodes"]]
