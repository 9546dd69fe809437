"""What became of a share, in words."""

from __future__ import annotations

from components.language import day, percent
from components.study.since import SINCE_HORIZONS, Since
from components.study.words import sessions

SINCE_NAMES = dict(zip(SINCE_HORIZONS, ("1 day", "1 week", "1 month", "1 year"), strict=True))
COUNTED = "A week is 5 sessions after day 0, a month 20, a year 250."
NOT_YET = "not yet"


def way_words(share: float, index: float, reached: bool) -> str:
    """`−12.1% (−0.4%)`: the share, in brackets its index; `not yet` beyond the last session."""
    if not reached:
        return NOT_YET
    return f"{_signed(share)} ({_signed(index)})"


def _signed(value: float) -> str:
    return "—" if value != value else percent(value, signed=True)


def old_price_words(found: Since) -> str:
    """Whether the close before day 0 was reached again and kept, in one sentence."""
    old = found.old_price
    if old is None:
        return "Whether the old price was reached again is unknown: a close of those days is missing."
    lost = None if old.lost is None else day(found.sessions[old.lost])
    if not old.fell:
        held = f"first below it on {lost}" if lost else "not below it since"
        return f"Closed day 0 at its old price or above; {held}."
    if old.regained is None:
        return f"Not back at its old price by {day(found.last)}."
    back = f"Back at its old price after {sessions(old.regained)} ({day(found.sessions[old.regained])})"
    return f"{back}, below it again on {lost}." if lost else f"{back}, and not below it since."
