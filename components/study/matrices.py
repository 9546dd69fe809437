"""The record as matrices: prices, event positions, share counts of the listings asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.study.activity import Activity
from components.study.marks import Marks
from components.study.outcomes import Valuation, after_event
from components.study.panel import Panel, positions, stack
from components.study.result import EventColumns, event_columns
from data.kinds import HKD_PER_USD

if TYPE_CHECKING:
    from data import Snapshot

PER_USD = {"USD": 1.0, "HKD": HKD_PER_USD}
"""Exchange rates for market values; the Hong Kong dollar at the midpoint of its peg's band."""


@dataclass(frozen=True, eq=False)
class Record:
    """What every study of one snapshot shares: prices, event positions, share counts.

    columns: [E, S] session of each event's day 0, -1 for none. rule: [E, S] positions in `rules`.
    affected: [E, S]. later: [S, T + 1] outcomes that depend on no study.
    """

    snapshot: Snapshot
    symbols: tuple[str, ...]
    panel: Panel
    listings: pd.DataFrame
    events: pd.DataFrame
    columns: np.ndarray
    rule: np.ndarray
    rules: tuple[str, ...]
    affected: np.ndarray
    marks: Marks
    valuation: Valuation
    activity: Activity
    later: dict[str, np.ndarray]
    levels: dict[tuple[str, str], np.ndarray]
    drifts: dict[tuple[str, str], float]
    event_table: EventColumns


def record_of(snapshot: Snapshot, symbols: tuple[str, ...]) -> Record:
    """The matrices of these listings, in their order, for every event of the snapshot."""
    listings = snapshot.listings.loc[list(symbols)].rename_axis("symbol").reset_index()
    sessions = {exchange: snapshot.sessions(exchange) for exchange in listings["exchange"].unique()}
    rows = tuple(sessions[exchange] for exchange in listings["exchange"])
    width = max((len(index) for index in rows), default=1)

    def prices(field: str) -> np.ndarray:
        wide = {exchange: snapshot.wide(field, exchange) for exchange in sessions}
        return stack(
            [
                wide[exchange][symbol].to_numpy(float)
                for symbol, exchange in zip(symbols, listings["exchange"], strict=True)
            ],
            width,
        )

    adjusted, close = prices("adj_close"), prices("close")
    panel = Panel(
        symbols,
        rows,
        np.full_like(close, np.nan),
        np.full_like(close, np.nan),
        adjusted=adjusted,
        close=close,
    )
    events = snapshot.events.rename_axis("event_id").reset_index()
    columns = np.empty((len(events), len(symbols)), np.int64)
    texts = np.empty((len(events), len(symbols)), object)
    affected = np.empty((len(events), len(symbols)), bool)
    for place, listing in enumerate(listings.itertuples()):
        day0 = snapshot.day0_column(listing.exchange)
        columns[:, place] = positions(rows[place], events[day0])
        texts[:, place] = events[day0.replace("day0_", "day0_rule_")]
        affected[:, place] = affects(events, listing.company)
    rules, rule = np.unique(texts.astype(str), return_inverse=True)
    event, row = np.nonzero(affected)
    marks = Marks.of(row, columns[event, row], event, close.shape)
    return Record(
        snapshot=snapshot,
        symbols=symbols,
        panel=panel,
        listings=listings,
        events=events,
        columns=columns,
        rule=rule.reshape(columns.shape),
        rules=tuple(map(str, rules)),
        affected=affected,
        marks=marks,
        valuation=_valuation(snapshot, listings, rows, width),
        activity=Activity.of(prices("volume"), prices("high"), prices("low")),
        later={name: padded(table) for name, table in after_event(panel).items()},
        levels={},
        drifts={},
        event_table=event_columns(events),
    )


def affects(events: pd.DataFrame, company: str) -> np.ndarray:
    """Whether each event affects a company: `affects` or `companies` names it."""
    return np.array(
        [
            company in one or company in other
            for one, other in zip(events["affects"], events["companies"], strict=True)
        ],
        dtype=bool,
    )


def _valuation(
    snapshot: Snapshot, listings: pd.DataFrame, rows: tuple[pd.DatetimeIndex, ...], width: int
) -> Valuation:
    """The latest share count on or before each session; companies without a usable total: none."""
    shares = np.full((len(rows), width), np.nan)
    code = np.full((len(rows), width), -1)
    words: list[str] = []
    table = snapshot.share_counts[snapshot.share_counts["scope"] == "total"]
    for row, (company, index) in enumerate(zip(listings["company"], rows, strict=True)):
        counts = table[table["company"] == company].sort_values("as_of")
        if counts.empty:
            continue
        at = counts["as_of"].searchsorted(index, side="right") - 1
        known = np.flatnonzero(at >= 0)
        shares[row, known] = counts["shares_outstanding"].to_numpy(float)[at[known]]
        for word in counts["confidence"].unique():
            if word not in words:
                words.append(word)
        places = counts["confidence"].map(words.index).to_numpy()
        code[row, known] = places[at[known]]
    return Valuation(
        shares=shares,
        per_unit=listings["shares_per_unit"].to_numpy(float),
        per_usd=np.array([PER_USD.get(name, np.nan) for name in listings["currency"]]),
        confidence=code,
        words=tuple(words),
    )


def padded(table: np.ndarray) -> np.ndarray:
    """Append the NaN column that stands for "no session"."""
    return np.concatenate([table, np.full((len(table), 1), np.nan)], axis=1)
