"""From prices to returns: one share's closes above, the change of each session below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts.chart import Chart
from components.charts.kit.app_page import lesson_step
from components.charts.kit.day_panels import without_numbers
from components.charts.kit.look import DEFAULT_LOOK, Look
from components.charts.kit.one_share import chart_of, labelled, share_study
from components.charts.returns import words
from components.charts.returns.figure import draw
from components.charts.returns.params import Params
from components.charts.returns.study import days_shown

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "returns"
NAME = "From prices to returns"
SUMMARY = "How do one share’s prices around an event become daily returns, and what did its index do?"
CANNOT = (
    "What the share would have done otherwise: its returns are not yet set against what was expected of them."
)
PAGE = lesson_step(1, "span")


def build(snapshot: Snapshot, params: Params, look: Look = DEFAULT_LOOK) -> Chart:
    """Closes and daily returns of one share and its index. A share without prices there says so."""
    study = share_study(snapshot, params)
    span = params.shown_with((params.window[0] - 1, params.window[1]))
    frame = days_shown(study, span)
    known = frame[frame["price"].notna()] if len(frame) else frame
    drawing = (
        draw(snapshot, study, frame, params, span, look)
        if len(known)
        else without_numbers(study.reaction.reason or words.NO_PRICES, look)
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
        make_table=lambda: labelled(frame, study),
    )


def example(snapshot: Snapshot) -> Params:
    """The opening of the Alibaba probe, in Hong Kong."""
    return Params()
