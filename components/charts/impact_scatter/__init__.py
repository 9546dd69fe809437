"""Impact scatter: does a more severe event, or a larger fine, go with a larger move?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts.chart import Chart
from components.charts.impact.study import Ranking
from components.charts.impact.words import finding
from components.charts.impact_scatter import words
from components.charts.impact_scatter.figure import draw
from components.charts.impact_scatter.params import Params
from components.charts.impact_scatter.study import TABLE_COLUMNS, levels, points
from components.charts.kit.app_page import AppPage
from components.charts.kit.dots import thinned_note
from components.charts.kit.look import DEFAULT_LOOK, Look
from components.charts.kit.memo import remembered
from components.charts.kit.pairs import shown_pairs
from components.charts.kit.picture import UnselectedChart
from components.charts.kit.study_words import study_notes, study_sources

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "impact-scatter"
NAME = "Severity and impact"
SUMMARY = "Do graver events, or larger fines, go with larger moves?"
CANNOT = "That graver events, or larger fines, move shares further."
PAGE = AppPage("impact")


@remembered(64)
def _unselected(snapshot: Snapshot, params: Params, look: Look) -> UnselectedChart:
    shown = points(snapshot, params)
    table = levels(snapshot, params, shown)
    return UnselectedChart(
        draw(snapshot, shown, table, params.x, look),
        words.title(shown, table, params),
        words.subtitle(snapshot, params),
        words.alt(snapshot, shown, table, params),
        lambda: shown[TABLE_COLUMNS],
        study_sources(snapshot, shown["symbol"].unique()),
        words.notes(params, table)
        + thinned_note(len(shown))
        + study_notes(snapshot, shown_pairs(snapshot, params), params),
        finding(Ranking.of(shown)),
    )


def build(snapshot: Snapshot, params: Params, look: Look = DEFAULT_LOOK) -> Chart:
    """A dot a pair of event and share; `params.event` is ringed."""
    return _unselected(snapshot, params.replace(event=None), look).chart(
        SLUG, snapshot, params, look, event=params.event
    )


def example(snapshot: Snapshot) -> Params:
    """Severity over the whole record."""
    return Params()
