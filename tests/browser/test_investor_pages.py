"""Impact, Patterns, Compare and Bring your own in a real Chromium: mouse, keyboard, reload, uploads."""

from __future__ import annotations

import re

from tests.browser.conftest import settled
from tests.browser.reading import CHART, marker_position, opened, query, read_to_the_end, visited

PROBE = "2020-12-24-samr-opens-alibaba-probe"
CSV = b"date,title,affects\n2023-12-22,Own draft rules,Tencent\n2022-03-16,Own pledge,\n2022-99-99,Bad,\n"


def tab_to(page, name: str, presses: int = 60) -> None:
    """Move the focus by Tab alone until it stands on a control whose name contains `name`."""
    for _ in range(presses):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => {
                const e = document.activeElement;
                const said = [e.getAttribute('aria-label'), e.matches('button, a, input') ? e.innerText : '',
                e.closest('label')?.innerText];
                return said.filter(Boolean).join(' ');
            }"""
        )
        if name in focused:
            return
    raise AssertionError(f"{name!r} cannot be reached by Tab")


def test_a_click_on_a_dot_of_the_ranking_chooses_its_event(server, browser_page, snapshot):
    page = opened(browser_page, server, "/impact")
    plot = page.locator(f".st-key-impact {CHART}")
    plot.scroll_into_view_if_needed()
    where = marker_position(plot, PROBE)
    page.mouse.click(*where)
    page.wait_for_url(re.compile(f"event={PROBE}"))
    settled(page)
    page.get_by_role("heading", name=snapshot.events.at[PROBE, "title"]).wait_for()
    assert not page.errors


def test_a_click_on_a_row_of_the_table_chooses_its_event(server, browser_page, snapshot):
    page = opened(browser_page, server, "/impact")
    read_to_the_end(page)
    table = page.locator("[data-testid=stDataFrame]").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    page.mouse.click(box["x"] + 16, box["y"] + 35 + 17)
    page.wait_for_url(re.compile("event="))
    settled(page)
    chosen = query(page)["event"]
    assert chosen == "2022-03-16-liu-he-rescue-meeting"  # the largest move of the record
    page.get_by_role("heading", name=snapshot.events.at[chosen, "title"]).wait_for()


def test_switches_by_keyboard_alone_reach_the_address_and_survive_a_reload(server, browser_page):
    page = opened(browser_page, server, "/impact")
    before = page.locator(".chart-title").first.inner_text()
    tab_to(page, "Beyond chance only")
    page.keyboard.press("Space")
    page.wait_for_url(re.compile("significant=1"))
    settled(page)
    after = page.locator(".chart-title").first.inner_text()
    assert before != after and "moves beyond chance" in after
    page.reload()
    page.wait_for_selector(".js-plotly-plot .main-svg")
    settled(page)
    assert page.locator(".chart-title").first.inner_text() == after and not page.errors


def test_groups_by_keyboard_alone(server, browser_page):
    page = opened(browser_page, server, "/patterns")
    tab_to(page, "Type of event")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.wait_for_url(re.compile("by=actor"))
    settled(page)
    assert "SAMR" in page.locator(".st-key-patterns .js-plotly-plot").inner_text()


def test_filters_travel_to_the_next_page_and_its_address(server, browser_page):
    page = opened(browser_page, server, "/impact?type=penalty")
    page.get_by_role("link", name="Patterns").first.click()
    page.wait_for_url(re.compile("/patterns.*type=penalty"))
    settled(page)
    read_to_the_end(page)
    assert "after events of type penalty" in page.content()


def test_events_are_compared_from_the_picker(server, browser_page):
    page = opened(browser_page, server, f"/compare?events={PROBE}")
    page.get_by_role("combobox", name=re.compile("Events to compare")).click()
    page.keyboard.type("Meituan fined 3.44bn")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("events=.*meituan-fined"))
    settled(page)
    assert "around" in page.locator(".chart-title").first.inner_text() and not page.errors


def test_an_upload_runs_names_the_bad_row_and_is_gone_after_a_reload(server, browser_page):
    page = visited(browser_page, server, "/bring-your-own?clean_estimation=0")
    page.locator("input[type=file]").nth(0).set_input_files(
        {"name": "mine.csv", "mimeType": "text/csv", "buffer": CSV}
    )
    page.get_by_text("2 events read; 1 row left out").wait_for()
    page.wait_for_selector(".js-plotly-plot .main-svg")
    settled(page)
    assert "Own draft rules" in page.locator(".js-plotly-plot").first.inner_text() and not page.errors
    page.reload()
    page.wait_for_selector("h1")
    settled(page)
    assert "Own draft rules" not in page.content() and page.locator(".js-plotly-plot").count() == 0


def test_an_upload_by_keyboard_alone(server, browser_page, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_bytes(CSV)
    page = visited(browser_page, server, "/bring-your-own?clean_estimation=0")
    tab_to(page, "Upload")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(path)
    page.get_by_text("1 row left out").wait_for()


def test_junk_and_giants_leave_the_app_unharmed(server, browser_page):
    page = visited(browser_page, server, "/bring-your-own")
    field = page.locator("input[type=file]").nth(0)
    field.set_input_files({"name": "junk.csv", "mimeType": "text/csv", "buffer": bytes(range(256)) * 100})
    page.get_by_text("not a table of text").wait_for()
    field.set_input_files({"name": "giant.csv", "mimeType": "text/csv", "buffer": b"a" * (12 * 1024**2)})
    page.get_by_text(re.compile("must be 5.*MB or smaller|exceeds|too large", re.I)).first.wait_for()
    visited(page, server, "/impact")
    page.locator(".js-plotly-plot").first.wait_for()
