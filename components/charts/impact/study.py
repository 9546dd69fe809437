"""The pairs of event and share in the order of their abnormal return."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.impact.params import Params
from components.charts.kit.columns import Columns
from components.charts.kit.memo import remembered
from components.charts.kit.pairs import SIGNIFICANT, shown_pairs, used

if TYPE_CHECKING:
    from data import Snapshot

TABLE_COLUMNS = [
    "event_id",
    "date",
    "title",
    "type",
    "direction",
    "severity",
    "company",
    "symbol",
    "affected",
    "day0",
    "raw_return",
    "car",
    "ci_low",
    "ci_high",
    "p",
    "q",
    "placebo_share",
    "mv_change_usd_bn",
    "recovery_sessions",
    "overlaps",
    "status",
]

RANKED_COLUMNS = [*TABLE_COLUMNS, "placebo_k", "placebo_n", "overlap_count", "shares_confidence"]


def ranked(snapshot: Snapshot, params: Params) -> pd.DataFrame:
    """The pairs shown, from the deepest fall to the largest rise; those without numbers last."""
    return _ranked(snapshot, params.replace(event=None))


@remembered(32)
def _ranked(snapshot: Snapshot, params: Params) -> pd.DataFrame:
    pairs = shown_pairs(snapshot, params)
    if params.significant:
        pairs = pairs[pairs["q"] <= SIGNIFICANT]
    return pairs[RANKED_COLUMNS].iloc[
        np.argsort(pairs["car"].to_numpy(), kind="stable")
    ]  # pairs come by date and id


@dataclass(frozen=True, eq=False)
class Ranking:
    """What the picture and its words read of a ranking.

    pairs: the used pairs from the deepest fall to the largest rise, by column.
    """

    pairs: Columns

    @classmethod
    def of(cls, pairs: pd.DataFrame) -> Ranking:
        """pairs: those of `ranked`, with or without numbers."""
        return cls(Columns.of(used(pairs), RANKED_COLUMNS))

    @cached_property
    def moves(self) -> Columns:
        """car, p and q of every move, which its pairs have in common."""
        first: dict[Move, int] = {}
        for at, move in enumerate(move_of(self.pairs)):
            first.setdefault(move, at)
        places = np.fromiter(first.values(), np.int64, len(first))
        return Columns({name: self.pairs[name][places] for name in ("car", "p", "q")})


def ranking(snapshot: Snapshot, params: Params) -> Ranking:
    """The pairs with numbers that `ranked` has."""
    return _ranking(snapshot, params.replace(event=None))


@remembered(32)
def _ranking(snapshot: Snapshot, params: Params) -> Ranking:
    return Ranking.of(_ranked(snapshot, params))


Move = tuple[str, int]
"""A share and its session of day 0: pairs that have both in common share every number."""


def move_of(pairs: pd.DataFrame | Columns) -> list[Move]:
    """The move that each pair claims."""
    days = np.asarray(pairs["day0"]).astype("datetime64[s]").astype(np.int64)
    return list(zip(pairs["symbol"].tolist(), days.tolist(), strict=True))


def claims(shown: pd.DataFrame | Columns) -> tuple[np.ndarray, np.ndarray]:
    """The row of the gravest claim of every move, and the ids of the other events that claim it.

    shown: used pairs. The second is an array of tuples. Of equally grave events the earliest counts as the
    first.
    """
    moves = move_of(shown)
    places: dict[Move, list[int]] = {}
    for at in np.lexsort((np.asarray(shown["date"]), -np.asarray(shown["severity"]))).tolist():
        places.setdefault(moves[at], []).append(at)
    first = sorted(claim[0] for claim in places.values())
    events = shown["event_id"].tolist()
    others = np.empty(len(first), object)
    others[:] = [tuple(events[at] for at in places[moves[one]][1:]) for one in first]
    return np.array(first, np.int64), others


def claimed(shown: pd.DataFrame) -> pd.DataFrame:
    """One row a move, in the same order: what several events claim stands under the gravest of them.

    shown: used pairs. `others`: see `claims`.
    """
    first, others = claims(shown)
    out = shown.iloc[first]
    return out.assign(others=pd.Series(others, index=out.index, dtype=object))
