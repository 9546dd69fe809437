"""Which other events share the days, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.around.params import Params
from components.charts.kit.one_share import ShareStudy
from components.language import agreeing, counted, listed, percent, relative_day

if TYPE_CHECKING:
    from data import Snapshot


NO_PRICES = "No prices of this share around this date."


def title(study: ShareStudy, others: pd.DataFrame, params: Params, span: tuple[int, int]) -> str:
    inside = int(others["day"].between(*params.window).sum())
    name = f"“{study.title}”"
    where = f"from day {relative_day(span[0])} to {relative_day(span[1])}"
    if others.empty:
        return f"{name}: no other recorded event on {study.reaction.company} {where}"
    return (
        f"{name}: {counted(len(others), 'other recorded event')} on {study.reaction.company} {where}, "
        f"{inside or 'none'} in the event window"
    )


def subtitle(study: ShareStudy) -> str:
    return (
        f"{'Abnormal return' if study.modelled else 'Return'} of {study.name} in each session; "
        "marks: events on the company, at their day 0. Hollow: other shocks"
    )


def notes(hidden: int) -> tuple[str, ...]:
    """hidden: how many events found no room in the picture."""
    if not hidden:
        return ()
    return (
        f"{counted(hidden, 'more event')} on the company in these sessions {agreeing(hidden, 'is', 'are')} "
        "left out of the picture, not of the table.",
    )


def alt(
    snapshot: Snapshot, study: ShareStudy, frame: pd.DataFrame, shown: pd.DataFrame, span: tuple[int, int]
) -> str:
    lead = (
        f"Bars of the daily {'abnormal ' if study.modelled else ''}returns of {study.name} from day "
        f"{relative_day(span[0])} to {relative_day(span[1])} around “{study.title}”, with other events "
        "on the company marked."
    )
    value = "abnormal" if study.modelled else "share"
    said = [
        f"day {relative_day(row.day)}, “{row.title}”"
        + (
            f" ({percent(frame.at[row.day, value], 1, signed=True)})"
            if row.day in frame.index and np.isfinite(frame.at[row.day, value])
            else ""
        )
        for row in shown.itertuples()
    ]
    return f"{lead} {listed(said)}." if said else f"{lead} There is none."
