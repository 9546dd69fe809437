"""Three companies, one news: their abnormal returns move together, so they are not three witnesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts.chart import Chart
from components.charts.clustering import words
from components.charts.clustering.figure import draw
from components.charts.clustering.params import Params
from components.charts.clustering.study import couples, table
from components.charts.kit.app_page import lesson_step
from components.charts.kit.look import DEFAULT_LOOK, Look
from components.charts.kit.one_share import chart_of, share_study

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "clustering"
NAME = "Three companies, one news"
SUMMARY = "Do companies move together, beyond their index, on ordinary days and on days of events?"
CANNOT = (
    "What the companies have in common: one rule for all of them and the same investors selling all "
    "of them would look alike."
)
PAGE = lesson_step(6)


def build(snapshot: Snapshot, params: Params, look: Look = DEFAULT_LOOK) -> Chart:
    """A panel for each couple of companies: ordinary days, event days, this event."""
    study = share_study(snapshot, params)
    found = couples(snapshot, params)
    return chart_of(
        snapshot,
        study,
        params,
        look,
        slug=SLUG,
        title=words.title(found),
        drawing=draw(snapshot, study.event, found, look),
        alt=words.alt(study, found),
        subtitle=words.subtitle(study.index if params.benchmark else None),
        make_table=lambda: table(found),
        notes=words.notes(found),
        unusual="",
    )


def example(snapshot: Snapshot) -> Params:
    """The opening of the Alibaba probe."""
    return Params()
