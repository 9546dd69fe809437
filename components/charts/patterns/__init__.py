"""Patterns: the average path of abnormal returns by kind of event, one small panel a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from components.charts.chart import Chart
from components.charts.kit.app_page import AppPage
from components.charts.kit.look import DEFAULT_LOOK, Look
from components.charts.kit.memo import remembered
from components.charts.kit.pairs import shown_pairs
from components.charts.kit.picture import UnselectedChart
from components.charts.kit.study_words import study_notes, study_sources
from components.charts.patterns import words
from components.charts.patterns.figure import Panel, draw
from components.charts.patterns.params import Params
from components.charts.patterns.study import FEWEST_EVENTS, MOST_PANELS, grouped, moved, table

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "patterns"
NAME = "Average paths"
SUMMARY = "How did the shares move, on average, around events of each kind?"
CANNOT = (
    "What a kind of event does by itself. Kinds differ in their times, companies and severity, and an "
    "average hides how far single moves lie apart."
)
PAGE = AppPage("patterns")


@remembered(64)
def _unselected(snapshot: Snapshot, params: Params, look: Look) -> UnselectedChart:
    found = grouped(snapshot, params, params.by, params.shown)
    panels = {label: one for label, one in found.items() if one.n_events >= FEWEST_EVENTS}
    panels = dict(list(panels.items())[:MOST_PANELS])
    names = {label: words.group_name(snapshot, params.by, label) for label in panels}
    pairs = shown_pairs(snapshot, params, params.shown)
    calendars = moved(snapshot, params, params.by, params.shown)
    claims = {
        label: one
        for label, one in moved(snapshot, params, params.by, params.window).items()
        if label in panels and np.isfinite(one.p)
    }
    clear = {label for label, one in claims.items() if one.clear}
    drawn = [Panel(names[label], one, calendars[label], label in clear) for label, one in panels.items()]
    return UnselectedChart(
        draw(drawn, params, look),
        words.title(names, claims, params),
        words.subtitle(snapshot, params),
        words.alt(names, panels, claims, params),
        lambda: table(found, calendars, params.by),
        study_sources(snapshot, pairs["symbol"].unique()),
        words.notes(found, panels, params) + study_notes(snapshot, pairs, params),
        words.unusual(names, claims),
    )


def build(snapshot: Snapshot, params: Params, look: Look = DEFAULT_LOOK) -> Chart:
    """A panel a group. Groups of one event, and actors beyond the most frequent, are in the table only."""
    return _unselected(snapshot, params.replace(event=None), look).chart(SLUG, snapshot, params, look)


def example(snapshot: Snapshot) -> Params:
    """The whole record by type of event."""
    return Params()
