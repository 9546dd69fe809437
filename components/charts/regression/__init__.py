"""What would have happened anyway: a share's days against its index's, and the line through them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts.chart import Chart
from components.charts.kit.app_page import lesson_step
from components.charts.kit.day_panels import without_numbers
from components.charts.kit.look import DEFAULT_LOOK, Look
from components.charts.kit.one_share import chart_of, share_study
from components.charts.regression import words
from components.charts.regression.figure import draw
from components.charts.regression.params import Params
from components.charts.regression.study import table

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "regression"
NAME = "A share against its index"
SUMMARY = "How did one share usually move with its index before an event, and where do the event’s days lie?"
CANNOT = (
    "That the index moves the share. The line sums up how the two moved together on earlier sessions, "
    "and it may not hold on later ones."
)
PAGE = lesson_step(2)


def build(snapshot: Snapshot, params: Params, look: Look = DEFAULT_LOOK) -> Chart:
    """The estimation sessions as dots, the fitted line, and the event window's days beside it."""
    study = share_study(snapshot, params)
    before = study.estimation
    inside = study.days(*params.window).dropna(subset=["share", "market"])
    drawing = (
        draw(snapshot, study, before, inside, look)
        if len(before)
        else without_numbers(study.reaction.reason or words.NO_SESSIONS, look)
    )
    return chart_of(
        snapshot,
        study,
        params,
        look,
        slug=SLUG,
        title=words.title(study),
        subtitle=words.subtitle(study, before),
        drawing=drawing,
        alt=words.alt(study, before, inside),
        make_table=lambda: table(study, before, inside),
    )


def example(snapshot: Snapshot) -> Params:
    """The opening of the Alibaba probe, in Hong Kong."""
    return Params()
