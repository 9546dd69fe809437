"""Returns 1, 5, 20 and 60 sessions after the close of day 0, and those from ordinary days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.aftermath.params import Params
from components.charts.kit.ordinary_days import ordinary_days
from components.charts.kit.pairs import shown_pairs

if TYPE_CHECKING:
    from data import Snapshot

HORIZONS = (1, 5, 20, 60)
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)


def alike(snapshot: Snapshot, params: Params) -> Params:
    """The filters that make events “like the chosen one”: its type and direction, where none is chosen."""
    if params.event is None:
        return params
    event = snapshot.events.loc[params.event]
    return params.replace(
        type=params.type or (event["type"],), direction=params.direction or (event["direction"],)
    )


def later_returns(snapshot: Snapshot, params: Params) -> pd.DataFrame:
    """Pairs with the returns from the close of day 0; a pair needs no model to be here, only its closes."""
    pairs = shown_pairs(snapshot, alike(snapshot, params))
    columns = [f"return_{days}" for days in HORIZONS]
    return pairs.loc[
        pairs[columns].notna().any(axis=1),
        ["event_id", "date", "title", "type", "direction", "company", "symbol", "day0", *columns],
    ]


def summary(rows: pd.DataFrame) -> pd.DataFrame:
    """By horizon: pairs, events, share above zero and quantiles."""
    lines = []
    for days in HORIZONS:
        known = rows[rows[f"return_{days}"].notna()]
        values = known[f"return_{days}"]
        quantiles = values.quantile(QUANTILES).to_numpy() if len(values) else np.full(len(QUANTILES), np.nan)
        lines.append(
            (
                days,
                len(known),
                known["event_id"].nunique(),
                float((values > 0).mean()) if len(values) else np.nan,
                *quantiles,
            )
        )
    return pd.DataFrame(
        lines, columns=["sessions", "pairs", "events", "share_up", "q10", "q25", "median", "q75", "q90"]
    )


def ordinary(snapshot: Snapshot, params: Params, rows: pd.DataFrame) -> pd.DataFrame:
    """The same horizons from ordinary days of the same shares in the same half-years.

    rows: as `later_returns` gives them. By horizon: days, share above zero and quantiles; each pair
    counts alike, whatever the number of its days. NaN and 0 where there is no such day.
    """
    found = ordinary_days(snapshot, alike(snapshot, params), rows)
    lines = []
    for sessions in HORIZONS:
        if found is None:
            lines.append((sessions, 0, *[np.nan] * (1 + len(QUANTILES))))
            continue
        result, days = found
        table = result.outcomes[f"return_{sessions}"]
        up = np.where(np.isnan(table), np.nan, table > 0)
        known = int(np.isfinite(days.values(table)).sum())
        lines.append((sessions, known, days.mean(up), *(days.quantile(table, q) for q in QUANTILES)))
    return pd.DataFrame(lines, columns=["sessions", "days", "share_up", "q10", "q25", "median", "q75", "q90"])
