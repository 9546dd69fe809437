"""Sizes of the moves by half-year, and those of ordinary windows of the same shares in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.fatigue.params import Params
from components.charts.kit.ordinary_days import median_size
from components.charts.kit.pairs import shown_pairs, used

if TYPE_CHECKING:
    from data import Snapshot

FEWEST = 5
"""A half-year with fewer pairs has no median."""

COLUMNS = [
    "event_id",
    "date",
    "title",
    "type",
    "direction",
    "severity",
    "company",
    "symbol",
    "half",
    "car",
    "se",
    "size",
    "q",
]


def campaign(params: Params) -> Params:
    """The filters with their fixed parts: a direction, and no other shocks."""
    return params.replace(confounders=False, direction=params.direction or ("tightening",))


def reactions(snapshot: Snapshot, params: Params) -> pd.DataFrame:
    """Used pairs of campaign events. size: |car|. half: first day of the half-year of the event."""
    pairs = used(shown_pairs(snapshot, campaign(params)))
    year, second = pairs["date"].dt.year, pairs["date"].dt.month > 6
    half = pd.to_datetime(pd.DataFrame({"year": year, "month": np.where(second, 7, 1), "day": 1}))
    return pairs.assign(size=pairs["car"].abs(), half=half)


def halves(snapshot: Snapshot, params: Params, rows: pd.DataFrame) -> pd.DataFrame:
    """By half-year with enough pairs: pairs, events, median size, its quartiles, and what is usual.

    ordinary: median size in windows without an event of the same shares in the same half-years, of
    which there are `windows`; NaN and 0 where there is none.
    """
    grouped = rows.groupby("half")
    table = pd.DataFrame(
        {
            "pairs": grouped.size(),
            "events": grouped["event_id"].nunique(),
            "median": grouped["size"].median(),
            "q25": grouped["size"].quantile(0.25),
            "q75": grouped["size"].quantile(0.75),
        }
    )
    table = table[table["pairs"] >= FEWEST].reset_index()
    usual = [median_size(snapshot, campaign(params), grouped.get_group(half)) for half in table["half"]]
    return table.assign(
        ordinary=[size for size, _ in usual], windows=np.array([count for _, count in usual], int)
    )
