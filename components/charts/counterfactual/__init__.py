"""What would have happened anyway: a share beside its index model and a portfolio of shares outside tech."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from components.charts.chart import Chart, Source
from components.charts.counterfactual import words
from components.charts.counterfactual.figure import draw
from components.charts.counterfactual.params import Params
from components.charts.counterfactual.study import beside, table
from components.charts.kit.app_page import AppPage
from components.charts.kit.day_panels import without_numbers
from components.charts.kit.look import DEFAULT_LOOK, Look
from components.charts.kit.one_share import chart_of
from components.charts.kit.record import market_sources

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "counterfactual"
NAME = "What would have happened anyway"
SUMMARY = "What did one share do beyond its index, and beyond shares that the campaign did not concern?"
CANNOT = (
    "What would have happened. The portfolio is one guess at it, made of shares that may have felt "
    "the same news, and it fits the sessions before the event better than those after it."
)
PAGE = AppPage("event", lacks=frozenset({"span", "symbol"}))


def build(snapshot: Snapshot, params: Params, look: Look = DEFAULT_LOOK) -> Chart:
    """The share, what its index model expected and what the control portfolio did, each with its band."""
    one = beside(snapshot, params)
    shown = one.paths["share"].notna().any() if len(one.paths) else False
    drawing = draw(snapshot, one, look) if shown else without_numbers(one.share.reaction.reason, look)
    in_index = one.share.pair["benchmark"] == "HSI" and one.share.reaction.company in words.IN_INDEX
    chart = chart_of(
        snapshot,
        one.share,
        params,
        look,
        slug=SLUG,
        title=words.title(one),
        subtitle=words.subtitle(one),
        drawing=drawing,
        alt=words.alt(one),
        make_table=lambda: table(one),
        notes=words.notes(one, in_index),
    )
    prices = [Source(name) for name in market_sources(snapshot, one.controls.index)]
    more = (*prices, *(words.INDEX_SOURCES if in_index else ()))
    return replace(chart, sources=tuple(dict.fromkeys((*chart.sources, *more))))


def example(snapshot: Snapshot) -> Params:
    """The week of July 2021 in which the index fell with the shares it holds: Tencent."""
    event = "2021-07-24-tencent-music-exclusive-rights"
    return Params(event=event, symbol="0700.HK") if event in snapshot.events.index else Params()
