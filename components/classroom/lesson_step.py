"""One step of the lesson, complete."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from components.params import Params
from components.params.kinds import Number, Schema

if TYPE_CHECKING:
    from data import Snapshot


LAST = 8
"""The last step."""
_UNTOUCHED = "untouched"


@dataclass(frozen=True)
class StepInAddress(Number):
    """A step as addresses write it, so that those of the first edition still open what they opened.

    That lesson had seven steps; the one on shares that the news did not touch came later, before the last.
    It goes by a word, and the last one by the 7 that it always had (8 is read as well).
    """

    low: float = 1
    high: float = LAST
    whole: bool = True

    def read(self, name: str, text: str, snapshot: Snapshot) -> Any:
        if text == _UNTOUCHED:
            return LAST - 1
        place = super().read(name, text, snapshot)
        return LAST if place == LAST - 1 else place

    def write(self, value: Any) -> str:
        return {LAST - 1: _UNTOUCHED, LAST: f"{LAST - 1}"}.get(value) or super().write(value)

    def schema(self, snapshot: Snapshot) -> Schema:
        return {"type": "string", "enum": [self.write(place) for place in range(1, LAST + 1)]}


@dataclass(frozen=True)
class Step:
    """Plain text throughout, without markup.

    number, title: place and name. slug, chart: its chart in the catalogue. paragraphs: two.
    question, answer: the answer is to be shown when it is asked for, and not to be sent before.
    """

    number: int
    title: str
    slug: str
    chart: Params
    paragraphs: tuple[str, str]
    question: str
    answer: str


def key_day(study) -> int:
    """The day that the words dwell on: day 0, or the window's first day where the window leaves day 0 out."""
    first, last = study.spec.window
    return 0 if first <= 0 <= last else first
