"""Moves as newspapers reported them, beside the record's own prices of the same day.

What a newspaper printed at the close is held against the close; what it printed of the open, or of
the day's high or low, against those; what it saw within a session against the day's range. Nothing
is corrected towards the press: a difference is shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data import HKD_PER_USD, Snapshot

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NOT_ONE_MOVE = re.compile(r"peak|week to|pre-market|combined|erased during")
_WITHIN = re.compile(r"intraday|midday|noon|morning|during|\d{1,2}:\d{2}")
CLOSE, OPEN, HIGH, LOW, RANGE = "close", "open", "high", "low", "within the session"
AGREES = 0.001
"""Difference, a fraction, up to which a move printed to a tenth of a per cent is the same."""
ROUND = 0.01
"""Difference up to which a loosely worded move ("nearly", "over", whole per cents) is."""
COLUMNS = (
    "event_id",
    "company",
    "symbol",
    "first",
    "last",
    "measured",
    "reported",
    "ours",
    "ours_low",
    "ours_high",
    "difference",
    "reported_usd_bn",
    "ours_usd_bn",
    "when",
    "source_url",
    "status",
)


@dataclass(frozen=True)
class Asked:
    """What a report speaks of: days, and which price of the last of them."""

    first: pd.Timestamp
    last: pd.Timestamp
    measured: str


def understood(when: str) -> Asked | None:
    """The days and the price that the words of a report name; None where they name no single move."""
    days = [pd.Timestamp(date.fromisoformat(text)) for text in _DAY.findall(when)]
    text = when.lower()
    if not days or _NOT_ONE_MOVE.search(text):
        return None
    if len(days) > 1:
        return Asked(days[0], days[-1], CLOSE)
    for word, measured in (("intraday high", HIGH), ("intraday low", LOW)):
        if word in text:
            return Asked(days[0], days[0], measured)
    if re.search(r"\bopen\b", text) and "after opening" not in text:
        return Asked(days[0], days[0], OPEN)
    if _WITHIN.search(text) and "at the close" not in text:
        return Asked(days[0], days[0], RANGE)
    return Asked(days[0], days[0], CLOSE)


def press_check(snapshot: Snapshot) -> pd.DataFrame:
    """One row a report, with COLUMNS: reported and ours are fractions, values US$ bn (negative: lost).

    ours_low, ours_high: of a report from within a session, the day's lowest and highest price against the
    close before. difference: ours less reported; of a range, how far the report lies outside it. status:
    `agrees`, `agrees in round figures`, `differs`, or why there is nothing to compare.
    """
    rows = [_row(snapshot, report) for _, report in snapshot.press_check.iterrows()]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(snapshot: Snapshot, report: pd.Series) -> dict[str, object]:
    symbol = str(report["exchange_or_ticker"]).rpartition(" ")[2]
    reported = report["move_pct"] / 100
    row: dict[str, object] = dict.fromkeys(COLUMNS) | {
        "event_id": report["event_id"],
        "company": report["company"],
        "symbol": symbol,
        "reported": reported,
        "reported_usd_bn": -report["value_lost_usd_bn"],
        "when": report["when"],
        "source_url": report["source_url"],
    }
    quotes = _quotes(snapshot, symbol)
    if quotes is None:
        return row | {"status": "not followed here"}
    asked = understood(str(report["when"]))
    if asked is None:
        return row | {"status": "not the move of one session or span"}
    row |= {"first": asked.first, "last": asked.last, "measured": asked.measured}
    if not {asked.first, asked.last} <= set(quotes.index):
        return row | {"status": "no session on that day"}
    before = quotes["close"].shift(1).loc[asked.first]
    day = quotes.loc[asked.last]
    if asked.measured == RANGE:
        low, high = day["low"] / before - 1, day["high"] / before - 1
        row |= {"ours_low": low, "ours_high": high}
        apart = min(reported - low, 0.0) + max(reported - high, 0.0)
    else:
        ours = day[asked.measured] / before - 1
        row |= {"ours": ours}
        if symbol in snapshot.listings.index:
            row["ours_usd_bn"] = value_change(snapshot, symbol, asked.last, day[asked.measured] - before)
        apart = ours - reported
    return row | _verdict(row, apart, str(report["when"]))


def _verdict(row: dict[str, object], apart: float, when: str) -> dict[str, object]:
    if pd.notna(apart):
        loose = bool(re.search(r"source:|about|round|over|nearly|more than|less than|at least", when.lower()))
        whole = float(row["reported"]) * 100 % 1 == 0  # type: ignore[arg-type]
        status = "differs"
        if abs(apart) <= AGREES + 1e-9:
            status = "agrees"
        elif (loose or whole) and abs(apart) <= ROUND + 1e-9:
            status = "agrees in round figures"
        return {"difference": apart, "status": status}
    reported, ours = row["reported_usd_bn"], row["ours_usd_bn"]
    if pd.isna(row["reported"]) and pd.notna(reported) and pd.notna(ours):
        near = abs(float(ours) - float(reported)) <= 0.1 * abs(float(reported))  # type: ignore[arg-type]
        return {"status": "agrees in round figures" if near else "differs"}
    return {"status": "the record has no such price"}


def value_change(
    snapshot: Snapshot, symbol: str, day: pd.Timestamp, price: float, rate: float = HKD_PER_USD
) -> float | None:
    """The change of market value, US$ bn, when a listing's price changes by `price` (its currency).

    All ordinary shares count at the listing's price, at `rate` Hong Kong dollars to the US dollar; None
    where no total share count is known.
    """
    listing = snapshot.listing(symbol)
    counted = snapshot.shares_outstanding(listing["company"], day)
    if counted is None:
        return None
    per_usd = rate if listing["currency"] == "HKD" else 1.0
    return float(price * counted[0] / listing["shares_per_unit"] / per_usd / 1e9)


def _quotes(snapshot: Snapshot, symbol: str) -> pd.DataFrame | None:
    """Open, high, low and close by session; of an index the close alone; None where neither is followed."""
    if symbol in snapshot.listings.index:
        return snapshot.ohlc(symbol)
    if symbol in snapshot.benchmarks:
        level = snapshot.benchmarks[symbol].dropna().to_frame("close")
        return level.assign(open=float("nan"), high=float("nan"), low=float("nan"))
    return None
