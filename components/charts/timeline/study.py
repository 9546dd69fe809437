"""What a set of parameters selects from the record: period, price lines, events, candles."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.kit.lines import Line, price_lines
from components.charts.kit.memo import remembered
from components.charts.kit.record import chosen_companies, plain_title
from components.charts.timeline.params import Params
from components.params.chosen_events import filtered_events
from components.params.record import record_period

if TYPE_CHECKING:
    from data import Snapshot

MOST_CANDLES = 180
NAME_LENGTH = 34
"""Characters of a title that serves as a short name."""
SEVERAL_LINES, TOO_LONG, ONLY_CLOSES = "several lines", "too long", "only closes"
"""Why candlesticks are not drawn."""


@dataclass(frozen=True)
class Shown:
    """What a set of parameters selects from the record, whatever the selected event."""

    first: pd.Timestamp
    last: pd.Timestamp
    lines: tuple[Line, ...]
    events: pd.DataFrame
    candles: pd.DataFrame | None
    companies: tuple[str, ...]
    no_candles: str
    """Why candlesticks that were asked for are not drawn; empty when they are, or were not asked for."""


def period(snapshot: Snapshot, params: Params) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The days shown: as asked, else from the month before the first event to the end of the record."""
    earliest, latest = record_period(snapshot)
    if params.from_:
        first = max(pd.Timestamp(params.from_), earliest)
    else:
        begun = snapshot.events["date"].min() if len(snapshot.events) else earliest
        first = max(earliest, begun.replace(day=1) - pd.DateOffset(months=1))
        if params.to and pd.Timestamp(params.to) <= first:
            first = earliest
    return first, min(pd.Timestamp(params.to), latest) if params.to else latest


@remembered(64)
def shown(snapshot: Snapshot, params: Params) -> Shown:
    first, last = period(snapshot, params)
    companies = chosen_companies(snapshot, params.company)
    lines = price_lines(snapshot, companies, params.listing, params.price, first, last)
    events = _named(filtered_events(snapshot, params, first, last), params.landmarks)
    candles, no_candles = _candles(snapshot, params, lines)
    return Shown(first, last, lines, events, candles, companies, no_candles)


def _named(events: pd.DataFrame, landmarks: tuple[str, ...]) -> pd.DataFrame:
    """The events with short names for the landmarks alone, in their order; those without one get their
    title."""
    if not landmarks:
        return events
    ranks = {event: rank for rank, event in enumerate(landmarks)}
    named = zip(events.index, events["label"], events["title"], strict=True)
    labels = [
        (label or shorten(plain_title(title), NAME_LENGTH, placeholder="…")) if event in ranks else ""
        for event, label, title in named
    ]
    return events.assign(
        label=labels, label_rank=[float(ranks.get(event, len(ranks))) for event in events.index]
    )


def _candles(snapshot: Snapshot, params: Params, lines: tuple[Line, ...]) -> tuple[pd.DataFrame | None, str]:
    """Open, high, low and close on the chart's scale, or why a line must do."""
    if params.style == "line":
        return None, ""
    if len(lines) != 1:
        return None, SEVERAL_LINES
    line = lines[0]
    if len(line.dates) > MOST_CANDLES:
        return None, TOO_LONG
    prices = snapshot.ohlc(line.symbol).loc[line.dates]
    scale = line.values / prices["close"]
    candles = prices[["open", "high", "low", "close"]].mul(scale, axis=0)
    if candles["open"].notna().sum() == 0:
        return None, ONLY_CLOSES
    return candles, ""


def shown_events(snapshot: Snapshot, params: Params) -> pd.DataFrame:
    """Rows of the record's events that the chart shows, whatever event is selected."""
    return shown(snapshot, params.replace(event=None)).events


def candles_possible(snapshot: Snapshot, params: Params) -> bool:
    """Whether asking for candlesticks would give them: one line, few sessions, ranges on record."""
    return shown(snapshot, params.replace(event=None, style="candlestick")).candles is not None


def table(shown: Shown) -> pd.DataFrame:
    """One row a day: the level of each line (empty without a session) and the day's events.

    Columns: date, one per symbol, events (ids joined by ";"), titles.
    """
    told: dict[pd.Timestamp, list[tuple[str, str]]] = {}
    for event, when, name in zip(
        shown.events.index, shown.events["date"], shown.events["title"], strict=True
    ):
        told.setdefault(when, []).append((event, name))
    days = pd.DatetimeIndex(
        np.unique(
            np.concatenate(
                [*(line.dates.astype("M8[s]") for line in shown.lines), np.array([*told], "M8[s]")]
            )
        ),
        name="date",
    )
    columns: dict[str, np.ndarray] = {}
    for line in shown.lines:
        columns[line.symbol] = np.full(len(days), np.nan)
        columns[line.symbol][days.searchsorted(line.dates)] = np.round(line.values, 4)
    frame = pd.DataFrame(columns, index=days)
    for place, name in ((0, "events"), (1, "titles")):
        column = np.full(len(days), "", object)
        if told:
            column[days.searchsorted(pd.DatetimeIndex([*told]))] = [
                (";", "; ")[place].join(row[place] for row in rows) for rows in told.values()
            ]
        frame[name] = column
    return frame.reset_index()
