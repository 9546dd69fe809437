"""What became of a share after an event: its way since the close before day 0, and when that price was back.

No model and no expectation: total-return prices, with the index beside them over the same sessions.
Counted in sessions after day 0, as everywhere in the study.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from data import Snapshot

SINCE_HORIZONS = (1, 5, 20, 250)
"""Sessions after day 0: a day, a week, a month, a year."""


@dataclass(frozen=True)
class OldPrice:
    """Whether the close before day 0 was reached again, and kept.

    fell: day 0 closed below it. regained: sessions after day 0 until the first close at or above it
    (0 where day 0 closed no lower), None where there was none by the last session: censored, not
    "never". lost: sessions after day 0 of the first later close below it, None where it has held.
    """

    fell: bool
    regained: int | None
    lost: int | None


@dataclass(frozen=True)
class Since:
    """One share since one event.

    share, index: returns from the close before day 0 to the closes `SINCE_HORIZONS` sessions after
    day 0, then to `last`; NaN where there is no close, and `reached` False where the data end
    before it. old_price: None where the close of day 0 or of the session before is unknown. sessions:
    dates by sessions after day 0, from 0 on.
    """

    share: np.ndarray
    index: np.ndarray
    reached: np.ndarray
    old_price: OldPrice | None
    sessions: pd.DatetimeIndex
    last: pd.Timestamp


def ways(levels: np.ndarray, day0: int, ends: np.ndarray) -> np.ndarray:
    """Returns from the level before position `day0` to the positions `ends`; NaN outside or where unknown.

    levels: [T] prices, NaN where there is none. A level of zero or below counts as unknown.
    """
    out = np.full(len(ends), np.nan)
    inside = (ends >= 0) & (ends < len(levels))
    if not 1 <= day0 < len(levels) or not levels[day0 - 1] > 0:
        return out
    reached = levels[ends[inside]]
    out[inside] = np.where(reached > 0, reached / levels[day0 - 1] - 1.0, np.nan)
    return out


def old_price(levels: np.ndarray, day0: int) -> OldPrice | None:
    """When the level before position `day0` was back, and whether it held; see `OldPrice`.

    A session without a close neither reaches the old price nor loses it.
    """
    if not 1 <= day0 < len(levels) or np.isnan(levels[day0 - 1]) or np.isnan(levels[day0]):
        return None
    after = levels[day0:]
    back = np.flatnonzero(after >= levels[day0 - 1])
    if not len(back):
        return OldPrice(fell=True, regained=None, lost=None)
    first = int(back[0])
    below = np.flatnonzero(after[first:] < levels[day0 - 1])
    return OldPrice(first > 0, first, first + int(below[0]) if len(below) else None)


def since_event(snapshot: Snapshot, event: str, symbol: str, benchmark: str) -> Since | None:
    """One share of the record since one event, beside an index of `benchmarks.csv`.

    The index counts as it last stood where the share's exchange was open and the index's was not.
    None where the event has no session on the share's exchange, or the share no close from then on.
    """
    day0 = snapshot.day0(event, symbol)
    sessions = snapshot.sessions(snapshot.listings.at[symbol, "exchange"])
    at = int(sessions.get_indexer([day0])[0]) if pd.notna(day0) else -1
    prices = snapshot.ohlc(symbol)["adj_close"].reindex(sessions).to_numpy(float)
    known = np.flatnonzero(np.isfinite(prices))
    if at < 0 or not len(known) or known[-1] < at:
        return None
    last = int(known[-1])
    index = snapshot.benchmarks[benchmark].dropna().reindex(sessions, method="ffill").to_numpy(float)
    ends = np.array([*(at + days for days in SINCE_HORIZONS), last])
    return Since(
        share=ways(prices, at, ends),
        index=ways(index, at, ends),
        reached=ends <= last,
        old_price=old_price(prices, at),
        sessions=sessions[at : last + 1],
        last=sessions[last],
    )
