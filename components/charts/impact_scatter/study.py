"""The pairs with their fines, and the median size of the move by severity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from components.charts.impact_scatter.params import Params
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


def medians(shown: pd.DataFrame) -> pd.Series:
    """Median size of the move by severity."""
    return shown["car"].abs().groupby(shown["severity"]).median()
