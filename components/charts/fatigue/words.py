"""How the size of reactions changed, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from components.charts.fatigue.params import Params
from components.charts.fatigue.study import FEWEST
from components.charts.kit.study_words import beside_ordinary, beyond_words, window_words
from components.language import counted, percent

if TYPE_CHECKING:
    from data import Snapshot


NOTHING = "No event fits these choices."


def half_name(when: pd.Timestamp) -> str:
    return f"{'first' if when.month == 1 else 'second'} half of {when.year}"


def title(table: pd.DataFrame) -> str:
    if table.empty:
        return "Too few events to compare half-years"
    if len(table) == 1:
        row = table.iloc[0]
        return f"In the {half_name(row['half'])}, the median move was {beside_ordinary(row)}"
    top = table.loc[table["median"].idxmax()]
    last = table.iloc[-1]
    if top["half"] == last["half"]:
        top = table.iloc[0]
        return (
            f"The median move went from {beside_ordinary(top)} in the {half_name(top['half'])} to "
            f"{beside_ordinary(last)} in the {half_name(last['half'])}"
        )
    return (
        f"The median move was largest in the {half_name(top['half'])}, {beside_ordinary(top)}, and "
        f"{beside_ordinary(last)} in the {half_name(last['half'])}"
    )


def subtitle(snapshot: Snapshot, params: Params) -> str:
    kind = " and ".join(params.direction) if params.direction else "tightening"
    return (
        f"Size of the abnormal return around {kind} events, {window_words(params.window)} "
        f"({beyond_words(snapshot, params)}). A triangle is one event and share, up for a rise; bars: "
        "median of each half-year; dashes: that of windows without an event of the same shares in the same "
        "half-years"
    )


def notes(table: pd.DataFrame) -> tuple[str, ...]:
    windows = table["windows"].sum() if len(table) else 0
    return (
        (
            f"Half-years with fewer than {FEWEST} pairs have no bar. Dashes rest on "
            f"{windows:,} ordinary windows; each pair counts alike, whatever the number of its windows."
        ),
        (
            "Later events may also have been smaller, or better expected: a smaller move is not by "
            "itself a sign that investors had become used to them."
        ),
    )


def unusual(table: pd.DataFrame) -> str:
    """In how many half-years the median move was larger than that of ordinary windows."""
    known = table[table["windows"] > 0]
    if known.empty:
        return ""
    above = int((known["median"] > known["ordinary"]).sum())
    return (
        f"In {above} of {counted(len(known), 'half-year')} the median move was larger than that of ordinary "
        "windows of the same shares."
    )


def alt(rows: pd.DataFrame, table: pd.DataFrame) -> str:
    if table.empty:
        return (
            f"A dot plot of {counted(len(rows), 'pair')} of event and share; no half-year has enough of "
            "them for a median."
        )
    parts = [
        (
            f"{half_name(row.half)}: {percent(row.median)} of {row.pairs} pairs"
            + (f", ordinary windows {percent(row.ordinary)}" if row.windows else "")
        )
        for row in table.itertuples()
    ]
    return (
        f"Dot plot over time of the size of {counted(len(rows), 'abnormal return')} around events. "
        f"Median by half-year: {'; '.join(parts)}."
    )
