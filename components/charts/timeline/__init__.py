"""The timeline: share prices above, the record's events in lanes by type below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts.chart import Chart
from components.charts.kit.app_page import AppPage
from components.charts.kit.look import DEFAULT_LOOK, Look
from components.charts.kit.memo import remembered
from components.charts.kit.theme import finish
from components.charts.timeline import words
from components.charts.timeline.figure import Picture, draw, selection
from components.charts.timeline.params import Params
from components.charts.timeline.study import shown, table

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "timeline"
NAME = "Prices and events"
SUMMARY = "How did the shares move while the events of the crackdown followed one another?"
CANNOT = (
    "Why a price moved. Shares are not set against their market here, and a mark stands where the "
    "record dates an event, whatever else happened on that day."
)
PAGE = AppPage(lacks=frozenset({"listing", "landmarks"}))


@remembered(64)
def _picture(snapshot: Snapshot, params: Params, look: Look) -> Picture:
    return draw(snapshot, shown(snapshot, params), params, look)


@remembered(64)
def _words(snapshot: Snapshot, params: Params) -> words.Words:
    return words.words_of(snapshot, shown(snapshot, params), params)


def build(snapshot: Snapshot, params: Params, look: Look = DEFAULT_LOOK) -> Chart:
    """The timeline for `params`.

    Everything but the selected event is remembered by data version, parameters
    and look, so that choosing another event redraws in a few milliseconds.
    """
    unselected = params.replace(event=None)
    picture = _picture(snapshot, unselected, look)
    text = _words(snapshot, unselected)
    chosen = selection(picture, snapshot, params.event, look)
    return Chart(
        slug=SLUG,
        title=text.title,
        subtitle=text.subtitle,
        figure=finish(picture.traces, picture.layout, look),
        alt=text.alt + chosen.alt,
        make_table=lambda: table(shown(snapshot, unselected)),
        params=params,
        data_version=snapshot.version,
        through=snapshot.last_session.date(),
        sources=text.sources,
        notes=text.notes + words.hidden(snapshot, picture.marks, params.event),
        selection=chosen,
    )


def example(snapshot: Snapshot) -> Params:
    """The whole period, the three companies."""
    return Params()
