"""Plain-language phrases for numbers: for readers who know shares, not statistics."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from components.study.status import MEANING, USED

_NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def sessions(count: int) -> str:
    """ "one session", "three sessions", "16 sessions"."""
    word = _NUMBERS[count] if 0 <= count < len(_NUMBERS) else f"{count:,}"
    return f"{word} session" if count == 1 else f"{word} sessions"


def one_in(share: float) -> str:
    """A share as odds: "1 in 60"; "about 1 in 2" and commoner ones as a percentage."""
    if share is None or not math.isfinite(share):
        return "unknown"
    if share > 0.4:
        return f"{share:.0%}"
    return f"1 in {_round(1 / share):,}"


def usual_phrase(share: float, car: float, length: int, n: int | None = None) -> str:
    """How often an ordinary window moved at least as much, in one clause.

    share, n: `placebo_share` and `placebo_n` of a pair; car: its CAR; length: sessions in the
    event window. "a fall this large, or a like rise, happened in 1 in 62 ordinary windows of three
    sessions". When no ordinary window moved as much it says so, with how many were looked at.
    """
    if share is None or not math.isfinite(share) or not math.isfinite(car):
        return "no ordinary windows to compare with"
    if n is not None and n > 0 and round(share * (n + 1)) <= 1:
        return f"none of {int(n):,} {_windows(length)} moved as much in either direction"
    move = "a fall" if car < 0 else "a rise"
    verb = "happened on" if length == 1 else "happened in"
    if share > 0.4:
        return f"a move of this size is usual: it {verb} {share:.0%} of {_windows(length)}"
    return f"{move} this large, or a like {_other(car)}, {verb} {one_in(share)} {_windows(length)}"


def how_unusual(pair: Mapping[str, Any]) -> str:
    """`usual_phrase` for a row of `pairs`, or the meaning of its status when it has no numbers."""
    if pair["status"] != USED:
        return MEANING[str(pair["status"])]
    length = int(pair["window_end"]) - int(pair["window_start"]) + 1
    return usual_phrase(pair["placebo_share"], pair["car"], length, pair["placebo_n"])


def usual_label(share: float) -> str:
    """One or two words for a table cell: from "ordinary" to "very rare"."""
    if share is None or not math.isfinite(share):
        return "unknown"
    for limit, label in ((0.01, "very rare"), (0.05, "rare"), (0.2, "uncommon")):
        if share <= limit:
            return label
    return "ordinary"


def _windows(length: int) -> str:
    return "ordinary sessions" if length == 1 else f"ordinary windows of {sessions(length)}"


def _other(car: float) -> str:
    return "rise" if car < 0 else "fall"


def _round(odds: float) -> int:
    """Odds to two significant figures: precision that the count of windows cannot carry is noise."""
    if odds < 20:
        return round(odds)
    step = 10 ** (int(math.log10(odds)) - 1)
    return round(odds / step) * step
