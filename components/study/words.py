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


def out_of(share: float, n: float) -> str:
    """A placebo share as a count: "12 of 772", "none of 772"; "unknown" without windows.

    share, n: `placebo_share`, which counts the pair's own window too, and `placebo_n`, which does not.
    """
    if share is None or n is None or not math.isfinite(share) or not n > 0:
        return "unknown"
    count = round(share * (n + 1)) - 1
    return f"{f'{count:,}' if count > 0 else 'none'} of {int(n):,}"


def usual_phrase(share: float, car: float, length: int | None, n: float) -> str:
    """How many ordinary windows were at least as unusual, in one clause.

    share, n: `placebo_share` and `placebo_n` of a pair; car: its CAR; length: sessions in the
    event window, None where they were said before. "12 of 772 ordinary windows of three sessions
    were as unusual".
    """
    counted = out_of(share, n)
    if counted == "unknown" or not math.isfinite(car):
        return "no ordinary windows to compare with"
    verb = "was" if counted.split()[0] in ("none", "1") else "were"
    lead = "an ordinary move: " if share > 0.4 else ""
    return f"{lead}{counted} {_windows(length)} {verb} as unusual"


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


def _windows(length: int | None) -> str:
    if length is None:
        return "ordinary windows"
    return "ordinary sessions" if length == 1 else f"ordinary windows of {sessions(length)}"
