"""Impact scatter: does a more severe event, or a larger fine, go with a larger move?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from components.charts.chart import Chart
from components.charts.impact_scatter.figure import draw
from components.charts.kit.dots import thinned_note
from components.charts.kit.look import Look
from components.charts.kit.memo import remembered
from components.charts.kit.pairs import shown_pairs, used
from components.charts.kit.picture import Drawn
from components.charts.kit.study_params import StudyParams
from components.charts.kit.study_words import (
    method_words,
    share_names,
    short_title,
    study_notes,
    study_sources,
    window_words,
)
from components.language import counted, listed, percent
from components.params import choice

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "impact-scatter"
NAME = "Severity and impact"
SUMMARY = "Do graver events, or larger fines, go with larger moves?"

TABLE_COLUMNS = [
    "event_id",
    "date",
    "title",
    "type",
    "direction",
    "severity",
    "fine_cny",
    "company",
    "symbol",
    "car",
    "ci_low",
    "ci_high",
    "q",
]


@dataclass(frozen=True)
class Params(StudyParams):
    x: str = choice("severity", ("severity", "fine"), help="what the moves are set against")


def points(snapshot: Snapshot, params: Params) -> pd.DataFrame:
    """The used pairs with their fine (NaN: none); against fines, only those of fined events."""
    pairs = shown_pairs(snapshot, params)
    pairs = pairs.assign(fine_cny=pairs["event_id"].map(snapshot.events["fine_cny"]))
    pairs = used(pairs)
    return pairs[pairs["fine_cny"] > 0] if params.x == "fine" else pairs


@remembered(64)
def _drawn(snapshot: Snapshot, params: Params, look: Look) -> Drawn:
    shown = points(snapshot, params)
    return Drawn(
        draw(snapshot, shown, params.x, look),
        _title(shown, params),
        _subtitle(params),
        _alt(snapshot, shown, params),
        shown[TABLE_COLUMNS],
        study_sources(snapshot, shown["symbol"].unique()),
        _notes(params) + thinned_note(len(shown)) + study_notes(shown_pairs(snapshot, params), params),
    )


def build(snapshot: Snapshot, params: Params, look: Look = Look()) -> Chart:
    """A dot a pair of event and share; `params.event` is ringed."""
    return _drawn(snapshot, params.replace(event=None), look).chart(
        SLUG, snapshot, params, look, event=params.event
    )


def _medians(shown: pd.DataFrame) -> pd.Series:
    """Median size of the move by severity."""
    return shown["car"].abs().groupby(shown["severity"]).median()


def _title(shown: pd.DataFrame, params: Params) -> str:
    if shown.empty:
        return "No pair of event and share fits these choices"
    if params.x == "fine":
        fines = shown.drop_duplicates("event_id")
        negative = int((shown["car"] < 0).sum())
        return f"{counted(len(fines), 'fine')}, the largest of {fines['fine_cny'].max() / 1e9:,.1f}bn yuan: {negative} of {counted(len(shown), 'move')} beside them negative"
    sizes = _medians(shown)
    if len(sizes) == 1:
        return (
            f"Events of severity {sizes.index[0]}: half of the moves are larger than {percent(sizes.iloc[0])}"
        )
    low, high = sizes.index[0], sizes.index[-1]
    return f"Half of the moves are larger than {percent(sizes[low])} around events of severity {low}, and than {percent(sizes[high])} around those of severity {high}"


def _subtitle(params: Params) -> str:
    against = (
        "total fine, billion yuan, logarithmic scale"
        if params.x == "fine"
        else "severity as the curators judged it (1 background, 5 changed the regime)"
    )
    return f"Abnormal return of each share, {window_words(params.window)}, less what {method_words(params)} would give, against {against}"


def _notes(params: Params) -> tuple[str, ...]:
    if params.x == "fine":
        return ("Fines are those of the whole event, which may fall on several companies.",)
    return (
        "Severity was judged with the reaction of the sector in view, so it is no independent measure of the event.",
    )


def _alt(snapshot: Snapshot, shown: pd.DataFrame, params: Params) -> str:
    if shown.empty:
        return "An empty chart: no pair of event and share fits these choices."
    names = share_names(snapshot, snapshot.symbols(ring=9))
    extremes = pd.concat([shown.nsmallest(2, "car"), shown.nlargest(2, "car")])
    said = listed(
        f"{names[row['symbol']]} {percent(row['car'], signed=True)} around “{short_title(snapshot.events.loc[row['event_id']], 60)}”"
        for _, row in extremes.iterrows()
    )
    if params.x == "fine":
        body = f"fines from {shown['fine_cny'].min() / 1e9:.3g} to {shown['fine_cny'].max() / 1e9:.3g} billion yuan"
    else:
        counts = shown["severity"].value_counts()
        body = "median size of the move by severity: " + "; ".join(
            f"{level}: {percent(size)} of {counts[level]:,} pairs" for level, size in _medians(shown).items()
        )
    return f"Scatter plot of {counted(len(shown), 'pair')} of event and share: {body}. Largest: {said}."


def example(snapshot: Snapshot) -> Params:
    """Severity over the whole record."""
    return Params()
