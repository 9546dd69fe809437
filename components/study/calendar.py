"""The calendar as its own control: all events moved together, every group's path taken anew.

Events of a campaign come in clusters, windows overlap and estimates lean on the same sessions, so
that no formula knows how far a mean path strays by chance. The record itself does: move the whole
calendar by k sessions, which leaves every cluster and overlap as it is and only the news out, and
see how often the moved mean strays as far. Moves under four sessions would keep part of the events
in the window; moves beyond sixty leave the times that the events belong to.

Randomisation by shifts of one series against another: Romano & Tirlea (2022, J. Time Series
Analysis 43); for events in calendar time see Brown & Warner (1985, J. Financial Economics 14, 14-15).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from components.study.cells import Cells
from components.study.group import GroupResult
from components.study.outcomes import shifted
from components.study.resampling import column_quantiles
from components.study.result import StudyResult
from components.study.status import CODE, USED

NEAREST, FARTHEST = 4, 60
SHIFTS: tuple[int, ...] = tuple(k for k in range(-FARTHEST, FARTHEST + 1) if abs(k) >= NEAREST)
"""Sessions by which the calendar is moved: 114 ways."""
_PATHS: WeakKeyDictionary[Cells, np.ndarray] = WeakKeyDictionary()


@dataclass(frozen=True, eq=False)
class MovedCalendars:
    """One group under every moved calendar; fractions.

    shifts: [K] sessions moved. paths: [K, L] the CAAR by day of the window. n: [K] observations
    that still have numbers there. actual: [L] the CAAR of the calendar as it was. low, high: [L]
    the middle of the moved paths, day by day, at the confidence asked for. p: (k + 1) / (K + 1)
    with k moved calendars whose CAAR ends at least as far from zero; NaN without observations.
    """

    shifts: np.ndarray
    paths: np.ndarray
    n: np.ndarray
    actual: np.ndarray
    low: np.ndarray
    high: np.ndarray
    p: float

    @property
    def as_far(self) -> int:
        """Moved calendars whose mean CAR is at least as large, in either direction."""
        return int((np.abs(self.paths[:, -1]) >= abs(self.actual[-1])).sum())

    @property
    def clear(self) -> bool:
        """Whether the path ends outside the middle of the moved ones."""
        return bool(self.actual[-1] < self.low[-1] or self.actual[-1] > self.high[-1])


def calendar_placebo(
    groups: Mapping[str, GroupResult], confidence: float = 0.95, shifts: Sequence[int] = SHIFTS
) -> dict[str, MovedCalendars]:
    """Every group of one study under every moved calendar.

    An observation moves along its listing's sessions and is left out where its new window has no
    numbers; a moved calendar without any is left out. Estimation, clean or not, is that of the
    session moved to, as for any session as day 0.
    """
    out: dict[str, MovedCalendars] = {}
    for label, one in groups.items():
        sample = one.sample
        moved = _moved(_paths(sample.result), sample.row, sample.column, np.asarray(shifts))
        out[label] = _compared(one.caar, *moved, confidence)
    return out


def _paths(result: StudyResult) -> np.ndarray:
    """[S, T, L + 1] cumulative abnormal returns of every session as day 0, zero without numbers.

    The last entry is 1 where the session has numbers, so that one sum also counts. Kept as long as the
    cells that it is made from, which studies of other events of the record share.
    """
    if result.cells in _PATHS:
        return _PATHS[result.cells]
    panel, fit, spec = result.panel, result.cells.fit, result.spec
    factor = panel.factor(spec.model)
    out = np.zeros((*panel.shape, spec.length + 1))
    total = np.zeros(panel.shape)
    for place, day in enumerate(spec.days):
        z = 0.0 if panel.second is None else shifted(panel.second, day)
        total = total + shifted(panel.returns, day) - fit.expected(shifted(factor, day), z)
        out[..., place] = total
    out[..., -1] = 1.0
    out[result.cells.status[:, :-1] != CODE[USED]] = 0.0
    _PATHS[result.cells] = out
    return out


def _moved(
    table: np.ndarray, row: np.ndarray, column: np.ndarray, shifts: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """shifts, paths and counts of the moved calendars that have observations."""
    width = table.shape[1]
    sums = np.zeros((len(shifts), table.shape[2]))
    for listing in np.unique(row):
        present = np.bincount(column[row == listing], minlength=width).astype(float)
        places = np.flatnonzero(present)
        at = places[None, :] + shifts[:, None]
        weight = np.where((at >= 0) & (at < width), present[places], 0.0)
        there = np.clip(at, 0, width - 1)
        sums += np.einsum("kp,kpl->kl", weight, table[listing][there])
    known = sums[:, -1] > 0
    n = sums[known, -1]
    return shifts[known], sums[known, :-1] / n[:, None], n.astype(np.int64)


def _compared(
    actual: np.ndarray, shifts: np.ndarray, paths: np.ndarray, n: np.ndarray, confidence: float
) -> MovedCalendars:
    if not len(shifts):
        nothing = np.full(len(actual), np.nan)
        return MovedCalendars(shifts, paths, n, actual, nothing, nothing, float("nan"))
    tail = (1 - confidence) / 2
    low, high = column_quantiles(paths, (tail, 1 - tail))
    as_far = int((np.abs(paths[:, -1]) >= abs(actual[-1])).sum())
    p = (as_far + 1) / (len(shifts) + 1) if np.isfinite(actual[-1]) else float("nan")
    return MovedCalendars(shifts, paths, n, actual, low, high, p)
