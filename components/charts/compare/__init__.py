"""Compare: two to four events, or one event's shares, on one axis of relative days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts.chart import Chart
from components.charts.compare import words
from components.charts.compare.figure import draw
from components.charts.compare.params import Params
from components.charts.compare.study import chosen_events, lines, table
from components.charts.kit.app_page import AppPage
from components.charts.kit.look import DEFAULT_LOOK, Look
from components.charts.kit.memo import remembered
from components.charts.kit.picture import UnselectedChart
from components.charts.kit.study_words import study_sources

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "compare"
NAME = "Side by side"
SUMMARY = "How did one share take several events, or several shares one event?"
CANNOT = (
    "Which event mattered more. Other news lies in the same sessions, and a share is wilder at some "
    "times than at others."
)
PAGE = AppPage("compare")


@remembered(64)
def _unselected(snapshot: Snapshot, params: Params, look: Look) -> UnselectedChart:
    found = lines(snapshot, params)
    one_event = len({line.event_id for line in found}) == 1
    return UnselectedChart(
        draw(snapshot, found, params.shown, one_event, look),
        words.title(snapshot, found, params, one_event),
        words.subtitle(snapshot, found, params, one_event),
        words.alt(found, params),
        lambda: table(snapshot, found),
        study_sources(snapshot, dict.fromkeys(line.symbol for line in found)),
        words.notes(snapshot, found, params),
        words.unusual(found),
    )


def build(snapshot: Snapshot, params: Params, look: Look = DEFAULT_LOOK) -> Chart:
    """A line an event, or a line a share when there is one event."""
    asked = params.replace(events=chosen_events(snapshot, params), event=None)
    return _unselected(snapshot, asked, look).chart(SLUG, snapshot, params, look)


def example(snapshot: Snapshot) -> Params:
    """Four landmark events and Alibaba."""
    return Params()
