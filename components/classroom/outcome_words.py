"""What the shares did, in the sentences that the screen and the paper share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from components.charts.kit.record import plain_title
from components.classroom.outcomes import Outcome
from components.language import percent

if TYPE_CHECKING:
    from data import Snapshot

BEYOND = "Beyond the market:"
ELSE, FURTHER = "What else happened in these days?", "What the record says further:"
ALONE = "No other recorded event on these companies has its day 0 in these sessions."


def moved(outcome: Outcome) -> str:
    """`Alibaba fell 8.1%`."""
    move, shown = outcome.raw, percent(abs(outcome.raw))
    how = f"fell {shown}" if move < 0 else f"rose {shown}" if move > 0 else "did not move"
    return f"{outcome.company} {how}"


def beyond(outcome: Outcome) -> str:
    """The part that the market model did not expect: `−7.1%`."""
    return percent(outcome.beyond, signed=True)


def how_firm(outcome: Outcome) -> str:
    """The range of that part, and how often ordinary windows went as far."""
    low, high = (percent(end, signed=True) for end in (outcome.ci_low, outcome.ci_high))
    return f"(95% range {low} to {high}); {outcome.unusual}."


def others(snapshot: Snapshot, found: Sequence[Outcome]) -> list[str]:
    """Titles of other events in the same sessions."""
    events = dict.fromkeys(other for outcome in found for other in outcome.overlaps)
    return [plain_title(str(snapshot.events.at[other, "title"])) for other in events]


def further(held_back: Sequence[str]) -> str:
    """What the telling had kept back, in one paragraph."""
    return " ".join(map(_ended, held_back))


def _ended(text: str) -> str:
    """A title among sentences ends like one."""
    return text if text.endswith((".", "!", "?", "”", '"')) else f"{text}."
