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


def claimed(shown: pd.DataFrame) -> pd.DataFrame:
    """One row a move, in the same order: what several events claim stands under the gravest of them.

    shown: used pairs. `others`: a tuple with the ids of the other events that claim the same session of
    the same share. Of equally grave events the earliest counts as the first.
    """
    order = shown.sort_values(["severity", "date"], ascending=[False, True], kind="stable")
    claims: dict[tuple[str, pd.Timestamp], list[str]] = {}
    for symbol, day0, event in zip(order["symbol"], order["day0"], order["event_id"], strict=True):
        claims.setdefault((symbol, day0), []).append(event)
    first = order.drop_duplicates(["symbol", "day0"]).index
    out = shown.loc[shown.index.isin(first)]
    names = [claims[move][1:] for move in zip(out["symbol"], out["day0"], strict=True)]
    others = pd.Series([tuple(name) for name in names], index=out.index, dtype=object)
    return out.assign(others=others)
