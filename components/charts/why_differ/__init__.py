"""Why moves differ: a coefficient for each trait of events and shares, all others alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from components.charts.chart import Chart
from components.charts.kit.app_page import AppPage
from components.charts.kit.look import DEFAULT_LOOK, Look
from components.charts.kit.memo import remembered
from components.charts.kit.pairs import shown_pairs
from components.charts.kit.picture import UnselectedChart
from components.charts.kit.study_words import study_notes, study_sources
from components.charts.why_differ import words
from components.charts.why_differ.figure import draw
from components.charts.why_differ.params import Params
from components.charts.why_differ.study import differences
from components.study.cross_section import COLUMNS

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "why-differ"
NAME = "Why moves differ"
SUMMARY = "Which traits of an event go with a larger or a smaller move, all others alike?"
CANNOT = "Causes: what was expected beforehand, for one, is no trait here."
PAGE = AppPage("patterns")


@remembered(64)
def _unselected(snapshot: Snapshot, params: Params, look: Look) -> UnselectedChart:
    found = differences(snapshot, params)
    pairs = shown_pairs(snapshot, params)
    return UnselectedChart(
        draw(found, look),
        words.title(found, params),
        words.subtitle(snapshot, params),
        words.alt(found, params),
        lambda: found.table if found else pd.DataFrame(columns=list(COLUMNS)),
        study_sources(snapshot, pairs["symbol"].unique()),
        words.notes(found, params) + study_notes(snapshot, pairs, params),
        words.unusual(found),
    )


def build(snapshot: Snapshot, params: Params, look: Look = DEFAULT_LOOK) -> Chart:
    """A row a level of every trait; levels without numbers are in the table and the notes only."""
    return _unselected(snapshot, params.replace(event=None), look).chart(SLUG, snapshot, params, look)


def example(snapshot: Snapshot) -> Params:
    """The whole record, moves with their sign."""
    return Params()
