"""Cumulative abnormal return around one event, with its confidence band."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts.car import words
from components.charts.car.figure import draw
from components.charts.car.params import Params
from components.charts.chart import Chart
from components.charts.kit import event_study, event_words, theme
from components.charts.kit.app_page import AppPage
from components.charts.kit.look import DEFAULT_LOOK, Look

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "car"
NAME = "Move against expectation"
SUMMARY = "How far did the shares move from what the market explains, day by day after one event?"
CANNOT = (
    "That the event moved the share. The more sessions are added up, the more of the sum is noise, "
    "drift and other news."
)
PAGE = AppPage("event", lacks=frozenset({"span"}))

COLUMNS = ("price", "return", "expected_return", "abnormal_return", "car", "ci_low", "ci_high")


def build(snapshot: Snapshot, params: Params, look: Look = DEFAULT_LOOK) -> Chart:
    """CAR of every affected listing from the window's first day on."""
    event = event_study.chosen_event(snapshot, params)
    found = event_study.reactions(snapshot, params)
    lines = [r for r in found if words.has_numbers(r)]
    modelled = bool(lines)
    if not modelled:
        lines = [r for r in found if r.has_prices and words.since_before(r).notna().any()]
    traces, layout = draw(snapshot, found, lines, params, look)
    return Chart(
        slug=SLUG,
        title=words.title(snapshot, event, found),
        subtitle=words.subtitle(snapshot, params, found, modelled),
        figure=theme.finish(traces, layout, look),
        alt=words.alt(snapshot, event, lines, params),
        make_table=lambda: event_study.tidy(snapshot, event, found, COLUMNS),
        params=params,
        data_version=snapshot.version,
        through=snapshot.last_session.date(),
        sources=event_words.sources(snapshot, event, found),
        notes=event_words.caveats(snapshot, event, found, params),
        unusual=event_words.unusual(found),
    )


def example(snapshot: Snapshot) -> Params:
    """The opening of the Alibaba probe, in both markets."""
    return Params(
        event=event_study.FALLBACK_EVENT if event_study.FALLBACK_EVENT in snapshot.events.index else None
    )
