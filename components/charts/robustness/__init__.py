"""Robustness: one move by every sensible way to measure it, as a specification curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts.chart import Chart
from components.charts.kit import event_words
from components.charts.kit.app_page import AppPage
from components.charts.kit.day_panels import without_numbers
from components.charts.kit.look import DEFAULT_LOOK, Look
from components.charts.kit.one_share import chart_of
from components.charts.robustness import words
from components.charts.robustness.figure import draw
from components.charts.robustness.params import Params
from components.charts.robustness.study import curve

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "robustness"
NAME = "Other ways to measure it"
SUMMARY = "Does a move stand when model, index, windows and estimation are chosen otherwise?"
CANNOT = "Which way of measuring is right, or that the event moved the share: all ways read the same prices."
PAGE = AppPage("event", lacks=frozenset({"symbol"}))


def build(snapshot: Snapshot, params: Params, look: Look = DEFAULT_LOOK) -> Chart:
    """Every way from the lowest result to the highest; below, what each single choice leaves standing."""
    one = curve(snapshot, params)
    drawing = (
        without_numbers(one.share.reaction.reason, look) if one.used.empty else draw(snapshot, one, look)
    )
    return chart_of(
        snapshot,
        one.share,
        params,
        look,
        slug=SLUG,
        title=words.title(one),
        subtitle=words.subtitle(one),
        drawing=drawing,
        alt=words.alt(snapshot, one),
        make_table=lambda: one.found.table.assign(event_id=one.share.event, symbol=one.share.symbol),
        notes=words.notes(one),
        unusual=f"{event_words.unusual([one.share.reaction])} {words.stands(one)}".strip(),
    )


def example(snapshot: Snapshot) -> Params:
    """The opening of the Alibaba probe, in Hong Kong."""
    return Params()
