"""What stands around every page."""

from __future__ import annotations

import dataclasses

import pytest

import data
from data import Violation
from tests.pages.app import opened


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


def test_whole_tables_need_no_word(snapshot):
    assert not opened("compare.py").error
