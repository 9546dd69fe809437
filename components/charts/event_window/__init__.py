"""Prices around one event, a panel a listing, beside the path that the model expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts.chart import Chart
from components.charts.event_window import words
from components.charts.event_window.figure import draw
from components.charts.event_window.params import Params
from components.charts.kit import event_study, event_words
from components.charts.kit.app_page import AppPage
from components.charts.kit.look import DEFAULT_LOOK, Look
from components.charts.kit.memo import remembered
from components.charts.kit.theme import finish

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "event-window"
NAME = "Prices around one event"
SUMMARY = "What did the shares do around one event, and what had the model expected?"
CANNOT = (
    "That the event moved the share. The dashed path is what a model expected, and other news of the "
    "same sessions lies in the distance from it too."
)
PAGE = AppPage("event", lacks=frozenset({"span"}))

COLUMNS = ("price", "expected_price", "expected_low", "expected_high", "return", "expected_return")


def build(snapshot: Snapshot, params: Params, look: Look = DEFAULT_LOOK) -> Chart:
    """The prices around `params.event`. Listings without prices at that date say so in their panel."""
    event = event_study.chosen_event(snapshot, params)
    found = event_study.reactions(snapshot, params)
    traces, layout = _picture(snapshot, params, look)
    return Chart(
        slug=SLUG,
        title=words.title(snapshot, event, found),
        subtitle=words.subtitle(snapshot, params),
        figure=finish(traces, layout, look),
        alt=words.alt(snapshot, event, found, params),
        make_table=lambda: event_study.tidy(snapshot, event, found, COLUMNS),
        params=params,
        data_version=snapshot.version,
        through=snapshot.last_session.date(),
        sources=event_words.sources(snapshot, event, found),
        notes=event_words.caveats(snapshot, event, found, params),
        unusual=event_words.unusual(found),
    )


@remembered(32)
def _picture(snapshot: Snapshot, params: Params, look: Look) -> tuple[list, dict]:
    return draw(
        snapshot,
        event_study.chosen_event(snapshot, params),
        event_study.reactions(snapshot, params),
        params,
        look,
    )


def example(snapshot: Snapshot) -> Params:
    """A landmark with all four principal listings in play."""
    wanted = "2020-11-10-draft-platform-antitrust-guidelines"
    return Params(event=wanted if wanted in snapshot.events.index else None)
