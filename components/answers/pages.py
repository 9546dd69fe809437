"""Long answers by the page: as many rows as were asked for and fit, and where the next ones begin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from components.answers.answer import Answer
from components.params.answers import Rows

LONGEST = 19_500
"""Bytes of a page's answer."""
Row = TypeVar("Row")
Make = Callable[[list[Row], dict[str, int | None]], Answer]
"""An answer from some of the rows, and from what its reader must know of the rest."""


def page(rows: list[Row], params: Rows, make: Make[Row]) -> Answer:
    """The answer with the rows asked for; with fewer where it would grow longer than `LONGEST`."""
    first = params.start - 1
    shown = rows[first : first + params.rows]
    while True:
        after = first + len(shown)
        place = {
            "total": len(rows),
            "start": params.start,
            "shown": len(shown),
            "next_start": after + 1 if after < len(rows) and shown else None,
        }
        answer = make(shown, place)
        if answer.size <= LONGEST or len(shown) <= 1:
            return answer
        shown = shown[: max(1, min(len(shown) - 1, int(len(shown) * LONGEST / answer.size)))]


def rest(place: dict[str, Any]) -> list[str]:
    """Where to go on, as a sentence; nothing where all is told."""
    if place["next_start"] is None:
        return []
    last = place["start"] + place["shown"] - 1
    return [
        f"Rows {place['start']:,} to {last:,} of {place['total']:,}; go on with start={place['next_start']}."
    ]
