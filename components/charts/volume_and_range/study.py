"""Volume and range of each session beside their usual level, and how unusual the event window was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.kit.one_share import ShareStudy, labelled, share_study
from components.charts.volume_and_range.params import Params
from components.study.activity import Activity, usual_level
from components.study.record import prepare

if TYPE_CHECKING:
    from data import Snapshot

MEASURES = {"volume": "volume_ratio", "range": "range_ratio"}
"""What is measured, and the column of the study that sums up the event window."""
MIDDLE = (0.025, 0.975)
"""Quantiles of the estimation sessions between which a session counts as usual."""


@dataclass(frozen=True, eq=False)
class Measure:
    """One measure of one share; 1 is the usual level.

    days: by relative day, of the sessions shown; NaN where unknown. low, high: between which the middle
    95% of the estimation sessions lie. whole: the event window's ratio. k, n: ordinary windows with at
    least this ratio, and how many there are.
    """

    days: pd.Series
    low: float
    high: float
    whole: float
    k: int
    n: int

    @property
    def known(self) -> bool:
        return bool(np.isfinite(self.whole))


@dataclass(frozen=True, eq=False)
class Activities:
    """What the chart draws: the share, the days' sessions, and volume and range."""

    share: ShareStudy
    sessions: pd.Series
    measures: dict[str, Measure]

    @property
    def known(self) -> bool:
        return any(measure.days.notna().any() for measure in self.measures.values())


def activities(snapshot: Snapshot, params: Params) -> Activities:
    """The numbers of one chart."""
    share = share_study(snapshot, params)
    days = share.days(*params.shown_with(params.window))
    activity = prepare(snapshot, share.result.spec.symbols).activity
    return Activities(
        share, days["session"], {name: _measure(share, activity, name, days.index) for name in MEASURES}
    )


def _measure(share: ShareStudy, activity: Activity, name: str, days: pd.Index) -> Measure:
    result, column = share.result, share.column
    row = int(result.index.row[share.number])
    values = activity.log_volume if name == "volume" else activity.log_range
    usual = usual_level(values, result.cells.valid, result.spec)

    def ratio(at: np.ndarray) -> np.ndarray:
        level = usual[row, column]
        return np.exp(values[row, at] - level) if name == "volume" else values[row, at] / level

    if not share.dated:
        nothing = pd.Series(np.nan, days, dtype=float)
        return Measure(nothing, np.nan, np.nan, np.nan, 0, 0)
    first, last = result.spec.estimation_used
    before = np.arange(max(column + first, 0), max(column + last + 1, 0))
    served = ratio(before[result.cells.valid[row, before]])
    served = served[np.isfinite(served)]
    low, high = np.quantile(served, MIDDLE) if len(served) else (np.nan, np.nan)
    table = result.outcomes[MEASURES[name]]
    others = table[row, result.cells.free[row]]
    others = others[np.isfinite(others)]
    whole = float(share.pair[MEASURES[name]])
    return Measure(
        days=pd.Series(ratio(column + days.to_numpy()), days),
        low=float(low),
        high=float(high),
        whole=whole,
        k=int((others >= whole).sum()),
        n=len(others) if np.isfinite(whole) else 0,
    )


def table(one: Activities) -> pd.DataFrame:
    """event_id, symbol, day, session, volume_ratio, range_ratio; 1 is the usual level."""
    frame = pd.DataFrame({"session": one.sessions})
    for name, column in MEASURES.items():
        frame[column] = one.measures[name].days
    return labelled(frame.rename_axis("day"), one.share)
