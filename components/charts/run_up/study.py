"""Closes before day 0 of an event, and nothing after them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.kit.event_study import affected_companies
from components.charts.kit.record import listings_of, market_name
from components.charts.kit.study_words import share_names
from components.charts.run_up.params import Params

if TYPE_CHECKING:
    from data import Snapshot

COLUMNS = ["company", "symbol", "day", "session", "index"]


def lines_before(snapshot: Snapshot, event: str, params: Params) -> list[Line]:
    companies = params.company or affected_companies(snapshot, event)
    listings = listings_of(snapshot, companies, params.listing)
    names = share_names(snapshot, listings.index)
    return [
        _line(snapshot, event, symbol, listing, names[symbol], params.sessions)
        for symbol, listing in listings.iterrows()
    ]


def _line(snapshot: Snapshot, event: str, symbol: str, listing: pd.Series, name: str, count: int) -> Line:
    """The closes of one listing in the `count` sessions before day 0, as far as they are on record."""
    day0 = snapshot.day0(event, symbol)
    sessions = snapshot.sessions(listing["exchange"])
    place = int(sessions.searchsorted(day0)) if pd.notna(day0) else 0
    before = sessions[max(place - count, 0) : place]
    closes = snapshot.ohlc(symbol)["adj_close"].reindex(before)
    known = closes.notna().to_numpy()
    values = closes.to_numpy(float)[known]
    return Line(
        symbol,
        listing["company"],
        name,
        market_name(listing["exchange"]),
        None if pd.isna(day0) else day0,
        before[known],
        np.arange(-len(before), 0)[known],
        (100 * values / values[-1]).round(2) if len(values) else values,
    )


def table(lines: list[Line]) -> pd.DataFrame:
    frames = [
        pd.DataFrame(
            {
                "company": line.company,
                "symbol": line.symbol,
                "day": line.days,
                "session": line.sessions,
                "index": line.values,
            }
        )
        for line in lines
    ]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=COLUMNS)


@dataclass(frozen=True)
class Line:
    """One listing's closes before day 0, 100 on the last of them; `days` are −1, −2, … as far as there is a
    close.
    """

    symbol: str
    company: str
    name: str
    market: str
    day0: pd.Timestamp | None
    sessions: pd.DatetimeIndex
    days: np.ndarray
    values: np.ndarray
