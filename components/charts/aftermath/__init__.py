"""Aftermath: what the shares did 1, 5, 20 and 60 sessions after events like the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts.aftermath import words
from components.charts.aftermath.figure import DOTS_A_PANEL, draw
from components.charts.aftermath.params import Params
from components.charts.aftermath.study import alike, later_returns, ordinary, summary
from components.charts.chart import Chart
from components.charts.kit.app_page import AppPage
from components.charts.kit.dots import thinned_note
from components.charts.kit.look import DEFAULT_LOOK, Look
from components.charts.kit.memo import remembered
from components.charts.kit.picture import UnselectedChart
from components.charts.kit.study_words import study_sources

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "aftermath"
NAME = "What came next"
SUMMARY = "Where did the shares stand 1, 5, 20 and 60 sessions after events of this kind?"
CANNOT = (
    "What will follow the next event: returns hold the market, all other news and the times in which "
    "such events were frequent."
)
PAGE = AppPage("patterns")


@remembered(64)
def _unselected(snapshot: Snapshot, params: Params, look: Look) -> UnselectedChart:
    rows = later_returns(snapshot, params)
    symbols = tuple(rows["symbol"].unique())
    usual = ordinary(snapshot, params, rows)
    lines = summary(rows)
    return UnselectedChart(
        draw(snapshot, rows, lines, usual, look),
        words.title(params, lines, usual),
        words.subtitle(),
        words.alt(lines, usual),
        lambda: rows,
        study_sources(snapshot, symbols),
        words.notes(rows, usual) + thinned_note(len(rows), DOTS_A_PANEL),
        words.unusual(lines, usual),
    )


def build(snapshot: Snapshot, params: Params, look: Look = DEFAULT_LOOK) -> Chart:
    """A panel a horizon, a dot a pair; the chosen event is ringed. The table has the returns."""
    unselected = _unselected(snapshot, alike(snapshot, params).replace(event=None), look)
    return unselected.chart(
        SLUG,
        snapshot,
        params,
        look,
        event=params.event,
        first=words._chosen(snapshot, params, unselected.table),
    )


def example(snapshot: Snapshot) -> Params:
    """After penalties that tightened."""
    return Params(type=("penalty",), direction=("tightening",))
