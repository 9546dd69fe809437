"""The ordinary windows behind a pair's placebo share, one by one: for a picture of chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from components.study.result import StudyResult


@dataclass(frozen=True, eq=False)
class Placebo:
    """windows: `session` (day 0), `car` (fraction) and `t` (car over its standard error) of each of
    the listing's event-free windows but the pair's own, in order of time. car, t: the pair's own."""

    windows: pd.DataFrame
    car: float
    t: float

    @property
    def count(self) -> int:
        """Windows compared with: `placebo_n`."""
        return len(self.windows)

    @property
    def unusual(self) -> pd.Series:
        """Per window: at least as unusual, |t| as large or larger.

        A move is held against the noise of its own time: 3% is much in a calm year and little in
        2021.
        """
        return self.windows["t"].abs() >= abs(self.t)

    @property
    def as_unusual(self) -> int:
        """Windows at least as unusual, in either direction: `placebo_k`."""
        return int(self.unusual.sum())

    @property
    def share(self) -> float:
        """(k + 1) / (n + 1): `placebo_share`, see `inference.placebo_share`. NaN without windows."""
        return (self.as_unusual + 1) / (self.count + 1) if self.count else float("nan")


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
    car, t = (result.cells.values[name][row] for name in ("car", "t"))
    windows = pd.DataFrame(
        {"session": result.panel.dates[row, columns], "car": car[columns], "t": t[columns]}
    )
    return Placebo(windows, float(car[column]), float(t[column]))
