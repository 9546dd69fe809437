"""Every page, opened once a screen: whole and without errors, in the colours of its scheme, no wider than a
phone, with names for the keyboard and in reach of a thumb; axe finds nothing, light, dark or on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from components.charts.kit.theme import INK, PAPER
from components.page_index import PAGES
from tests.browser.conftest import DESKTOP, PHONE, launched, settled, visit
from tests.browser.reading import CHART, read_to_the_end, rgb
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

COVERED = """() => {
    const all = (what) => [...document.querySelectorAll(`[data-testid=stMain] :is(${what})`)]
        .filter((one) => one.checkVisibility());
    const lines = all("[data-testid=stMarkdown] p, h2, .chart-title").flatMap((one) => {
        const words = document.createRange();
        words.selectNodeContents(one);
        return [...words.getClientRects()];
    });
    return all("[data-testid=stElementToolbar], [data-testid=stDataFrame] canvas")
        .map((one) => one.getBoundingClientRect())
        .filter((table) => lines.some((line) =>
            line.bottom > table.top + 1 && line.top < table.bottom - 1 && line.right > table.left)).length;
}"""
CUT = """() => [...document.querySelectorAll("[data-testid=stMultiSelectTagsContainer]")]
    .filter((tags) => tags.scrollHeight > tags.clientHeight + 1).length"""


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


def test_it_opens_whole_and_without_errors(wide_page):
    assert wide_page.locator("h1").first.is_visible() and wide_page.title()
    assert "could not be shown" not in wide_page.content() and not wide_page.errors
    assert _sideways(wide_page) == 0


def test_no_stop_of_the_keyboard_is_without_a_name(wide_page):
    wide_page.wait_for_function(
        """() => [...document.querySelectorAll("[data-testid=stMain] canvas[tabindex='0']")]
            .every(canvas => canvas.getAttribute("aria-label"))"""
    )
    nameless = f"[data-testid=stMain] {CHART}[tabindex='0']:not([aria-label])"
    assert wide_page.locator(nameless).count() == 0


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing_on_a_wide_page_in_its_colours(wide_page, scheme):
    wide_page.emulate_media(color_scheme=scheme)
    expect(wide_page.get_by_test_id("stApp")).to_have_css("background-color", rgb(PAPER[scheme]))
    settled(wide_page)
    drawn = wide_page.eval_on_selector_all(CHART, "all => all.map(one => one._fullLayout.font.color)")
    assert set(drawn) <= {INK[scheme]}
    _found_nothing(wide_page)


def test_a_narrow_page_fits_and_opens_without_errors(narrow_page):
    assert not narrow_page.errors and _sideways(narrow_page) == 0
    assert narrow_page.locator("[data-testid=stMain]").evaluate("main => main.scrollWidth") <= PHONE["width"]
    for plot in narrow_page.locator(CHART).all():
        box = plot.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"] + 1


def test_tables_and_their_tools_cover_no_words_and_no_chosen_event_is_cut(narrow_page):
    covered, cut = narrow_page.evaluate(COVERED), narrow_page.evaluate(CUT)
    assert (covered, cut) == (0, 0)


def test_whatever_can_be_pressed_is_met_by_a_thumb(narrow_page):
    assert narrow_page.evaluate(TOO_SMALL) == []


def test_axe_finds_nothing_on_a_narrow_page(narrow_page):
    _found_nothing(narrow_page)


def _sideways(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def _found_nothing(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert not [(one["id"], node["html"][:200]) for one in found for node in one["nodes"]]
