"""What the difference between actual and expected returns is called in words."""

from __future__ import annotations

import pandas as pd

from components.charts.abnormal.params import Params
from components.charts.abnormal.study import USUAL
from components.charts.kit.one_share import ShareStudy
from components.language import counted, day, percent, relative_day

NO_RETURNS = "No returns of this share around this date."


def title(study: ShareStudy, frame: pd.DataFrame) -> str:
    if 0 not in frame.index:
        return f"{study.title}: no abnormal return of {study.name} on day 0"
    row = frame.loc[0]
    return (
        f"{study.title}: {study.name} {percent(row['share'], signed=True)} on day 0, "
        f"{percent(row['expected'], signed=True)} expected, {percent(row['abnormal'], signed=True)} abnormal"
    )


def subtitle(study: ShareStudy) -> str:
    return (
        f"Daily returns. Expected: by the share’s usual relation to {study.index}. "
        f"Band: {USUAL} standard deviations of the share’s ordinary days."
    )


def alt(study: ShareStudy, frame: pd.DataFrame, params: Params) -> str:
    lead = (
        f"Two panels around “{study.title}”: the returns of {study.name} beside those expected from "
        f"{study.index}, and the difference, the abnormal return."
    )
    inside = frame[(frame.index >= params.window[0]) & (frame.index <= params.window[1])]
    if inside.empty:
        return f"{lead} There are no numbers in the event window."
    shown = (
        inside if len(inside) <= 11 else inside.loc[inside["abnormal"].abs().nlargest(5).index].sort_index()
    )
    which = (
        "In the event window"
        if len(shown) == len(inside)
        else f"The largest of the {counted(len(inside), 'session')} of the event window"
    )
    said = "; ".join(
        f"day {relative_day(int(at))}, {day(row['session'])}: {percent(row['share'], 2, signed=True)}, "
        f"expected {percent(row['expected'], 2, signed=True)}, abnormal "
        f"{percent(row['abnormal'], 2, signed=True)}"
        for at, row in shown.iterrows()
    )
    return f"{lead} {which}: {said}. Standard deviation of an ordinary day: {percent(study.sigma, 2)}."
