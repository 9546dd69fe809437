"""What else happened: one share's abnormal returns around an event, and every other event on the company
there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts.around import words
from components.charts.around.figure import draw
from components.charts.around.params import Params
from components.charts.around.study import chosen, others_near, table
from components.charts.chart import Chart
from components.charts.kit.app_page import lesson_step
from components.charts.kit.day_panels import without_numbers
from components.charts.kit.look import DEFAULT_LOOK, Look
from components.charts.kit.one_share import chart_of, share_study

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "around"
NAME = "What else happened"
SUMMARY = "Which other events on the company fall into the same days, and how did its share move on each?"
CANNOT = "How a day’s move divides among the events that fall on it. Only events of the record are marked."
PAGE = lesson_step(8, "span")


def build(snapshot: Snapshot, params: Params, look: Look = DEFAULT_LOOK) -> Chart:
    """Abnormal returns by session, with numbered marks for this event and the others on the company."""
    study = share_study(snapshot, params)
    span = params.shown_with(params.window)
    frame = study.days(*span).dropna(subset=["share"])
    others = others_near(snapshot, study, span)
    shown = chosen(others, params.window)
    ready = study.dated and len(frame)
    drawing = (
        draw(snapshot, study, frame, shown, params.window, span, look)
        if ready
        else without_numbers(study.reaction.reason or words.NO_PRICES, look)
    )
    return chart_of(
        snapshot,
        study,
        params,
        look,
        slug=SLUG,
        title=words.title(study, others, params, span),
        drawing=drawing,
        alt=words.alt(snapshot, study, frame, shown, span),
        subtitle=words.subtitle(study),
        make_table=lambda: table(study, frame, others),
        notes=words.notes(len(others) - len(shown)),
    )


def example(snapshot: Snapshot) -> Params:
    """The opening of the Alibaba probe, in Hong Kong."""
    return Params()
