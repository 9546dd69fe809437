"""How busily a share was traded around an event, and how widely its price ranged, beside its own usual.

Volume is compared in logarithms (Ajinkya & Jain 1989, Journal of Accounting and Economics 11, 331-359):
its level differs between shares and its distribution is far from normal. The day's range is the logarithm
of high over low (Parkinson 1980, Journal of Business 53, 61-65). Neither needs a model of returns.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from components.study.spec import StudySpec
from components.study.window_sums import short_sums, window_sums


@dataclass(frozen=True, eq=False)
class Activity:
    """log_volume: [S, T] logarithm of shares traded. log_range: [S, T] log(high / low). NaN where unknown."""

    log_volume: np.ndarray
    log_range: np.ndarray

    @classmethod
    def of(cls, volume: np.ndarray, high: np.ndarray, low: np.ndarray) -> Activity:
        """From prices and volumes; a day without trade or with one price has neither number."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return cls(
                np.where(volume > 0, np.log(volume), np.nan),
                np.where((high > low) & (low > 0), np.log(high / low), np.nan),
            )


def usual_level(values: np.ndarray, valid: np.ndarray, spec: StudySpec) -> np.ndarray:
    """Mean over the sessions that may serve each session's estimation; [S, T].

    values: [S, T], NaN where unknown. valid: [S, T]. NaN with fewer sessions than an estimate needs.
    """
    serves = np.isfinite(values) & valid
    count = window_sums(serves.astype(float), *spec.estimation_used)
    total = window_sums(np.where(serves, values, 0.0), *spec.estimation_used)
    return np.divide(total, count, out=np.full(values.shape, np.nan), where=count >= spec.sessions_needed)


def beside_usual(activity: Activity, valid: np.ndarray, spec: StudySpec) -> dict[str, np.ndarray]:
    """`volume_ratio` and `range_ratio` of the event window around every session; [S, T].

    volume_ratio: geometric mean of the volume over that of the estimation sessions. range_ratio: mean
    range over theirs. 1 is usual. NaN where a session of the window lacks the number.
    """
    return {
        "volume_ratio": np.exp(
            _window_mean(activity.log_volume, spec) - usual_level(activity.log_volume, valid, spec)
        ),
        "range_ratio": _window_mean(activity.log_range, spec) / usual_level(activity.log_range, valid, spec),
    }


def _window_mean(values: np.ndarray, spec: StudySpec) -> np.ndarray:
    known = np.isfinite(values)
    whole = short_sums(known.astype(float), *spec.window) == spec.length
    total = short_sums(np.where(known, values, 0.0), *spec.window)
    return np.where(whole, total / spec.length, np.nan)
