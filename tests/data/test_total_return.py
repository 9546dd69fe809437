"""Total-return closes against a holder's own arithmetic."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.ticks import on_grid
from data.total_return import total_return_closes


def actions(*rows):
    frame = pd.DataFrame(rows, columns=["ex_date", "kind", "amount_per_share"])
    return frame.assign(ex_date=pd.to_datetime(frame.ex_date))


def closes(*prices, start="2024-01-01"):
    return pd.Series(prices, index=pd.bdate_range(start, periods=len(prices)), dtype=float)


def test_a_dividend_lowers_earlier_closes_only():
    result = total_return_closes(closes(100, 100, 95, 96), actions(("2024-01-03", "cash dividend", 5.0)))
    assert result.tolist() == pytest.approx([95, 95, 95, 96])


def test_a_split_and_a_dividend_compound():
    result = total_return_closes(
        closes(100, 50, 45, 90),
        actions(("2024-01-02", "split", 2.0), ("2024-01-03", "cash dividend", 5.0)),
    )
    assert result.tolist() == pytest.approx([100 / 2 * 0.9, 45, 45, 90])


def test_a_missing_session_before_the_ex_date_uses_the_last_close():
    series = closes(100, 101, 102, 97).drop(pd.Timestamp("2024-01-03"))
    result = total_return_closes(series, actions(("2024-01-04", "cash dividend", 10.1)))
    assert result.tolist() == pytest.approx([90, 101 * 0.9, 97])


def test_two_payments_on_one_ex_date_are_one_payment():
    both = actions(("2024-01-02", "cash dividend", 5.0), ("2024-01-02", "special dividend", 10.0))
    result = total_return_closes(closes(100, 85), both)
    assert result.tolist() == pytest.approx([85, 85])


@pytest.mark.parametrize("turned", [False, True])
def test_a_split_and_a_payment_on_one_ex_date_whatever_their_order(turned):
    """2 for 1, and 5 per new share: 100 becomes two shares at 45 and 5 each."""
    rows = [("2024-01-02", "split", 2.0), ("2024-01-02", "cash dividend", 5.0)]
    result = total_return_closes(closes(100, 45), actions(*(rows[::-1] if turned else rows)))
    assert result.tolist() == pytest.approx([45, 45])


@pytest.mark.parametrize("turned", [False, True])
def test_two_actions_in_one_gap_follow_each_other(turned):
    """No trade on 2 and 3 January: 20 paid per old share, then 4 for 1."""
    rows = [("2024-01-02", "cash dividend", 20.0), ("2024-01-03", "split", 4.0)]
    series = closes(100, 80, 20, 20).iloc[[0, 3]]
    result = total_return_closes(series, actions(*(rows[::-1] if turned else rows)))
    assert result.tolist() == pytest.approx([20, 20])
    rows = [("2024-01-02", "split", 4.0), ("2024-01-03", "cash dividend", 5.0)]
    result = total_return_closes(series, actions(*(rows[::-1] if turned else rows)))
    assert result.tolist() == pytest.approx([20, 20])
    rows = [("2024-01-02", "cash dividend", 10.0), ("2024-01-03", "cash dividend", 20.0)]
    result = total_return_closes(series, actions(*(rows[::-1] if turned else rows)))
    assert result.tolist() == pytest.approx([70, 20])


@pytest.mark.parametrize("date", ["2023-12-29", "2024-01-01", "2024-02-01"])
def test_actions_outside_the_closes_change_nothing(date):
    series = closes(100, 101, 102)
    assert total_return_closes(series, actions((date, "cash dividend", 5.0))).equals(series)


@given(
    st.lists(st.floats(1, 1000), min_size=3, max_size=30),
    st.lists(st.tuples(st.integers(1, 29), st.floats(0.001, 0.5)), max_size=4, unique_by=lambda x: x[0]),
)
def test_reinvesting_by_hand_gives_the_same_growth(prices, payments):
    series = closes(*prices)
    payments = [(day, share * prices[day - 1]) for day, share in payments if day < len(prices)]
    table = actions(*[(series.index[day], "cash dividend", amount) for day, amount in payments])
    units = 1.0
    paid = dict(payments)
    for day in range(1, len(prices)):
        # The payment buys more at the price the share would have had with it.
        before = prices[day - 1]
        units *= before / (before - paid.get(day, 0.0))
    adjusted = total_return_closes(series, table)
    assert adjusted.iloc[-1] / adjusted.iloc[0] == pytest.approx(units * prices[-1] / prices[0])


@pytest.mark.parametrize(
    ("price", "date", "fits"),
    [
        (0.123, "2021-01-04", True),
        (0.1235, "2021-01-04", False),
        (9.99, "2021-01-04", True),
        (10.02, "2021-01-04", True),
        (10.01, "2021-01-04", False),
        (10.01, "2025-08-04", True),
        (20.05, "2021-01-04", True),
        (20.02, "2025-08-01", False),
        (20.02, "2025-08-04", True),
        (60.05, "2025-08-04", True),
        (60.02, "2025-08-04", False),
        (199.9, "2021-01-04", True),
        (200.1, "2021-01-04", False),
        (503.0, "2025-06-30", True),
        (503.2, "2025-06-30", False),
        (1001.0, "2021-01-04", True),
        (1000.5, "2021-01-04", False),
    ],
)
def test_the_exchanges_spread_table(price, date, fits):
    """Scale of spreads as the exchange publishes it, before and since 4 August 2025."""
    assert on_grid(np.array([price]), pd.Series([pd.Timestamp(date)]))[0] == fits
