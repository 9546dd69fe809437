"""Prices up to the close before an event, and nothing after it: what a reader knew who was about to guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts.chart import Chart, Source
from components.charts.kit import theme
from components.charts.kit.app_page import AppPage
from components.charts.kit.event_study import chosen_event
from components.charts.kit.look import DEFAULT_LOOK, Look
from components.charts.kit.record import market_sources
from components.charts.run_up import words
from components.charts.run_up.figure import draw
from components.charts.run_up.params import Params
from components.charts.run_up.study import lines_before, table

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "run-up"
NAME = "Before one event"
SUMMARY = (
    "Where did the shares stand when the news came, as it was seen before anybody knew what they would do?"
)
CANNOT = "What the news was, what came after it, or what the market did meanwhile."
PAGE = AppPage(
    "classroom", lacks=frozenset({"event", "company", "listing", "sessions"})
)  # the event would tell what came after


def build(snapshot: Snapshot, params: Params, look: Look = DEFAULT_LOOK) -> Chart:
    """Closes before `params.event`, 100 on the last of them. No price, axis, word or cell comes from day 0 or
    later.

    The event is named by its date alone, since its title may say what the shares did.
    """
    event = chosen_event(snapshot, params)
    lines = lines_before(snapshot, event, params)
    known = [line for line in lines if len(line.values)]
    when = snapshot.events.at[event, "date"]
    return Chart(
        slug=SLUG,
        title=words.title(lines, when),
        subtitle=words.SUBTITLE,
        figure=theme.finish(*draw(snapshot, lines, look), look),
        alt=words.alt(known, when),
        make_table=lambda: table(known),
        params=params,
        data_version=snapshot.version,
        through=snapshot.last_session.date(),
        sources=tuple(Source(name) for name in market_sources(snapshot, [line.symbol for line in lines])),
        notes=words.notes(lines),
    )


def example(snapshot: Snapshot) -> Params:
    """The Alibaba probe, which all three companies were affected by."""
    return Params()
