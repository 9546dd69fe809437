"""What stands around every page."""

from __future__ import annotations

import dataclasses

import pytest

import data
from components.page_index import PAGES
from data import Violation
from tests.pages.app import html_of, opened


@pytest.mark.parametrize("count, more", [(1, False), (400, True)])
def test_broken_tables_are_said_once_however_many_places(snapshot, monkeypatch, count, more):
    broken = tuple(
        Violation("events.csv", row, "severity", "9", "must be one of 1, 2, 3, 4, 5")
        for row in range(2, 2 + count)
    )
    monkeypatch.setattr(data, "load_snapshot", lambda: dataclasses.replace(snapshot, violations=broken))
    app = opened("compare.py")
    assert not app.exception
    (said,) = [box.value for box in app.error]
    assert "the last good record is shown" in said
    assert 'events.csv, row 2, column severity, value "9": must be one of' in app.code[0].value
    assert any("python -m data check" in caption.value for caption in app.caption) == more
    assert app.code[0].value.count("\n") < 50


@pytest.mark.parametrize("page", [page for page in PAGES if page.path != "event"], ids=lambda page: page.file)
def test_a_page_opens_under_its_own_heading(page):
    """And no other page does, the home page least of all. Event is headed by the event's title."""
    app = opened(page.file)
    assert not app.exception
    words = html_of(app) + " ".join(text.value for text in (*app.markdown, *app.title, *app.header))
    assert [one.path for one in PAGES if one.heading in words] == [page.path]


def test_whole_tables_need_no_word(snapshot):
    assert not opened("compare.py").error
