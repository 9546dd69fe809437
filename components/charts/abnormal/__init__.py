"""The abnormal return: what one share did each day, what the line expected, and the difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts.abnormal import words
from components.charts.abnormal.figure import draw
from components.charts.abnormal.params import Params
from components.charts.abnormal.study import table
from components.charts.chart import Chart
from components.charts.kit.app_page import lesson_step
from components.charts.kit.day_panels import without_numbers
from components.charts.kit.look import DEFAULT_LOOK, Look
from components.charts.kit.one_share import chart_of, share_study

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "abnormal"
NAME = "Actual, expected, abnormal"
SUMMARY = "What did one share do each day around an event, what was expected of it, and what is left?"
CANNOT = "Why a day was abnormal: only how far it left what the line expected."
PAGE = lesson_step(3, "span")


def build(snapshot: Snapshot, params: Params, look: Look = DEFAULT_LOOK) -> Chart:
    """Each session's return, the one expected by the market model, and the difference."""
    study = share_study(snapshot, params)
    span = params.shown_with(params.window)
    frame = study.days(*span).dropna(subset=["abnormal"])
    drawing = (
        draw(snapshot, study, frame, params, span, look)
        if len(frame)
        else without_numbers(study.reaction.reason or words.NO_RETURNS, look)
    )
    return chart_of(
        snapshot,
        study,
        params,
        look,
        slug=SLUG,
        title=words.title(study, frame),
        drawing=drawing,
        alt=words.alt(study, frame, params),
        subtitle=words.subtitle(study),
        make_table=lambda: table(study, frame),
    )


def example(snapshot: Snapshot) -> Params:
    """The opening of the Alibaba probe, in Hong Kong."""
    return Params()
