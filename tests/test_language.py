"""Numbers as every surface writes them: real minus signs, no sign on nought, a word where there is none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.language import (
    agreeing,
    counted,
    decimal,
    listed,
    month,
    of_cases,
    percent,
    probability,
    relative_day,
    short_month,
)

NAN = float("nan")


@pytest.mark.parametrize(
    ("fraction", "digits", "plain", "signed"),
    [
        (-0.2245, 1, "−22.4%", "−22.4%"),
        (0.179, 1, "17.9%", "+17.9%"),
        (-0.0004, 1, "0.0%", "0.0%"),
        (0.0, 2, "0.00%", "0.00%"),
        (NAN, 1, "unknown", "unknown"),
    ],
)
def test_percentages(fraction, digits, plain, signed):
    assert percent(fraction, digits) == plain and percent(fraction, digits, signed=True) == signed


@pytest.mark.parametrize(
    ("value", "digits", "plain", "signed"),
    [
        (1234.56, 1, "1,234.6", "+1,234.6"),
        (-98.34, 1, "−98.3", "−98.3"),
        (-0.004, 2, "0.00", "0.00"),
        (NAN, 2, "unknown", "unknown"),
    ],
)
def test_decimals(value, digits, plain, signed):
    assert decimal(value, digits) == plain and decimal(value, digits, signed=True) == signed


@pytest.mark.parametrize(
    ("p", "written", "cases"),
    [
        (0.0241, "0.024", "2.4% of cases"),
        (0.001, "0.001", "0.1% of cases"),
        (0.00002, "below 0.001", "fewer than 0.1% of cases"),
    ],
)
def test_a_probability_never_reads_as_nought(p, written, cases):
    assert (probability(p), of_cases(p)) == (written, cases)


@given(st.floats(-10, 10), st.integers(0, 4))
def test_a_percentage_reads_back_as_the_rounded_number(fraction, digits):
    text = percent(fraction, digits, signed=True)
    assert "-" not in text and float(text.replace("−", "-").rstrip("%")) == float(
        f"{fraction:.{digits}%}"[:-1]
    )


def test_words_agree_with_numbers():
    assert [counted(number, "event") for number in (0, 1, 2000)] == ["0 events", "1 event", "2,000 events"]
    assert [agreeing(number, "is", "are") for number in (0, 1, 2)] == ["are", "is", "are"]
    assert [listed(names) for names in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == [
        "none",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert [relative_day(number) for number in (-1, 0, 3)] == ["−1", "0", "+3"]
    assert (month(date(2020, 11, 3)), short_month(date(2020, 11, 3))) == ("November 2020", "Nov 2020")
