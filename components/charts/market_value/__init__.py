"""Market value: what was lost since a chosen day, per company and together, and around which events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts.chart import Chart
from components.charts.kit.app_page import AppPage
from components.charts.kit.look import DEFAULT_LOOK, Look
from components.charts.kit.memo import remembered
from components.charts.kit.picture import UnselectedChart
from components.charts.kit.study_words import study_sources
from components.charts.market_value import words
from components.charts.market_value.figure import draw
from components.charts.market_value.params import Params
from components.charts.market_value.study import companies_of, counted_from, heaviest, table

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "market-value"
NAME = "Market value"
SUMMARY = "How much market value went since a chosen day, and around which events did most of it go?"
CANNOT = (
    "What the campaign cost. Market value moves with the whole market, with the number of shares and "
    "with every other piece of news."
)
PAGE = AppPage("compare")


@remembered(64)
def _unselected(snapshot: Snapshot, params: Params, look: Look) -> UnselectedChart:
    frame, start = counted_from(snapshot, params)
    lost = frame.loc[start:] - frame.loc[start]
    drawdown = frame / frame.cummax() - 1
    moves = heaviest(snapshot, params)
    listings = snapshot.listings
    return UnselectedChart(
        draw(snapshot, lost, drawdown.loc[start:], moves, look),
        words.title(lost, start),
        words.subtitle(params, start),
        words.alt(snapshot, lost, drawdown, moves, start),
        lambda: table(frame, lost, drawdown),
        study_sources(
            snapshot, tuple(listings.index[listings["primary"] & listings["company"].isin(frame.columns)])
        ),
        words.notes(snapshot, companies_of(snapshot, params), frame, start),
    )


def build(snapshot: Snapshot, params: Params, look: Look = DEFAULT_LOOK) -> Chart:
    """Lines a company and together. Raises `BadParam` when no company has a market value at the start."""
    return _unselected(snapshot, params.replace(event=None), look).chart(SLUG, snapshot, params, look)


def example(snapshot: Snapshot) -> Params:
    """The three principals since their common peak."""
    return Params()
