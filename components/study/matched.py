"""Ordinary days of the same company and the same half-year: what reactions are compared with.

After events shares fell further than on any day; but events crowd into the months in which shares
fell anyhow. Ordinary windows of the same listing and half-year share the times and not the news.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from components.study.result import StudyResult


@dataclass(frozen=True, eq=False)
class Matched:
    """Ordinary sessions as day 0, and how much each counts.

    row, column: [M] the panel's listing and session. weight: [M] sums to 1: every pair counts
    alike, its share divided equally among the ordinary sessions of its listing and half-year.
    pairs: pairs that have such sessions. lacking: pairs that have none.
    """

    row: np.ndarray
    column: np.ndarray
    weight: np.ndarray
    pairs: int
    lacking: int

    def __len__(self) -> int:
        return len(self.row)

    def values(self, table: np.ndarray) -> np.ndarray:
        """The entries of a table [S, T + 1] (`result.outcomes`, `result.cells.values`) on these days."""
        return table[self.row, self.column]

    def mean(self, table: np.ndarray) -> float:
        """Weighted mean over the days on which the table has a number; NaN without any."""
        values = self.values(table)
        known = np.isfinite(values)
        total = self.weight[known].sum()
        return float((self.weight[known] * values[known]).sum() / total) if total > 0 else float("nan")

    def quantile(self, table: np.ndarray, share: float) -> float:
        """Weighted quantile: the smallest value with at least `share` of the weight at or below it."""
        values = self.values(table)
        known = np.flatnonzero(np.isfinite(values))
        if not known.size:
            return float("nan")
        order = known[np.argsort(values[known], kind="stable")]
        reached = np.cumsum(self.weight[order]) / self.weight[order].sum()
        at = int(np.searchsorted(reached, share - 1e-12))
        return float(values[order[min(at, len(order) - 1)]])


def matched_days(result: StudyResult, pairs: np.ndarray | None = None) -> Matched:
    """Ordinary days matched to some pairs (row numbers of `pairs`; None: all used, affected ones).

    Ordinary: no session of the window lies within one session of an event on the company, and the
    study has numbers there.
    """
    index = result.index
    chosen = np.flatnonzero(result.used & index.affected) if pairs is None else np.asarray(pairs, np.int64)
    chosen = chosen[index.column[chosen] >= 0]
    row, column = np.nonzero(result.cells.free[:, :-1])
    halves = _half_years(result.panel.dates)
    size = int(halves.max(initial=0)) + 1
    of_days = row * size + halves[row, column]
    of_pairs = index.row[chosen] * size + halves[index.row[chosen], index.column[chosen]]
    cells = len(result.panel.symbols) * size
    days = np.bincount(of_days, minlength=cells)
    wanted = np.bincount(of_pairs, minlength=cells)
    share = np.divide(wanted, days, out=np.zeros(cells), where=days > 0)[of_days]
    some = share > 0
    found = int(wanted[days > 0].sum())
    weight = share[some] / found if found else share[some]
    return Matched(row[some], column[some], weight, found, len(chosen) - found)


def _half_years(dates: np.ndarray) -> np.ndarray:
    """[S, T + 1] number of the half-year of each session, 0 for no session."""
    months = dates.astype("datetime64[M]").astype(np.int64)
    known = ~np.isnat(dates)
    first = months[known].min(initial=0) // 6 if known.any() else 0
    return np.where(known, months // 6 - first + 1, 0)
