"""Moves counted once: what several events claim is one move, and moves that touch are one episode."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from components.study.calendar import SHIFTS
from components.study.result import StudyResult

OTHER_SHOCK = "confounder"
"""The type of events that are not part of the campaign."""
LEVEL = 0.05
FEWEST = 5
"""A moved calendar serves when at least one move in this many lies on an ordinary window."""


@dataclass(frozen=True, eq=False)
class Moves:
    """Distinct moves of a study, and what luck alone would give.

    table: one row a listing and session of day 0: symbol, company, day0, raw_return, car, t, p, q,
    events (tuple of ids), campaign (an event of the campaign among them), beyond (q below the
    level), episode (a number; -1 where not beyond). bar: the largest p among those beyond, 0 when
    none is. ordinary_share: share of ordinary windows whose p is at most `bar`. by_p: moves with p
    below the level. luck: mean number of those over moved calendars; luck_low, luck_high: the
    middle 95% of it.
    """

    table: pd.DataFrame
    bar: float
    ordinary_share: float
    by_p: int
    luck: float
    luck_low: float
    luck_high: float

    @property
    def tested(self) -> int:
        """Distinct moves with numbers."""
        return len(self.table)

    @property
    def beyond(self) -> pd.DataFrame:
        """The moves that chance does not explain at the level asked for."""
        return self.table[self.table["beyond"]]

    @property
    def episodes(self) -> int:
        """Runs of such moves whose event windows share or adjoin days."""
        return int(self.table["episode"].max()) + 1 if len(self.table) else 0

    @property
    def campaign(self) -> int:
        """How many of them an event of the campaign claims; the rest are other shocks alone."""
        return int(self.beyond["campaign"].sum())


def distinct_moves(result: StudyResult, pairs: np.ndarray | None = None, level: float = LEVEL) -> Moves:
    """The distinct moves behind some pairs (row numbers of `pairs`; None: the affected ones).

    Pairs of one listing and one session of day 0 are one move: they share every number. q is that
    of the study, over its pairs. Two moves belong to one episode when their event windows share a
    day or follow each other without a weekday between, in whatever listing.
    """
    chosen = np.flatnonzero(result.index.affected) if pairs is None else np.asarray(pairs, np.int64)
    chosen = chosen[result.used[chosen]]
    index, width = result.index, result.panel.shape[1] + 1
    cell = index.row[chosen] * width + index.column[chosen]
    distinct, first, member = np.unique(cell, return_index=True, return_inverse=True)
    at = chosen[first]
    ids = result.events["event_id"].to_numpy(object)[index.event[chosen]]
    campaign = result.events["type"].to_numpy(object)[index.event[chosen]] != OTHER_SHOCK
    named: list[list[str]] = [[] for _ in distinct]
    for place, name in zip(member.tolist(), ids.tolist(), strict=True):
        named[place].append(name)
    events = np.empty(len(distinct), object)
    events[:] = [tuple(names) for names in named]
    numbers = result.numbers
    row, column = distinct // width, distinct % width
    symbol, company = (result.listings[name].to_numpy(object)[row] for name in ("symbol", "company"))
    day0, p, beyond = result.panel.dates[row, column], numbers["p"][at], numbers["q"][at] < level
    told = {
        "symbol": symbol,
        "company": company,
        "day0": day0,
        **{name: numbers[name][at] for name in ("raw_return", "car", "t", "p", "q")},
        "events": events,
        "campaign": np.bincount(member, campaign, minlength=len(distinct)) > 0,
        "beyond": beyond,
        "episode": _episodes(result, row, column, beyond),
    }
    order = np.lexsort((symbol.astype(str), day0))
    bar = float(p[beyond].max()) if beyond.any() else 0.0
    ordinary = result.cells.ordinary_p[result.cells.free]
    counts = _passing(result, row, column, level)
    low, high = np.quantile(counts, [0.025, 0.975]) if len(counts) else (np.nan, np.nan)
    return Moves(
        pd.DataFrame({name: array[order] for name, array in told.items()}),
        bar,
        float((ordinary <= bar).mean()) if ordinary.size else float("nan"),
        int((p < level).sum()),
        float(counts.mean()) if len(counts) else float("nan"),
        float(low),
        float(high),
    )


def _episodes(result: StudyResult, row: np.ndarray, column: np.ndarray, beyond: np.ndarray) -> np.ndarray:
    """A number for each run of moves whose windows touch, by time; -1 where not `beyond`."""
    out = np.full(len(row), -1)
    some = np.flatnonzero(beyond)
    if not some.size:
        return out
    first, last = result.spec.window
    start = result.panel.dates[row[some], column[some] + first].astype("datetime64[D]")
    end = result.panel.dates[row[some], column[some] + last].astype("datetime64[D]")
    order = np.argsort(start, kind="stable")
    reach = np.maximum.accumulate(end[order].astype(np.int64)).astype("datetime64[D]")
    apart = np.busday_count(reach[:-1], start[order][1:]) > 1
    out[some[order]] = np.concatenate([[0], np.cumsum(apart)])
    return out


def _passing(result: StudyResult, row: np.ndarray, column: np.ndarray, level: float) -> np.ndarray:
    """How many moves pass under each moved calendar, by luck alone.

    Only moves that come to lie on ordinary windows are looked at, or other events would count as
    luck; their share stands for the rest. Calendars that leave fewer than a fifth are left out.
    """
    width, free = result.panel.shape[1], result.cells.free
    at = column + np.array(SHIFTS)[:, None]
    there = (at >= 0) & (at < width)
    at = np.where(there, at, 0)
    there &= free[row, at]
    passing = (there & (result.cells.ordinary_p[row, at] < level)).sum(axis=1)
    many = there.sum(axis=1)
    enough = (many * FEWEST >= len(row)) & (many > 0)
    return passing[enough] / many[enough] * len(row)
