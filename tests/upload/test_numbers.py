"""Decimal signs are decided by the whole column, or asked; a wrong number never comes out."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.upload.numbers import read_numbers
from components.upload.problems import Asked


def read(cells, **more):
    return read_numbers(cells, "close", **more)


@pytest.mark.parametrize(
    ("cells", "values", "sign"),
    [
        (["1,234.50", "99.5"], [1234.5, 99.5], "point"),
        (["1.234,50", "99,5"], [1234.5, 99.5], "comma"),
        (["1,234", "1234.5"], [1234, 1234.5], "point"),
        (["1.234", "99,5"], [1234, 99.5], "comma"),
        (["1.234", "99.5"], [1.234, 99.5], "point"),
        (["12.345.678"], [12345678], "comma"),
        (["0.123", "1.234"], [0.123, 1.234], "point"),
        (["1 234,50"], [1234.5], "comma"),
        (["1\u202f234,50"], [1234.5], "comma"),
        (["1’234.50"], [1234.5], "point"),
        (["$1,012", "$12.10"], [1012, 12.1], "point"),
        (["HK$ 566.50", "12.50元"], [566.5, 12.5], "point"),
        (["１，２３４．５"], [1234.5], "point"),
        (["12,34,567.8"], [1234567.8], "point"),
        ([1.234, 5], [1.234, 5], ""),
        (["5", "1e3"], [5, 1000], ""),
    ],
)
def test_what_a_column_shows_decides_all_its_cells(cells, values, sign):
    found = read(cells)
    assert found.values == values and not found.reasons and found.sign == sign


@pytest.mark.parametrize("cells", [["1,234", "2,345"], ["1.234"], ["12.345", "100"]])
def test_what_nothing_decides_is_asked(cells):
    with pytest.raises(Asked) as asked:
        read(cells)
    assert set(asked.value.questions[0].options) == {"point", "comma"}


def test_an_answer_and_columns_beside_settle_it():
    assert read(["1,234"], declared="comma").values == [1.234]
    assert read(["1,234"], declared="point").values == [1234]
    assert read(["1,234"], beside=[["1,200.5"]]).values == [1234]


@pytest.mark.parametrize(
    ("cell", "part"),
    [
        ("1.2M", "rounded"),
        ("3万", "rounded"),
        ("5%", "percentage"),
        ("0.25 Dividend", "not a number"),
        ("(3)", "not a number"),
        ("100.5*", "not a number"),
        ("1.2.3,4,5", "not a number"),
        ("=∅", "formula"),
        ("1e999", "too large"),
    ],
)
def test_each_bad_cell_says_why(cell, part):
    found = read([cell])
    assert math.isnan(found.values[0]) and part in found.reasons[0]


@pytest.mark.parametrize("cell", ["", "-", "N/A", "null", "—", "停牌"])
def test_cells_that_say_that_there_is_none(cell):
    found = read([cell])
    assert math.isnan(found.values[0]) and not found.reasons


def test_a_column_that_mixes_signs_keeps_what_stands_alone():
    found = read(["1,234.5", "1.234,5", "1,234"])
    assert found.values[:2] == [1234.5, 1234.5] and "two ways" in found.reasons[2]


def test_currencies_are_seen():
    assert read(["HK$5.1", "6"]).currencies == {"HKD"} and not read(["$5.1"]).currencies


prices = st.decimals(min_value="0.01", max_value="99999", places=2)


@given(st.lists(prices, min_size=1, max_size=30), st.sampled_from([",.", ".,", " ,", "'.", " ."]))
def test_any_prices_round_trip_in_any_convention_or_are_asked_about(values, signs):
    parting, decimal = signs
    cells = [f"{one:,.2f}".translate({ord(","): parting, ord("."): decimal}) for one in values]
    assert read(cells).values == [float(one) for one in values]


@given(st.lists(st.integers(1, 999_999), min_size=1, max_size=30), st.sampled_from(",."))
def test_whole_numbers_with_thousands_are_read_right_or_asked_about_never_wrong(values, parting):
    try:
        found = read([f"{one:,}".replace(",", parting) for one in values])
    except Asked:
        return
    assert found.values == values


@given(st.text(max_size=20))
def test_any_text_is_a_number_a_gap_or_a_reason(cell):
    try:
        found = read([cell])
    except Asked:
        return
    assert not (math.isfinite(found.values[0]) and found.reasons)
