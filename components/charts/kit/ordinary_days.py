"""Ordinary days that share a chart's times: the same shares in the same half-years, without an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from components.charts.kit.pairs import study
from components.charts.kit.study_params import StudyParams
from components.study import StudyResult
from components.study.matched import Matched, matched_days

if TYPE_CHECKING:
    from data import Snapshot


def ordinary_days(
    snapshot: Snapshot, params: StudyParams, pairs: pd.DataFrame
) -> tuple[StudyResult, Matched] | None:
    """The chart's study, and the days matched to some of its pairs (rows of `shown_pairs`).

    None where there are no pairs or not one such day.
    """
    result = study(snapshot, params)
    if result is None or pairs.empty:
        return None
    days = matched_days(result, pairs.index.to_numpy())
    return (result, days) if len(days) else None


def median_size(snapshot: Snapshot, params: StudyParams, pairs: pd.DataFrame) -> tuple[float, int]:
    """Median size of the abnormal return in ordinary windows matched to pairs, and how many windows.

    NaN and 0 where there is none.
    """
    found = ordinary_days(snapshot, params, pairs)
    if found is None:
        return float("nan"), 0
    result, days = found
    return days.quantile(abs(result.cells.values["car"]), 0.5), len(days)
