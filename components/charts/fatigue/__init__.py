"""Fatigue: how the size of reactions to tightening changed over the campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts.chart import Chart
from components.charts.fatigue import words
from components.charts.fatigue.figure import draw
from components.charts.fatigue.params import Params
from components.charts.fatigue.study import COLUMNS, campaign, halves, reactions
from components.charts.kit.app_page import AppPage
from components.charts.kit.dots import thinned_note
from components.charts.kit.look import DEFAULT_LOOK, Look
from components.charts.kit.memo import remembered
from components.charts.kit.pairs import shown_pairs
from components.charts.kit.picture import UnselectedChart
from components.charts.kit.study_words import study_notes, study_sources

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "fatigue"
NAME = "Reactions over time"
SUMMARY = "Did the shares react less as the campaign went on?"
CANNOT = "Whether investors had become used to events."
PAGE = AppPage("patterns")


@remembered(64)
def _unselected(snapshot: Snapshot, params: Params, look: Look) -> UnselectedChart:
    rows = reactions(snapshot, params)
    table = halves(snapshot, params, rows)
    return UnselectedChart(
        draw(snapshot, rows, table, look),
        words.title(table),
        words.subtitle(snapshot, params),
        words.alt(rows, table),
        lambda: rows[COLUMNS],
        study_sources(snapshot, rows["symbol"].unique()),
        words.notes(table)
        + thinned_note(len(rows))
        + study_notes(snapshot, shown_pairs(snapshot, campaign(params)), params),
        words.unusual(table),
    )


def build(snapshot: Snapshot, params: Params, look: Look = DEFAULT_LOOK) -> Chart:
    """A dot a pair, a bar a half-year; the chosen event is ringed."""
    return _unselected(snapshot, params.replace(event=None), look).chart(
        SLUG, snapshot, params, look, event=params.event
    )


def example(snapshot: Snapshot) -> Params:
    """Tightening events of the whole record."""
    return Params()
