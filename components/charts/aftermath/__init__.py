"""Aftermath: what the shares did 1, 5, 20 and 60 sessions after events like the chosen one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.aftermath.figure import draw
from components.charts.chart import Chart
from components.charts.kit.dots import thinned_note
from components.charts.kit.look import Look
from components.charts.kit.memo import remembered
from components.charts.kit.pairs import shown_pairs
from components.charts.kit.picture import Drawn
from components.charts.kit.study_params import StudyParams
from components.charts.kit.study_words import short_title, study_sources
from components.charts.kit.theme import DIRECTIONS, TYPE_NAMES
from components.language import counted, listed, percent

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "aftermath"
NAME = "What came next"
SUMMARY = "Where did the shares stand 1, 5, 20 and 60 sessions after events of this kind?"

HORIZONS = (1, 5, 20, 60)
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)


@dataclass(frozen=True)
class Params(StudyParams):
    """With an event: events of its type and direction, unless types or directions are chosen."""


def alike(snapshot: Snapshot, params: Params) -> Params:
    """The filters that make events “like the chosen one”: its type and direction, where none is chosen."""
    if params.event is None:
        return params
    event = snapshot.events.loc[params.event]
    return params.replace(
        type=params.type or (event["type"],), direction=params.direction or (event["direction"],)
    )


def later_returns(snapshot: Snapshot, params: Params) -> pd.DataFrame:
    """Pairs with the returns from the close of day 0; a pair needs no model to be here, only its closes."""
    pairs = shown_pairs(snapshot, alike(snapshot, params))
    columns = [f"return_{days}" for days in HORIZONS]
    return pairs.loc[
        pairs[columns].notna().any(axis=1),
        ["event_id", "date", "title", "type", "direction", "company", "symbol", "day0", *columns],
    ]


def summary(rows: pd.DataFrame) -> pd.DataFrame:
    """By horizon: pairs, events, share above zero and quantiles."""
    lines = []
    for days in HORIZONS:
        known = rows[rows[f"return_{days}"].notna()]
        values = known[f"return_{days}"]
        quantiles = values.quantile(QUANTILES).to_numpy() if len(values) else np.full(len(QUANTILES), np.nan)
        lines.append(
            (
                days,
                len(known),
                known["event_id"].nunique(),
                float((values > 0).mean()) if len(values) else np.nan,
                *quantiles,
            )
        )
    return pd.DataFrame(
        lines, columns=["sessions", "pairs", "events", "share_up", "q10", "q25", "median", "q75", "q90"]
    )


@remembered(32)
def ordinary(snapshot: Snapshot, symbols: tuple[str, ...]) -> pd.DataFrame:
    """The same horizons from every session of these shares on record: what any day would have given."""
    returns: dict[int, list[np.ndarray]] = {days: [] for days in HORIZONS}
    for symbol in symbols:
        sessions = snapshot.sessions(snapshot.listing(symbol)["exchange"])
        prices = snapshot.ohlc(symbol)["adj_close"].reindex(sessions).to_numpy(float)
        for days in HORIZONS:
            change = prices[days:] / prices[:-days] - 1
            returns[days].append(change[np.isfinite(change)])
    lines = []
    for days in HORIZONS:
        values = np.concatenate(returns[days]) if symbols else np.array([])
        quantiles = np.quantile(values, QUANTILES) if len(values) else np.full(len(QUANTILES), np.nan)
        lines.append((days, float((values > 0).mean()) if len(values) else np.nan, *quantiles))
    return pd.DataFrame(lines, columns=["sessions", "share_up", "q10", "q25", "median", "q75", "q90"])


@remembered(64)
def _drawn(snapshot: Snapshot, params: Params, look: Look) -> Drawn:
    rows = later_returns(snapshot, params)
    symbols = tuple(rows["symbol"].unique())
    usual = ordinary(snapshot, symbols)
    lines = summary(rows)
    return Drawn(
        draw(snapshot, rows, lines, usual, look),
        _title(params, lines),
        _subtitle(),
        _alt(lines, usual),
        rows,
        study_sources(snapshot, symbols),
        _notes(rows) + thinned_note(len(rows)),
    )


def build(snapshot: Snapshot, params: Params, look: Look = Look()) -> Chart:
    """A panel a horizon, a dot a pair; the chosen event is ringed. The table has the returns."""
    drawn = _drawn(snapshot, alike(snapshot, params).replace(event=None), look)
    return drawn.chart(
        SLUG, snapshot, params, look, event=params.event, first=_chosen(snapshot, params, drawn.table)
    )


def _kind(params: Params) -> str:
    """`tightening events of type Rule or law`."""
    directions = [direction for direction in DIRECTIONS if direction in params.direction]
    types = [TYPE_NAMES[one].lower() for one in TYPE_NAMES if one in params.type]
    lead = f"{listed(directions)} events" if directions else "the events chosen"
    return lead + (f" of type {listed(types)}" if types else "")


def _title(params: Params, lines: pd.DataFrame) -> str:
    row = lines[lines["sessions"] == 20].iloc[0]
    if not row["pairs"]:
        return "No event fits these choices"
    up = round(row["share_up"] * row["pairs"])
    return f"20 sessions after {_kind(params)}, the share stood higher in {up} of {int(row['pairs'])} cases; the median return was {percent(row['median'], signed=True)}"


def _subtitle() -> str:
    return (
        "Total return from the close of day 0, not adjusted for the market. A dot is one event and share; box: middle half, bar: median. "
        "Grey band: the middle 80% of all sessions of the same shares, its line their median"
    )


def _notes(rows: pd.DataFrame) -> tuple[str, ...]:
    return (
        f"{counted(rows['event_id'].nunique(), 'event')}; windows of 20 and 60 sessions overlap one another in crowded months, and listings of one company "
        "move together, so these are far fewer independent cases than dots.",
        "What followed past events is a record, not a forecast.",
    )


def _chosen(snapshot: Snapshot, params: Params, rows: pd.DataFrame) -> tuple[str, ...]:
    if params.event is None:
        return ()
    title = short_title(snapshot.events.loc[params.event])
    if params.event in set(rows["event_id"]):
        return (f"Ringed: “{title}”.",)
    return (f"“{title}” itself is not among the events shown.",)


def _alt(lines: pd.DataFrame, usual: pd.DataFrame) -> str:
    parts = [
        f"{counted(row.sessions, 'session')}: median {percent(row.median, signed=True)}, middle half {percent(row.q25, signed=True)} to {percent(row.q75, signed=True)}, "
        f"{percent(row.share_up, 0)} up, of {row.pairs} pairs (any session: median {percent(any_day.median, signed=True)}, {percent(any_day.share_up, 0)} up)"
        for row, any_day in zip(lines.itertuples(), usual.itertuples(), strict=True)
        if row.pairs
    ]
    return (
        "Dot plots of returns after day 0. " + ". ".join(parts) + "."
        if parts
        else "An empty chart: no event fits these choices."
    )


def example(snapshot: Snapshot) -> Params:
    """After penalties that tightened."""
    return Params(type=("penalty",), direction=("tightening",))
