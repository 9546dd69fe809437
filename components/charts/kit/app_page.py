"""Which page of the app shows a chart, for links that lead from an embed to the same view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class AppPage:
    """A page of the app by its path; the home page has none.

    lacks: parameters of the chart that the page has no place for, or must not be given.
    opened_with: what the page must be told besides, to show the chart.
    """

    path: str = ""
    lacks: frozenset[str] = frozenset()
    opened_with: Mapping[str, str] = field(default_factory=dict)

    def query(self, asked: Mapping[str, str]) -> dict[str, str]:
        """The page's own query that shows what the chart's query `asked` shows, as far as it can."""
        return {**self.opened_with, **{name: text for name, text in asked.items() if name not in self.lacks}}


def lesson_step(number: int, *lacks: str) -> AppPage:
    """The step of the classroom's lesson that shows the chart."""
    return AppPage("classroom", frozenset(lacks), {"part": "lesson", "step": str(number)})
