"""The pairs with their fines, and the median size of the move by severity beside the usual one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.impact_scatter.params import Params
from components.charts.kit.ordinary_days import median_size
from components.charts.kit.pairs import shown_pairs, used

if TYPE_CHECKING:
    from data import Snapshot

TABLE_COLUMNS = [
    "event_id",
    "date",
    "title",
    "type",
    "direction",
    "severity",
    "fine_cny",
    "company",
    "symbol",
    "car",
    "ci_low",
    "ci_high",
    "q",
]


def points(snapshot: Snapshot, params: Params) -> pd.DataFrame:
    """The used pairs with their fine (NaN: none); against fines, only those of fined events."""
    pairs = shown_pairs(snapshot, params)
    pairs = pairs.assign(fine_cny=pairs["event_id"].map(snapshot.events["fine_cny"]))
    pairs = used(pairs)
    return pairs[pairs["fine_cny"] > 0] if params.x == "fine" else pairs


def levels(snapshot: Snapshot, params: Params, shown: pd.DataFrame) -> pd.DataFrame:
    """By severity: pairs, median size of the move, and what is usual.

    ordinary: median size in windows without an event of the same shares in the same half-years, of
    which there are `windows`; NaN and 0 where there is none.
    """
    grouped = shown["car"].abs().groupby(shown["severity"])
    table = pd.DataFrame({"pairs": grouped.size(), "median": grouped.median()})
    usual = [median_size(snapshot, params, shown[shown["severity"] == level]) for level in table.index]
    return table.assign(
        ordinary=[size for size, _ in usual], windows=np.array([count for _, count in usual], int)
    )
