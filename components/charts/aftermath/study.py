"""Returns 1, 5, 20 and 60 sessions after the close of day 0, and those after any session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.aftermath.params import Params
from components.charts.kit.memo import remembered
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


@remembered(32)
def ordinary(snapshot: Snapshot, symbols: tuple[str, ...]) -> pd.DataFrame:
    """The same horizons from every session of these shares on record: what any day would have given."""
    returns: dict[int, list[np.ndarray]] = {days: [] for days in HORIZONS}
    for symbol in symbols:
        sessions = snapshot.sessions(snapshot.listing(symbol)["exchange"])
        prices = snapshot.ohlc(symbol)["adj_close"].reindex(sessions).to_numpy(float)
        for days in HORIZONS:
            change = prices[days:] / prices[:-days] - 1
            returns[days].append(change[np.isfinite(change)])
    lines = []
    for days in HORIZONS:
        values = np.concatenate(returns[days]) if symbols else np.array([])
        quantiles = np.quantile(values, QUANTILES) if len(values) else np.full(len(QUANTILES), np.nan)
        lines.append((days, float((values > 0).mean()) if len(values) else np.nan, *quantiles))
    return pd.DataFrame(lines, columns=["sessions", "share_up", "q10", "q25", "median", "q75", "q90"])
