"""One step of the lesson, complete."""

from __future__ import annotations

from dataclasses import dataclass

from components.params import Params


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
