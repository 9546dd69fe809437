"""Cells of tables: small numbers never read as nought, and sort where they belong."""

from __future__ import annotations

import pandas as pd

from components.controls.tables import probabilities, small_columns


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
