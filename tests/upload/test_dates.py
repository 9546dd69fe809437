"""Dates as people write them; what could be read in two ways is asked."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.upload.dates import AmbiguousDates, read_dates
from components.upload.problems import UploadError

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
        "15-Mar-21",
        "15Mar2021",
        "2021-Mar-15",
        "15 mars 2021",
        "15. März 2021",
        "15 de marzo de 2021",
        "15 марта 2021",
        "2021년 3월 15일",
        "二〇二一年三月十五日",
        "2021. 03. 15.",
        "03/15/21",
        "15/3/2021 16:00:00",
        "3/15/2021 4:00 PM",
        "2021-03-15 16:00",
        "2021-03-15 00:00:00-04:00",
        "2021-03-15T00:00:00Z",
        "Mon, 15 Mar 2021",
        "Monday 15 March 2021",
        "Mon, 15 Mar 2021 16:00:00",
        "Monday 15 March 2021 4:00 PM",
        "lundi 15 mars 2021",
        "Mon 15/03/2021",
        "2021年3月15日 星期一",
        "2021-03-15(一)",
        "2021/03/15 周一",
        "20210315 15:30",
        "44270",
        44270,
        44270.67,
        20210315,
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
        ("2021-02-30", "no such day"),
        ("soon", "not a date"),
        ("2021-03-15T16:00:00Z", "UTC"),
        ("2021-03-15 25:30", "no such hour"),
        ("Tue 15 March 2021", "Monday"),
        ("2021年3月15日 星期二", "Monday"),
        ("Mar-21", "names no day"),
        ("2021-03", "names no day"),
        ("1615766400", "seconds"),
        ("1989-12-31", "1990"),
        ("2101-01-01", "1990"),
        ("31/12/1989", "1990"),
        ("99999", "number and no date"),
        (12, "number and no date"),
        ("15 Foo 2021", "no such day"),
        ("0021-03-15", "1990"),
    ],
)
def test_each_bad_cell_says_why(cell, reason):
    read = read_dates([cell])
    assert read.values == [None] and reason in read.reasons[0]


@pytest.mark.parametrize(
    ("cell", "day"), [("1990-01-01", date(1990, 1, 1)), ("2100-12-31", date(2100, 12, 31)), ("31.12.2100",
        date(2100, 12, 31)), (32874, date(1990, 1, 1)), (73415, date(2100, 12, 31))]
)  # fmt: skip
def test_the_limits_of_the_years_are_inside(cell, day):
    assert read_dates([cell]).values == [day]


def test_one_day_above_twelve_stands_alone_and_equal_parts_need_no_order():
    read = read_dates(["13/12/2021"])
    assert (read.values, read.order, read.evidence) == ([date(2021, 12, 13)], "day first", "13/12/2021")
    read = read_dates(["05/05/2021"])
    assert (read.values, read.order, read.evidence) == ([date(2021, 5, 5)], None, "")


def test_a_weekday_beside_the_date_decides_the_order():
    read = read_dates(["Fri 02/07/2021", "Mon 05/07/2021"])
    assert read.values == [date(2021, 7, 2), date(2021, 7, 5)] and read.order == "day first"


def test_two_digit_years_are_read_or_asked_about():
    assert read_dates(["07/16/21", "07/02/21"]).values == [date(2021, 7, 16), date(2021, 7, 2)]
    with pytest.raises(AmbiguousDates) as caught:
        read_dates(["21/07/16"])
    assert set(caught.value.questions[0].options) == {"day first", "year first"}
    assert read_dates(["21/07/16"], "year first").values == [date(2021, 7, 16)]


def test_days_that_a_spreadsheet_swapped_are_refused():
    with pytest.raises(UploadError, match="swapped"):
        read_dates(["2021-05-03", "2021-06-03", "13/03/2021"])
    assert read_dates(["2021-05-03", "2021-05-23", "13/03/2021"]).values[2] == date(2021, 3, 13)


def test_day_numbers_are_said_and_may_count_from_1904():
    read = read_dates([44270])
    assert "44270 as 15 March 2021" in read.notes[0]
    assert read_dates([42808], epoch_1904=True).values == [date(2021, 3, 15)]


def test_hours_are_counted():
    assert read_dates(["2021-03-15 16:00", "2021-03-16 00:00", "2021-03-17"]).times == 1


def test_blank_cells_are_neither_dates_nor_errors():
    assert read_dates(["", "2021-03-15"]).values == [None, IDES]


days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
FORMS = [
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y%m%d",
    "%d %B %Y",
    "%b %d, %Y",
    "%a %d %b %Y",
    "%A, %B %d, %Y",
    "%Y年%m月%d日",
    "%d-%b-%Y 16:00:00",
]


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
    assert (read.values[0] is not None) != bool(read.reasons) or not cell.strip()
    assert read.values[0] is None or timedelta(0) <= read.values[0] - date(1990, 1, 1)
