"""What a reader asks under any chart, answered in the chart's own words."""

from __future__ import annotations

from typing import NamedTuple, Protocol

UNCOUNTED = (
    "Nothing here is counted against ordinary days. The charts of one event say how unusual its moves were, "
    "and the ranking sets all moves against luck."
)


class Told(Protocol):
    """The words of a chart that its answers are made of."""

    @property
    def title(self) -> str: ...
    @property
    def alt(self) -> str: ...
    @property
    def notes(self) -> tuple[str, ...]: ...
    @property
    def unusual(self) -> str: ...


class Answer(NamedTuple):
    """A question under a chart, and its answer; plain text."""

    question: str
    answer: str


def chart_answers(chart: Told, cannot: str, citation: str) -> tuple[Answer, ...]:
    """Four questions. cannot: what charts of its kind cannot show. citation: how to cite this one."""
    return (
        Answer("What does it show?", _sentences(chart.title, chart.alt)),
        Answer("What can it not show?", _sentences(cannot, *chart.notes)),
        Answer("How unusual is it?", _sentences(chart.unusual or UNCOUNTED)),
        Answer("How do I cite it?", citation),
    )


def _sentences(*texts: str) -> str:
    """Texts one after the other, each begun and ended as a sentence is."""
    ended = (text if text.endswith((".", "?", "!")) else f"{text}." for text in map(str.strip, texts) if text)
    return " ".join(text[:1].upper() + text[1:] for text in ended)
