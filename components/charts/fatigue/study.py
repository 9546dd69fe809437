"""Sizes of the moves by half-year, and what chance alone would give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.fatigue.params import Params
from components.charts.kit.pairs import shown_pairs, used

if TYPE_CHECKING:
    from data import Snapshot

FEWEST = 5
"""A half-year with fewer pairs has no median."""
CHANCE = 0.674489750196082
"""Half of all draws from a normal distribution are further than this many standard deviations from its mean.
"""

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
    "by_chance",
    "q",
]


def campaign(params: Params) -> Params:
    """The filters with their fixed parts: a direction, and no other shocks."""
    return params.replace(confounders=False, direction=params.direction or ("tightening",))


def reactions(snapshot: Snapshot, params: Params) -> pd.DataFrame:
    """Used pairs of campaign events with the size of their move and what chance alone would give.

    size: |car|. by_chance: the median size that a share this volatile would show without an event.
    half: first day of the half-year.
    """
    pairs = used(shown_pairs(snapshot, campaign(params)))
    year, second = pairs["date"].dt.year, pairs["date"].dt.month > 6
    half = pd.to_datetime(pd.DataFrame({"year": year, "month": np.where(second, 7, 1), "day": 1}))
    return pairs.assign(size=pairs["car"].abs(), by_chance=CHANCE * pairs["se"], half=half)


def halves(rows: pd.DataFrame) -> pd.DataFrame:
    """By half-year with enough pairs: pairs, events, median size and what chance alone would give."""
    grouped = rows.groupby("half")
    table = pd.DataFrame(
        {
            "pairs": grouped.size(),
            "events": grouped["event_id"].nunique(),
            "median": grouped["size"].median(),
            "q25": grouped["size"].quantile(0.25),
            "q75": grouped["size"].quantile(0.75),
            "by_chance": grouped["by_chance"].median(),
        }
    )
    return table[table["pairs"] >= FEWEST].reset_index()
