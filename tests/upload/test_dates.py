"""Dates as people write them; what could be read in two ways is asked."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.upload.dates import read_dates
from components.upload.problems import AmbiguousDates

IDES = date(2021, 3, 15)


@pytest.mark.parametrize(
    "cell",
    [
        "2021-03-15",
        "2021/3/15",
        "2021.03.15",
        "20210315",
        "2021年3月15日",
        "15 March 2021",
        "15-Mar-2021",
        "Mar 15, 2021",
        "March 15th, 2021",
        "2021-03-15 00:00:00",
        "15/03/2021",
        "03/15/2021",
        "15.03.2021",
    ],
)
def test_each_way_of_writing_a_day(cell):
    read = read_dates([cell])
    assert read.values == [IDES] and not read.reasons


def test_one_cell_above_twelve_decides_the_column_and_is_named():
    read = read_dates(["03/04/2021", "15/03/2021"])
    assert read.values == [date(2021, 4, 3), IDES]
    assert (read.order, read.evidence) == ("day first", "15/03/2021")
    read = read_dates(["03/04/2021", "03/15/2021"])
    assert read.values == [date(2021, 3, 4), IDES]
    assert (read.order, read.evidence) == ("month first", "03/15/2021")


def test_undecided_dates_are_a_question_with_examples():
    with pytest.raises(AmbiguousDates) as caught:
        read_dates(["03/04/2021", "05/06/2021", "2021-03-15"])
    assert caught.value.examples == ("03/04/2021", "05/06/2021")


def test_a_declared_order_answers_the_question():
    assert read_dates(["03/04/2021"], "day first").values == [date(2021, 4, 3)]
    assert read_dates(["03/04/2021"], "month first").values == [date(2021, 3, 4)]


def test_a_cell_that_contradicts_the_declared_order_is_bad_not_swapped():
    read = read_dates(["03/15/2021"], "day first")
    assert read.values == [None] and "day first" in read.reasons[0]


def test_a_column_that_mixes_both_orders_keeps_only_what_stands_alone():
    read = read_dates(["15/03/2021", "03/15/2021", "03/04/2021", "05/05/2021"])
    assert read.values == [IDES, IDES, None, date(2021, 5, 5)]
    assert "mixes both" in read.reasons[2]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("44270", "day number"),
        ("3/4/21", "four digits"),
        ("2021-02-30", "no such day"),
        ("soon", "not a date"),
        ("2021-03-15 18:30", "announced_at"),
        ("15 Foo 2021", "no such day"),
        ("0021-03-15", "1990"),
        ("²⁰²¹-03-15", "not a date"),
    ],
)
def test_each_bad_cell_says_why(cell, reason):
    read = read_dates([cell])
    assert read.values == [None] and reason in read.reasons[0]


def test_blank_cells_are_neither_dates_nor_errors():
    assert read_dates(["", "2021-03-15"]).values == [None, IDES]


days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
FORMS = ["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d %B %Y", "%b %d, %Y"]


@given(st.lists(days, min_size=1, max_size=20), st.sampled_from(FORMS))
def test_unambiguous_forms_round_trip(values, form):
    assert read_dates([value.strftime(form) for value in values]).values == values


@given(st.lists(days, min_size=1, max_size=20), st.sampled_from(["day first", "month first"]))
def test_declared_orders_round_trip(values, order):
    form = "%d/%m/%Y" if order == "day first" else "%m/%d/%Y"
    assert read_dates([value.strftime(form) for value in values], order).values == values


@given(st.lists(days, min_size=1, max_size=20))
def test_an_undeclared_column_is_read_right_or_asked_about_never_swapped(values):
    try:
        read = read_dates([value.strftime("%d/%m/%Y") for value in values])
    except AmbiguousDates:
        assert all(value.day <= 12 for value in values)
        return
    if read.order == "month first":  # no cell contradicts it, so the uploader is told what was assumed
        assert read.evidence and not any(value.day > 12 for value in values)
    else:
        assert read.values == values


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_reason(cell):
    try:
        read = read_dates([cell])
    except AmbiguousDates:
        return
    assert (read.values[0] is not None) != bool(read.reasons) or cell == ""
    assert read.values[0] is None or timedelta(0) <= read.values[0] - date(1990, 1, 1)
