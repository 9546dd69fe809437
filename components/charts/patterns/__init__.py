"""Patterns: the average path of abnormal returns by kind of event, one small panel a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts.chart import Chart
from components.charts.kit.app_page import AppPage
from components.charts.kit.look import DEFAULT_LOOK, Look
from components.charts.kit.memo import remembered
from components.charts.kit.pairs import shown_pairs
from components.charts.kit.picture import UnselectedChart
from components.charts.kit.study_words import study_notes, study_sources
from components.charts.patterns import words
from components.charts.patterns.figure import draw
from components.charts.patterns.params import Params
from components.charts.patterns.study import FEWEST_EVENTS, MOST_PANELS, grouped, table

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "patterns"
NAME = "Average paths"
SUMMARY = "How did the shares move, on average, around events of each kind?"
PAGE = AppPage("patterns")


@remembered(64)
def _unselected(snapshot: Snapshot, params: Params, look: Look) -> UnselectedChart:
    found = grouped(snapshot, params, params.by, params.shown)
    panels = {label: one for label, one in found.items() if one.n_events >= FEWEST_EVENTS}
    panels = dict(list(panels.items())[:MOST_PANELS])
    names = {label: words.group_name(snapshot, params.by, label) for label in panels}
    pairs = shown_pairs(snapshot, params, params.shown)
    return UnselectedChart(
        draw({names[label]: one for label, one in panels.items()}, params, look),
        words.title(names, panels, params),
        words.subtitle(snapshot, params),
        words.alt(names, panels, params),
        table(found, params.by),
        study_sources(snapshot, pairs["symbol"].unique()),
        words.notes(found, panels, params) + study_notes(pairs, params),
    )


def build(snapshot: Snapshot, params: Params, look: Look = DEFAULT_LOOK) -> Chart:
    """A panel a group. Groups of one event, and actors beyond the most frequent, are in the table only."""
    return _unselected(snapshot, params.replace(event=None), look).chart(SLUG, snapshot, params, look)


def example(snapshot: Snapshot) -> Params:
    """The whole record by type of event."""
    return Params()
