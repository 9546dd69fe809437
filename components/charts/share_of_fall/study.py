"""How much of a company's fall came on sessions of events: log returns, split by kind of session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from data import Snapshot

CAMPAIGN, SHOCK, OTHER = "campaign", "other shocks", "other sessions"
KINDS = (CAMPAIGN, SHOCK, OTHER)
TO_LOW, TO_LAST = "peak to low", "peak to last session"
REACH = 1
"""Sessions after day 0 that still count as the event's: a move may take a night to cross the sea."""
MOVES = tuple(step for step in range(-60, 61) if abs(step) >= 4)
"""By how many sessions the whole calendar is moved for comparison; nearer ones would overlap the true one."""


@dataclass(frozen=True, eq=False)
class Path:
    """One listing's total-return closes between two of its sessions, and the days 0 on them.

    returns: [n] log returns of the sessions after the first. campaign, shock: whole-calendar
    marks, [T] True on days 0. start, end: numbers of the span's first and last close.
    """

    symbol: str
    company: str
    sessions: pd.DatetimeIndex
    returns: np.ndarray
    campaign: np.ndarray
    shock: np.ndarray
    start: int
    end: int

    def kinds(self, moved: int = 0) -> np.ndarray:
        """[n] 0, 1 or 2 for each session of the span, as in KINDS, with the calendar moved.

        moved: by how many sessions, later if positive.

        A session that campaign events and other shocks share counts with the campaign.
        """
        campaign, shock = (_spread(_moved(marks, moved)) for marks in (self.campaign, self.shock))
        kind = np.where(campaign, 0, np.where(shock, 1, 2))
        return kind[self.start + 1 : self.end + 1]

    def split(self, moved: int = 0) -> tuple[np.ndarray, np.ndarray]:
        """Sum of log returns and number of sessions of each kind, in the order of KINDS."""
        kind = self.kinds(moved)
        return np.bincount(kind, self.returns, 3), np.bincount(kind, minlength=3)


def _moved(marks: np.ndarray, by: int) -> np.ndarray:
    """Marks moved by some sessions; those that leave the calendar are gone."""
    out = np.zeros_like(marks)
    if by >= 0:
        out[by:] = marks[: len(marks) - by]
    else:
        out[:by] = marks[-by:]
    return out


def _spread(marks: np.ndarray) -> np.ndarray:
    """Days 0 and the REACH sessions after each."""
    out = marks.copy()
    for step in range(1, REACH + 1):
        out[step:] |= marks[:-step]
    return out


def paths(snapshot: Snapshot, symbol: str) -> dict[str, Path]:
    """The listing's way from its highest close to its lowest after that, and to its last.

    Total return. A span is missing where the last close is the highest, and all are where a
    listing has fewer than three closes.
    """
    listing = snapshot.listing(symbol)
    close = snapshot.wide("adj_close", (symbol,))[symbol].dropna()
    if len(close) < 3:
        return {}
    marks = {kind: _days0(snapshot, symbol, kind == SHOCK, close.index) for kind in (CAMPAIGN, SHOCK)}
    levels = close.to_numpy()
    peak = int(levels.argmax())
    low = peak + int(levels[peak:].argmin())
    ends = {TO_LOW: low, TO_LAST: len(close) - 1}
    return {
        name: Path(
            symbol,
            str(listing["company"]),
            close.index,
            np.diff(np.log(levels[peak : end + 1])),
            marks[CAMPAIGN],
            marks[SHOCK],
            peak,
            end,
        )
        for name, end in ends.items()
        if end > peak
    }


def _days0(snapshot: Snapshot, symbol: str, shocks: bool, sessions: pd.DatetimeIndex) -> np.ndarray:
    """[T] True on the days 0 of events that name the company or were expected to move it."""
    listing = snapshot.listing(symbol)
    company, events = str(listing["company"]), snapshot.events
    concerned = [
        company in companies or company in affects
        for companies, affects in zip(events["companies"], events["affects"], strict=True)
    ]
    wanted = np.array(concerned, bool) & ((events["type"] == "confounder").to_numpy() == shocks)
    days = events.loc[wanted, snapshot.day0_column(str(listing["exchange"]))].dropna()
    return sessions.isin(days)


def splits(snapshot: Snapshot, symbols: tuple[str, ...]) -> pd.DataFrame:
    """A row a listing, span and kind of session.

    log_return: the sum of the span's log returns on those sessions; the three of a span add up
    to its whole. share: its part of the whole. moved_low, moved_median, moved_high: the middle
    95% and the median of log_return when the whole calendar of events is moved by 4 to 60
    sessions either way. further: in how many of the `moves` moved calendars log_return is at
    least as low.
    """
    rows = []
    for symbol in symbols:
        for span, path in paths(snapshot, symbol).items():
            sums, sessions = path.split()
            whole = sums.sum()
            moved = np.array([path.split(step)[0] for step in MOVES])
            low, middle, high = np.quantile(moved, (0.025, 0.5, 0.975), axis=0)
            for number, kind in enumerate(KINDS):
                rows.append(
                    {
                        "company": path.company,
                        "symbol": symbol,
                        "span": span,
                        "first": path.sessions[path.start],
                        "last": path.sessions[path.end],
                        "kind": kind,
                        "sessions": int(sessions[number]),
                        "log_return": float(sums[number]),
                        "share": float(sums[number] / whole),
                        "moved_low": float(low[number]),
                        "moved_median": float(middle[number]),
                        "moved_high": float(high[number]),
                        "further": int((moved[:, number] <= sums[number]).sum()),
                        "moves": len(MOVES),
                    }
                )
    return pd.DataFrame(rows)
