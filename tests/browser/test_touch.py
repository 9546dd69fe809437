"""A thumb: what can be pressed is 32 pixels or more on every page; the menu gives way to what it opened."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from components.page_index import PAGES
from tests.browser.conftest import PHONE, launched, settled, visit
from tests.browser.reading import read_to_the_end

PARTS = (
    "?q=alibaba",
    "studio?chart=impact",
    "classroom?part=lesson&step=2",
    "classroom?part=by-hand",
    "method?tab=record",
    "method?tab=prices",
)
"""What an address opens beside the first view of each page."""
TOO_SMALL = """() => {
    const least = 32, found = [];
    const pressed = `a[href], button, summary, [role=tab], [role=radio], [role=button], [role=option]`;
    for (const one of document.querySelectorAll(`[data-testid=stApp] :is(${pressed})`)) {
        if (!one.checkVisibility({visibilityProperty: true}) || one.closest("[data-testid=stSkipToContent]"))
            continue;
        one.scrollIntoView({block: "center", behavior: "instant"});
        const lines = [...one.getClientRects()], line = lines[0];
        if (!line?.width || lines.some(box => box.height >= least && box.width >= least)) continue;
        // Words in a line of words are as wide as they are: a thumb misses them above and below.
        const word = one.matches("a") && getComputedStyle(one).display === "inline";
        // What opens a field is part of it, and the whole field opens.
        const whole = one.closest("[data-testid=stSelectbox], [data-testid=stMultiSelect]") &&
            one.matches("[aria-label=Open]") ? one.parentElement : one;
        const x = line.x + line.width / 2, y = line.y + line.height / 2, far = least / 2 - 1;
        const hits = (right, down) => {
            const met = document.elementFromPoint(x + right, y + down);
            return !met || whole.contains(met);
        };
        const across = word || line.width >= least || (hits(-far, 0) && hits(far, 0));
        const tall = line.height >= least || (hits(0, -far) && hits(0, far));
        if (!across || !tall)
            found.push([one.ariaLabel || one.innerText || one.tagName, line.width | 0, line.height | 0]);
    }
    return found;
}"""


@pytest.fixture(scope="module")
def thumb(playwright, tmp_path_factory):
    folder = tmp_path_factory.mktemp("thumb")
    context = launched(playwright, folder, viewport=PHONE, has_touch=True, is_mobile=True)
    yield context
    context.close()


@pytest.mark.parametrize("address", [*(page.path for page in PAGES), *PARTS])
def test_whatever_can_be_pressed_is_met_by_a_thumb(server, thumb, address):
    with visit(thumb) as page:
        page.goto(f"{server}/{address}")
        page.wait_for_selector("#first-view", state="detached")
        settled(page)
        read_to_the_end(page)
        assert page.evaluate(TOO_SMALL) == []
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE["width"]


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


def test_tables_and_their_tools_cover_no_words_and_no_chosen_event_is_cut(server, thumb):
    with visit(thumb) as page:
        page.goto(f"{server}/compare")
        page.wait_for_selector("#first-view", state="detached")
        settled(page)
        read_to_the_end(page)
        page.wait_for_selector("[data-testid=stElementToolbar]")
        covered = page.evaluate(
            """() => {
                const boxes = (what) => [...document.querySelectorAll(`[data-testid=stMain] :is(${what})`)]
                    .map((one) => one.getBoundingClientRect()).filter((box) => box.height);
                const tables = boxes("[data-testid=stElementToolbar], [data-testid=stDataFrame] canvas");
                return tables.filter((table) =>
                    boxes("[data-testid=stMarkdown] p, h2, .chart-title").some((words) =>
                        words.bottom > table.top + 1 && words.top < table.bottom - 1 &&
                        words.right > table.left)).length;
            }"""
        )
        cut = page.evaluate(
            """() => [...document.querySelectorAll("[data-testid=stMultiSelectTagsContainer]")]
                .filter((tags) => tags.scrollHeight > tags.clientHeight + 1).length"""
        )
    assert (covered, cut) == (0, 0)
