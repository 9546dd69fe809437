"""The pairs of event and share in the order of their abnormal return."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.impact.params import Params
from components.charts.kit.memo import remembered
from components.charts.kit.pairs import SIGNIFICANT, shown_pairs

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


Move = tuple[str, int]
"""A share and its session of day 0: pairs that have both in common share every number."""


def move_of(pairs: pd.DataFrame) -> list[Move]:
    """The move that each pair claims."""
    return list(zip(pairs["symbol"].tolist(), pairs["day0"].to_numpy("int64").tolist(), strict=True))


def distinct(pairs: pd.DataFrame) -> pd.DataFrame:
    """car, p and q of every move, which its pairs have in common."""
    first: dict[Move, int] = {}
    for at, move in enumerate(move_of(pairs)):
        first.setdefault(move, at)
    return pairs[["car", "p", "q"]].iloc[list(first.values())]


def claimed(shown: pd.DataFrame) -> pd.DataFrame:
    """One row a move, in the same order: what several events claim stands under the gravest of them.

    shown: used pairs. `others`: a tuple with the ids of the other events that claim the same session of
    the same share. Of equally grave events the earliest counts as the first.
    """
    moves = move_of(shown)
    claims: dict[Move, list[int]] = {}
    for at in np.lexsort((shown["date"], -shown["severity"])).tolist():
        claims.setdefault(moves[at], []).append(at)
    events = shown["event_id"].to_numpy(object)
    first = sorted(places[0] for places in claims.values())
    out = shown.iloc[first]
    others = [tuple(events[claims[moves[at]][1:]]) for at in first]
    return out.assign(others=pd.Series(others, index=out.index, dtype=object))
