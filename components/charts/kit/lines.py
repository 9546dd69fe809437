"""Price lines: which listings, over which sessions, on which scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.kit.memo import remembered
from components.charts.kit.record import listings_of, market_name

if TYPE_CHECKING:
    from data import Snapshot

LATE = 5
"""Calendar days after the first line's start at which a line counts as listed later."""

FIELDS = {"rebased": "close", "total": "adj_close", "traded": "close"}


@dataclass(frozen=True)
class Line:
    """One listing as drawn. `dates` and `values` hold the sessions that have a close, and no others."""

    symbol: str
    company: str
    name: str
    exchange: str
    currency: str
    dates: np.ndarray
    values: np.ndarray
    traded: bool
    """Whether `values` are prices as traded; else they are 100 on the first of `dates`."""

    @cached_property
    def days(self) -> np.ndarray:
        """The sessions as texts, 2021-03-15."""
        return np.datetime_as_string(self.dates, unit="D")

    @cached_property
    def fall(self) -> tuple[float, int, int]:
        """Largest fall from a peak to a later trough: (fraction ≤ 0, position of peak, of trough)."""
        highest = np.maximum.accumulate(self.values)
        trough = int(np.argmin(self.values / highest))
        return (
            float(self.values[trough] / highest[trough] - 1),
            int(np.argmax(self.values[: trough + 1])),
            trough,
        )


@remembered(64)
def price_lines(
    snapshot: Snapshot,
    companies: tuple[str, ...],
    market: str,
    view: str,
    first: pd.Timestamp,
    last: pd.Timestamp,
) -> tuple[Line, ...]:
    """The lines of the chosen companies between two days, both included.

    view: "traded" (closes), "rebased" (closes, 100 on each line's first session
    in the period) or "total" (the same with dividends reinvested). A listing
    without a close in the period gives no line.
    """
    listings = listings_of(snapshot, companies, market)
    several = listings["company"].duplicated(keep=False)
    lines = []
    for symbol, row in listings.iterrows():
        prices = snapshot.ohlc(symbol)[FIELDS[view]].loc[first:last].dropna()
        if prices.empty:
            continue
        factor = 1.0 if view == "traded" else 100 / prices.iloc[0]
        name = (
            f"{row['company']} {'NY' if market_name(row['exchange']) == 'New York' else 'HK'}"
            if several[symbol]
            else row["company"]
        )
        lines.append(
            Line(
                symbol,
                row["company"],
                name,
                row["exchange"],
                row["currency"],
                prices.index.to_numpy(),
                prices.to_numpy(float) * factor,
                view == "traded",
            )
        )
    return tuple(lines)


def late_lines(lines: Sequence[Line]) -> list[Line]:
    """Lines that start well after the earliest one: listed later, so their 100 is another day's."""
    if not lines:
        return []
    earliest = min(line.dates[0] for line in lines)
    return [line for line in lines if line.dates[0] - earliest > np.timedelta64(LATE, "D")]
