"""Fatigue: how the size of reactions to tightening changed over the campaign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.chart import Chart
from components.charts.fatigue.figure import draw
from components.charts.kit.dots import thinned_note
from components.charts.kit.look import Look
from components.charts.kit.memo import remembered
from components.charts.kit.pairs import shown_pairs, used
from components.charts.kit.picture import Drawn
from components.charts.kit.study_params import StudyParams
from components.charts.kit.study_words import method_words, study_notes, study_sources, window_words
from components.language import counted, percent

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "fatigue"
NAME = "Reactions over time"
SUMMARY = "Did the shares react less as the campaign went on?"

FEWEST = 5
"""A half-year with fewer pairs has no median."""
CHANCE = 0.674489750196082
"""Half of all draws from a normal distribution are further than this many standard deviations from its mean."""


@dataclass(frozen=True)
class Params(StudyParams):
    """Directions default to tightening; other shocks are no part of the campaign and never shown."""


def _campaign(params: Params) -> Params:
    """The filters with their fixed parts: a direction, and no other shocks."""
    return params.replace(confounders=False, direction=params.direction or ("tightening",))


def reactions(snapshot: Snapshot, params: Params) -> pd.DataFrame:
    """Used pairs of campaign events with the size of their move and what chance alone would give.

    size: |car|. by_chance: the median size that a share this volatile would show without an event.
    half: first day of the half-year.
    """
    pairs = used(shown_pairs(snapshot, _campaign(params)))
    year, second = pairs["date"].dt.year, pairs["date"].dt.month > 6
    half = pd.to_datetime(pd.DataFrame({"year": year, "month": np.where(second, 7, 1), "day": 1}))
    return pairs.assign(size=pairs["car"].abs(), by_chance=CHANCE * pairs["se"], half=half)


def halves(rows: pd.DataFrame) -> pd.DataFrame:
    """By half-year with enough pairs: pairs, events, median size and what chance alone would give."""
    grouped = rows.groupby("half")
    table = pd.DataFrame(
        {
            "pairs": grouped.size(),
            "events": grouped["event_id"].nunique(),
            "median": grouped["size"].median(),
            "q25": grouped["size"].quantile(0.25),
            "q75": grouped["size"].quantile(0.75),
            "by_chance": grouped["by_chance"].median(),
        }
    )
    return table[table["pairs"] >= FEWEST].reset_index()


COLUMNS = [
    "event_id",
    "date",
    "title",
    "type",
    "direction",
    "severity",
    "company",
    "symbol",
    "half",
    "car",
    "se",
    "size",
    "by_chance",
    "q",
]


@remembered(64)
def _drawn(snapshot: Snapshot, params: Params, look: Look) -> Drawn:
    rows = reactions(snapshot, params)
    table = halves(rows)
    return Drawn(
        draw(snapshot, rows, table, look),
        _title(table),
        _subtitle(params),
        _alt(rows, table),
        rows[COLUMNS],
        study_sources(snapshot, rows["symbol"].unique()),
        _notes() + thinned_note(len(rows)) + study_notes(shown_pairs(snapshot, _campaign(params)), params),
    )


def build(snapshot: Snapshot, params: Params, look: Look = Look()) -> Chart:
    """A dot a pair, a bar a half-year; the chosen event is ringed."""
    return _drawn(snapshot, params.replace(event=None), look).chart(
        SLUG, snapshot, params, look, event=params.event
    )


def half_name(when: pd.Timestamp) -> str:
    return f"{'first' if when.month == 1 else 'second'} half of {when.year}"


def _title(table: pd.DataFrame) -> str:
    if table.empty:
        return "Too few events to compare half-years"
    if len(table) == 1:
        row = table.iloc[0]
        return f"In the {half_name(row['half'])}, the median move was {percent(row['median'])}; chance alone would give {percent(row['by_chance'])}"
    top = table.loc[table["median"].idxmax()]
    last = table.iloc[-1]
    if top["half"] == last["half"]:
        top = table.iloc[0]
        return f"The median move went from {percent(top['median'])} in the {half_name(top['half'])} to {percent(last['median'])} in the {half_name(last['half'])}"
    return f"The median move was largest in the {half_name(top['half'])}, {percent(top['median'])}, and {percent(last['median'])} in the {half_name(last['half'])}"


def _subtitle(params: Params) -> str:
    kind = " and ".join(params.direction) if params.direction else "tightening"
    return (
        f"Size of the abnormal return around {kind} events, {window_words(params.window)}, less what {method_words(params)} would give. A dot is one event and "
        "share; bars: median of each half-year; dashes: the median that chance alone would give, since quieter shares move less"
    )


def _notes() -> tuple[str, ...]:
    return (
        f"Half-years with fewer than {FEWEST} pairs have no bar. The chance level is 0.67 of the forecast error of each share before each event.",
        "Later events may also have been smaller, or better expected: a smaller move is not by itself a sign that investors had become used to them.",
    )


def _alt(rows: pd.DataFrame, table: pd.DataFrame) -> str:
    if table.empty:
        return f"A dot plot of {counted(len(rows), 'pair')} of event and share; no half-year has enough of them for a median."
    parts = [
        f"{half_name(row.half)}: {percent(row.median)} of {row.pairs} pairs, by chance {percent(row.by_chance)}"
        for row in table.itertuples()
    ]
    return f"Dot plot over time of the size of {counted(len(rows), 'abnormal return')} around events. Median by half-year: {'; '.join(parts)}."


def example(snapshot: Snapshot) -> Params:
    """Tightening events of the whole record."""
    return Params()
