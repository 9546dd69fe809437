"""One share's prices and returns, in words."""

from __future__ import annotations

import numpy as np
import pandas as pd

from components.charts.kit.one_share import ShareStudy
from components.charts.kit.record import CURRENCY_SIGNS
from components.charts.returns.params import Params
from components.language import counted, day, level, percent, relative_day

NO_PRICES = "No prices of this share around this date."


def title(study: ShareStudy, frame: pd.DataFrame) -> str:
    if 0 not in frame.index or not np.isfinite(frame.at[0, "return"]):
        return f"{study.title}: no return of {study.name} on day 0"
    own, index = frame.at[0, "return"], frame.at[0, "index_return"]
    index_moved = f", {study.index} {percent(index, signed=True)}" if np.isfinite(index) else ""
    return f"{study.title}: {study.name} {percent(own, signed=True)} on day 0{index_moved}"


def subtitle(study: ShareStudy) -> str:
    return (
        f"Above: closes, dividends reinvested, scaled to the price before the window; {study.index} "
        "scaled to the same start. Below: change from one close to the next."
    )


def alt(study: ShareStudy, frame: pd.DataFrame, params: Params) -> str:
    lead = (
        f"Two panels around “{study.title}”: the price of {study.name} beside {study.index}, and the "
        "return of each session."
    )
    inside = frame.reindex(range(params.window[0], params.window[1] + 1)).dropna(subset=["return"])
    if inside.empty:
        return f"{lead} There are no prices of the share in the event window."
    sign = CURRENCY_SIGNS.get(study.reaction.currency, "")
    shown = inside if len(inside) <= 11 else inside.loc[inside["return"].abs().nlargest(5).index].sort_index()
    said = "; ".join(
        f"day {relative_day(int(at))}, {day(row['session'])}: {percent(row['return'], 2, signed=True)}"
        + (
            f", index {percent(row['index_return'], 2, signed=True)}"
            if np.isfinite(row["index_return"])
            else ""
        )
        + (f", close {sign}{level(row['price'])}" if np.isfinite(row["price"]) else "")
        for at, row in shown.iterrows()
    )
    which = (
        "Returns in the event window"
        if len(shown) == len(inside)
        else f"The largest returns of the {counted(len(inside), 'session')} of the event window"
    )
    return f"{lead} {which}: {said}."
