"""The ordinary windows behind a pair's placebo share, one by one: for a picture of chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from components.study.result import StudyResult


@dataclass(frozen=True, eq=False)
class Placebo:
    """windows: `session` (day 0) and `car` (fraction) of each of the listing's event-free windows
    but the pair's own, in order of time. car: the pair's own, a fraction."""

    windows: pd.DataFrame
    car: float

    @property
    def count(self) -> int:
        """Windows compared with: `placebo_n`."""
        return len(self.windows)

    @property
    def as_large(self) -> int:
        """Windows that moved at least as much, in either direction."""
        return int((self.windows["car"].abs() >= abs(self.car)).sum())

    @property
    def share(self) -> float:
        """(k + 1) / (n + 1): `placebo_share`, see `inference.placebo_share`. NaN without windows."""
        return (self.as_large + 1) / (self.count + 1) if self.count else float("nan")


def placebo_of(result: StudyResult, event_id: str, symbol: str) -> Placebo:
    """The windows that one used pair was compared with.

    ValueError when the pair has no numbers; KeyError when there is no such pair.
    """
    at = result.number_of(event_id, symbol)
    if not result.used[at]:
        raise ValueError(f"{event_id} and {symbol}: {result.pairs['status'].iloc[at]}")
    row, column = int(result.index.row[at]), int(result.index.column[at])
    columns = np.flatnonzero(result.cells.free[row, :-1])
    columns = columns[columns != column]
    car = result.cells.values["car"][row]
    windows = pd.DataFrame({"session": result.panel.dates[row, columns], "car": car[columns]})
    return Placebo(windows, float(car[column]))
