"""Sessions after the bundled end: half days, holidays, storms, two exchanges that differ."""

from __future__ import annotations

import pandas as pd
import pytest

from data.market.plan import Series, last_settled_session
from data.market.verify import verify
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
