"""On every page, opened once a screen: axe finds nothing, in the dark and in the light and on a phone; what
can be pressed is met by a thumb."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from components.page_index import PAGES
from tests.browser.conftest import DESKTOP, PHONE, launched, settled, visit
from tests.browser.reading import read_to_the_end
from tests.browser.thumb import TOO_SMALL

PARTS = (
    "classroom?part=lesson&step=2",
    "classroom?part=by-hand",
    "method?tab=statistics",
    "method?tab=record",
    "method?tab=changes",
    "method?tab=prices",
    "method?tab=check",
)
"""Parts of pages that an address opens."""
ADDRESSES = (*(page.path for page in PAGES), *PARTS)
AT_A_DESK = ("studio?chart=impact&theme=dark",)
ON_A_PHONE = ("?q=alibaba", "studio?chart=impact")
GROUND = "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"


@pytest.fixture(scope="module")
def dark_desk(playwright, tmp_path_factory):
    """A wide screen in a dark system. axe is put into pages by script, which their policy rightly refuses."""
    folder = tmp_path_factory.mktemp("dark")
    context = launched(playwright, folder, bypass_csp=True, viewport=DESKTOP, color_scheme="dark")
    yield context
    context.close()


@pytest.fixture(scope="module")
def thumb(playwright, tmp_path_factory):
    """A phone's screen, likewise."""
    folder = tmp_path_factory.mktemp("thumb")
    context = launched(playwright, folder, bypass_csp=True, viewport=PHONE, has_touch=True, is_mobile=True)
    yield context
    context.close()


@pytest.fixture(scope="module", params=[*ADDRESSES, *AT_A_DESK])
def wide_page(request, server, dark_desk):
    yield from _read(dark_desk, f"{server}/{request.param}")


@pytest.fixture(scope="module", params=[*ADDRESSES, *ON_A_PHONE])
def narrow_page(request, server, thumb):
    yield from _read(thumb, f"{server}/{request.param}")


def _read(context: BrowserContext, address: str) -> Iterator[Page]:
    """The page with all its parts drawn, for several tests."""
    with visit(context) as page:
        page.goto(address)
        page.wait_for_selector("#first-view", state="detached")
        settled(page)
        read_to_the_end(page)
        yield page


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing_on_a_wide_page(wide_page, scheme):
    if wide_page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") != (scheme == "dark"):
        before = wide_page.evaluate(GROUND)
        wide_page.emulate_media(color_scheme=scheme)
        wide_page.wait_for_function(f"before => ({GROUND})() !== before", arg=before)
        settled(wide_page)
    _found_nothing(wide_page)


def test_axe_finds_nothing_on_a_narrow_page(narrow_page):
    _found_nothing(narrow_page)


def test_whatever_can_be_pressed_is_met_by_a_thumb(narrow_page):
    assert narrow_page.evaluate(TOO_SMALL) == []
    assert (
        narrow_page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE["width"]
    )


def _found_nothing(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert not [(one["id"], node["html"][:200]) for one in found for node in one["nodes"]]
