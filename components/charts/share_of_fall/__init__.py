"""Share of the fall: how much of each company's way down came on sessions of events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts.chart import Chart
from components.charts.kit.app_page import AppPage
from components.charts.kit.look import DEFAULT_LOOK, Look
from components.charts.kit.memo import remembered
from components.charts.kit.picture import UnselectedChart
from components.charts.kit.record import chosen_companies, listings_of
from components.charts.kit.study_words import share_names, study_sources
from components.charts.share_of_fall import words
from components.charts.share_of_fall.figure import draw
from components.charts.share_of_fall.params import SPANS, Params
from components.charts.share_of_fall.study import splits

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "share-of-fall"
NAME = "Share of the fall"
SUMMARY = "How much of each company’s fall came on sessions of campaign events?"
CANNOT = "What the campaign cost."
PAGE = AppPage("compare", frozenset({"listing", "until"}))


@remembered(16)
def _unselected(snapshot: Snapshot, params: Params, look: Look) -> UnselectedChart:
    listings = listings_of(snapshot, chosen_companies(snapshot, params.company), params.listing)
    symbols = tuple(listings.index)
    names = share_names(snapshot, symbols)
    table = splits(snapshot, symbols)
    table = table[table["span"] == SPANS[params.until]] if len(table) else table
    return UnselectedChart(
        draw(snapshot, table, names, look),
        words.title(table, names, params.until),
        words.subtitle(params.until),
        words.alt(table, names, params.until),
        lambda: table,
        study_sources(snapshot, symbols),
        words.notes(table, names),
        words.unusual(table, names),
    )


def build(snapshot: Snapshot, params: Params, look: Look = DEFAULT_LOOK) -> Chart:
    """Three bars a share; the table has the moved calendars."""
    return _unselected(snapshot, params, look).chart(SLUG, snapshot, params, look)


def example(snapshot: Snapshot) -> Params:
    """The three principal companies, from peak to low."""
    return Params()
