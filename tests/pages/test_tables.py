"""Tables: small numbers never read as nought and sort where they belong, titles are read whole."""

from __future__ import annotations

import pandas as pd
import pytest

from components.controls.event_table import TWO_LINES
from components.controls.tables import probabilities, small_columns
from tests.pages.app import opened


def test_probabilities_sort_as_text_as_they_do_as_numbers():
    values = pd.Series([0.5, 0.00002, 0.024, 0.001, float("nan"), 0.0])
    cells = probabilities(values)
    assert [cell.strip() for cell in cells] == ["0.500", "below 0.001", "0.024", "0.001", "", "below 0.001"]
    known = cells[values.notna()]
    assert list(known.sort_values(kind="stable").index) == [1, 5, 3, 2, 0]


def test_columns_with_numbers_that_four_decimals_would_cut_have_a_format_of_their_own():
    frame = pd.DataFrame(
        {"p": [0.5, 0.00002], "car": [0.0, -0.25], "none": [float("nan"), 0.0], "word": ["a", "b"]}
    )
    assert list(small_columns(frame)) == ["p"]


@pytest.mark.parametrize(("page", "lists"), [("timeline.py", 1), ("impact.py", 1), ("compare.py", 3)])
def test_lists_of_events_have_room_for_whole_titles(page, lists):
    """Streamlit breaks a title into lines only in rows that are taller than its own."""
    tables = [table for table in opened(page).dataframe if "Event" in table.value.columns]
    assert [table.proto.row_height for table in tables] == [TWO_LINES] * lists
