"""Volume and range: how busily a share was traded around an event, and how widely its price ranged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts.chart import Chart
from components.charts.kit.app_page import AppPage
from components.charts.kit.day_panels import without_numbers
from components.charts.kit.look import DEFAULT_LOOK, Look
from components.charts.kit.one_share import chart_of
from components.charts.volume_and_range import words
from components.charts.volume_and_range.figure import draw
from components.charts.volume_and_range.params import Params
from components.charts.volume_and_range.study import activities, table

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "volume-and-range"
NAME = "Trading and range"
SUMMARY = "Was a share traded more, and did its price range wider, than usual around an event?"
CANNOT = (
    "Who traded, and why: results, index changes and other news make a share busy and its range wide too."
)
PAGE = AppPage("event", lacks=frozenset({"span", "symbol"}))


def build(snapshot: Snapshot, params: Params, look: Look = DEFAULT_LOOK) -> Chart:
    """Each session's volume and range, in times of the usual."""
    one = activities(snapshot, params)
    drawing = (
        draw(snapshot, one, params.window, params.shown_with(params.window), look)
        if one.known
        else without_numbers(words.NOTHING, look)
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
        alt=words.alt(one, params),
        make_table=lambda: table(one),
        notes=words.notes(one),
        unusual=words.ranks(one),
    )


def example(snapshot: Snapshot) -> Params:
    """The opening of the Alibaba probe, in Hong Kong."""
    return Params()
