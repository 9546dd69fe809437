"""The observations of a group: each company's reaction to each session, once.

A group is a set of events. Its observations are the used pairs of the companies that the events
affect, with two rules against counting anything twice: of a company's listings only one serves
an event (the primary one, or the next that has numbers), and events that share a session of a
listing are one observation, because they share one return.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from components.study.cells import abnormal_returns
from components.study.dependence import mean_correlation
from components.study.fit import Fit
from components.study.result import StudyResult


@dataclass(frozen=True, eq=False)
class Sample:
    """N observations (a listing on a session of day 0) of one group.

    row, column: the panel's listing and session. event_ids: the distinct events behind the observations.
    pairs, observation: [M] the pairs of event and listing behind them, and which observation each belongs
    to.
    """

    result: StudyResult
    row: np.ndarray
    column: np.ndarray
    event_ids: tuple[str, ...]
    pairs: np.ndarray
    observation: np.ndarray

    def __len__(self) -> int:
        return len(self.row)

    @property
    def length(self) -> int:
        """Sessions in the event window."""
        return self.result.spec.length

    @cached_property
    def day(self) -> np.ndarray:
        """[N] numbers of event days, the unit of resampling.

        Events on one session, and a company's reactions in two markets, belong to one event day.
        """
        index, dates = self.result.index, self.result.panel.dates
        numbers = _event_days(index.event[self.pairs], dates[index.row[self.pairs], index.column[self.pairs]])
        return numbers[np.unique(self.observation, return_index=True)[1]]

    @cached_property
    def event_days(self) -> int:
        """Distinct event days."""
        return len(np.unique(self.day))

    @cached_property
    def fit(self) -> Fit:
        """Estimates of each observation, arrays [N]."""
        return self.result.cells.fit.at(self.row, self.column)

    def _daily(self, first: int, last: int) -> tuple[np.ndarray, ...]:
        result = self.result
        days = np.arange(first, last + 1)
        return abnormal_returns(result.panel, result.cells.fit, self.row, self.column, days)

    @cached_property
    def _window(self) -> tuple[np.ndarray, ...]:
        return self._daily(*self.result.spec.window)

    @cached_property
    def ar(self) -> np.ndarray:
        """[N, L] abnormal returns over the event window."""
        y, _, _, expected = self._window
        return y - expected

    @cached_property
    def car(self) -> np.ndarray:
        """[N] cumulative abnormal returns over the event window."""
        return self.ar.sum(axis=1)

    @cached_property
    def scar(self) -> np.ndarray:
        """[N] CAR over the standard error of its prediction."""
        _, x, z, _ = self._window
        variance = self.fit.variance(self.length, x.sum(axis=1), z.sum(axis=1))
        return self.car / np.sqrt(variance)

    @cached_property
    def estimation_ar(self) -> np.ndarray:
        """[N, E] estimation-window residuals; NaN for sessions that did not serve."""
        first, last = self.result.spec.estimation_used
        y, _, _, expected = self._daily(first, last)
        at = self.column[:, None] + np.arange(first, last + 1)
        valid = self.result.cells.valid
        served = (at >= 0) & valid[self.row[:, None], np.maximum(at, 0)]
        return np.where(served, y - expected, np.nan)

    @cached_property
    def mean_correlation(self) -> float:
        """Mean correlation of the CARs of all couples; see `components.study.dependence`."""
        return mean_correlation(self.result, self.row, self.column)


def draw(
    result: StudyResult,
    ids: Sequence[str] | None = None,
    *,
    affected_only: bool = True,
    symbols: Sequence[str] | None = None,
) -> Sample:
    """The sample of a group of events.

    ids: event ids (None: all of the study). affected_only: leave out companies that an event does
    not affect. symbols: some listings only. KeyError for an event that the study does not hold.
    """
    index = result.index
    chosen = result.used.copy()
    if affected_only:
        chosen &= index.affected
    if ids is not None:
        chosen &= _among(result, ids)[index.event]
    if symbols is not None:
        chosen &= np.isin(index.row, np.flatnonzero(result.listings["symbol"].isin(symbols)))
    pairs = np.flatnonzero(chosen)

    company, rank = result.lines
    event, row = index.event[pairs], index.row[pairs]
    order = np.lexsort((rank[row], company[row], event))
    same = (np.diff(event[order]) == 0) & (np.diff(company[row[order]]) == 0)
    one_each = np.sort(pairs[order[np.concatenate([[True], ~same])]]) if len(pairs) else pairs

    event, row, column = index.event[one_each], index.row[one_each], index.column[one_each]
    cell = row * (result.panel.shape[1] + 1) + column
    _, first, member = np.unique(cell, return_index=True, return_inverse=True)
    observation = first.argsort().argsort()[member]
    first.sort()
    names = result.event_ids.to_numpy(object)[np.unique(event)]
    return Sample(result, row[first], column[first], tuple(names), one_each, observation)


def _among(result: StudyResult, ids: Sequence[str]) -> np.ndarray:
    """Per row of the event table, True where its event is one of `ids`."""
    places = result.event_places
    unknown = [name for name in ids if name not in places]
    if unknown:
        raise KeyError(f"events: {', '.join(unknown)}: not in this study")
    wanted = np.zeros(len(result.events), bool)
    wanted[[places[name] for name in ids]] = True
    return wanted


def _event_days(event: np.ndarray, date: np.ndarray) -> np.ndarray:
    """Number observations so that a shared event or a shared date means a shared number."""
    if not len(event):
        return event
    _, one = np.unique(event, return_inverse=True)
    _, other = np.unique(date, return_inverse=True)
    size = one.max() + 1
    links = sparse.coo_matrix((np.ones(len(event)), (one, size + other)), shape=(size + other.max() + 1,) * 2)
    _, component = csgraph.connected_components(links, directed=False)
    return np.unique(component[one], return_inverse=True)[1]
