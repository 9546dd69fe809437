"""Sessions after the bundled end: half days, holidays, storms, two exchanges that differ."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.market.plan import Series, last_settled_session
from data.market.verify import verify
from data.ticks import on_grid, tick_sizes
from tests.data.market.test_refresh_verify import batch


def series(exchange: str, last: str) -> Series:
    stored = pd.Series([100.0], index=pd.DatetimeIndex([last]))
    currency = "HKD" if exchange == "XHKG" else "USD"
    return Series("X", "X", exchange, currency, stored, stored.index[0], stored.index[0], True)


@pytest.mark.parametrize(
    ("exchange", "moment", "session"),
    [
        # Christmas Eve is a half day: Hong Kong shuts at 12:00, New York at 13:00.
        ("XHKG", "2025-12-24T04:44Z", "2025-12-23"),
        ("XHKG", "2025-12-24T04:45Z", "2025-12-24"),
        ("XNYS", "2025-12-24T18:44Z", "2025-12-23"),
        ("XNAS", "2025-12-24T18:45Z", "2025-12-24"),
        # New York closes an hour earlier by UTC in summer.
        ("XNAS", "2026-07-01T20:44Z", "2026-06-30"),
        ("XNAS", "2026-07-01T20:45Z", "2026-07-01"),
        # 1 July is a holiday in Hong Kong only; 3 July 2026 in New York only.
        ("XHKG", "2026-07-01T23:00Z", "2026-06-30"),
        ("XNAS", "2026-07-03T23:00Z", "2026-07-02"),
        ("XHKG", "2026-07-03T23:00Z", "2026-07-03"),
        # Lunar New Year 2026: a half day on the eve, then three days closed.
        ("XHKG", "2026-02-16T04:45Z", "2026-02-16"),
        ("XHKG", "2026-02-19T23:00Z", "2026-02-16"),
        ("XHKG", "2026-02-20T09:00Z", "2026-02-20"),
    ],
)
def test_the_last_settled_session(exchange, moment, session):
    assert last_settled_session(exchange, pd.Timestamp(moment)) == pd.Timestamp(session)


@pytest.mark.parametrize(
    ("exchange", "days", "closed"),
    [
        ("XHKG", ["2026-06-30", "2026-07-01", "2026-07-02", "2026-07-03"], ["2026-07-01"]),
        ("XNYS", ["2026-06-30", "2026-07-01", "2026-07-02", "2026-07-03"], ["2026-07-03"]),
        ("XNAS", ["2026-06-30", "2026-07-01", "2026-07-02", "2026-07-03"], ["2026-07-03"]),
    ],
)
def test_each_exchange_has_its_own_holidays(exchange, days, closed):
    sent = batch(dict.fromkeys(days, 100.0) | {days[1]: 101.0, days[2]: 102.0}, "USD")
    sent = type(sent)(sent.rows, sent.dividends, sent.splits, *["HKD" if exchange == "XHKG" else "USD"] * 2)
    verdict = verify(series(exchange, days[0]), sent, pd.Timestamp("2026-07-04T02:00Z"))
    assert verdict.quarantined.index.strftime("%Y-%m-%d").tolist() == closed
    assert len(verdict.rows) == 2


def test_a_severe_storm_no_longer_closes_hong_kong():
    """Since 23 September 2024 the exchange trades through storms, as on 24 September 2025."""
    sent = batch({"2025-09-23": 100.0, "2025-09-24": 101.0})
    verdict = verify(series("XHKG", "2025-09-23"), sent, pd.Timestamp("2025-09-24T10:00Z"))
    assert len(verdict.rows) == 1 and verdict.quarantined.empty


@pytest.mark.parametrize(
    ("day", "close", "step"),
    [
        # On 4 August 2025 the steps between HK$10 and 20 and between 20 and 50 were narrowed.
        ("2025-08-01", 9.99, 0.01),
        ("2025-08-01", 15.38, 0.02),
        ("2025-08-04", 15.37, 0.01),
        ("2025-08-01", 33.65, 0.05),
        ("2025-08-04", 33.62, 0.02),
        ("2025-08-04", 20.02, 0.02),
        ("2026-06-30", 49.98, 0.02),
        ("2026-06-30", 50.05, 0.05),
    ],
)
def test_fresh_closes_are_on_the_steps_of_their_day(day, close, step):
    days = pd.Series([pd.Timestamp(day)])
    assert tick_sizes(np.array([close]), days)[0] == step
    assert on_grid(np.array([close]), days)[0]
    assert not on_grid(np.array([close + step / 2]), days)[0]


def test_prices_of_2026_come_in_as_they_were_traded():
    """A dividend, a half day, a holiday and closes on the narrower steps, as Yahoo’s floats give them."""
    closes = {"2026-02-13": 15.37, "2026-02-16": 15.41, "2026-02-20": 15.33, "2026-02-23": 15.09}
    noisy = {day: float(np.float32(close)) for day, close in closes.items()}
    sent = batch(noisy, dividends={"2026-02-23": 0.21})
    known = pd.Series([15.37], index=pd.DatetimeIndex(["2026-02-13"]))
    last = known.index[0]
    verdict = verify(
        Series("X", "X", "XHKG", "HKD", known, last, last, True), sent, pd.Timestamp("2026-02-23T12:00Z")
    )
    assert verdict.refused == "" and verdict.quarantined.empty and verdict.notes == ()
    assert verdict.rows["close"].tolist() == [15.41, 15.33, 15.09]
    assert on_grid(verdict.rows["close"].to_numpy(), verdict.rows.index.to_series()).all()
    assert verdict.actions.to_dict("records") == [
        {"ex_date": pd.Timestamp("2026-02-23"), "kind": "cash dividend", "amount_per_share": 0.21}
    ]
