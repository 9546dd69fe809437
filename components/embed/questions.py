"""The pre-written answers of a chart, for its embed and its metadata."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from components.answers.chart import Answer, chart_answers
from components.charts.catalogue import CATALOGUE
from components.charts.chart import Chart
from components.embed.citation import cite


def answers_of(chart: Chart, address: str = "", title: str = "") -> tuple[Answer, ...]:
    """The answers under `chart`. address: where it stands frozen; title: a publisher's own, for citing it.

    A chart without an address is a visitor's own: its citation says what it was made with.
    """
    cited = cite(chart, title or chart.title, address).plain.strip()
    return chart_answers(chart, CATALOGUE[chart.slug].CANNOT, cited)


def questions_html(answers: Sequence[Answer]) -> str:
    """Questions and answers as a list of terms."""
    rows = "".join(f"<dt>{escape(one.question)}</dt><dd>{escape(one.answer)}</dd>" for one in answers)
    return f"<dl>{rows}</dl>"
