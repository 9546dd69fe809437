"""Could it be chance: this event's move among those of ordinary, event-free windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.chart import Chart
from components.charts.kit.app_page import lesson_step
from components.charts.kit.day_panels import without_numbers
from components.charts.kit.look import DEFAULT_LOOK, Look
from components.charts.kit.one_share import chart_of, share_study
from components.charts.placebo import words
from components.charts.placebo.figure import draw
from components.charts.placebo.params import Params
from components.study import placebo_of

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "placebo"
NAME = "Could it be chance?"
SUMMARY = "How often did ordinary windows, without any recorded event, come out as unusual as this one?"
CANNOT = (
    "Why the move was unusual: ordinary windows say how often the share strays as far without a "
    "recorded event, not what moved it this time."
)
PAGE = lesson_step(5)


def build(snapshot: Snapshot, params: Params, look: Look = DEFAULT_LOOK) -> Chart:
    """The abnormal moves of all ordinary windows, and this event's among them."""
    study = share_study(snapshot, params)
    chance = placebo_of(study.result, study.event, study.symbol) if study.used else None
    if chance is None or not chance.count:
        drawing = without_numbers(study.reaction.reason or words.NO_WINDOWS, look)
    else:
        drawing = draw(snapshot, study, chance, look)
    table = (
        chance.windows
        if chance
        else pd.DataFrame(
            {"session": pd.DatetimeIndex([]), "car": np.array([], float), "t": np.array([], float)}
        )
    )
    return chart_of(
        snapshot,
        study,
        params,
        look,
        slug=SLUG,
        title=words.title(study, chance),
        subtitle=words.subtitle(study, chance),
        drawing=drawing,
        alt=words.alt(study, chance),
        make_table=lambda: table.assign(
            symbol=study.symbol, as_unusual=chance.unusual if chance else np.array([], bool)
        ),
        notes=words.notes(chance),
    )


def example(snapshot: Snapshot) -> Params:
    """The opening of the Alibaba probe, in Hong Kong."""
    return Params()
