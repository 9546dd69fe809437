"""The words around a chart, with the publisher's own where given."""

from __future__ import annotations

from dataclasses import dataclass

from components.charts.chart import Chart
from components.embed.presentation import Presentation

HEADLINE_FONT = 'Georgia,"Times New Roman","Liberation Serif",serif'
SITE_NAME = "China tech crackdown: events and share prices"


@dataclass(frozen=True)
class Words:
    """Everything that is read on or beside the picture, as plain text."""

    title: str
    subtitle: str
    notes: tuple[str, ...]
    source: str
    alt: str
    mark: str


def words_of(chart: Chart, presentation: Presentation) -> Words:
    """The chart's words, or the publisher's; `mark` says which data, and that words were changed."""
    own = (presentation.note,) if presentation.note else ()
    marked = tuple(f"Marked: {mark.day.isoformat()}, {mark.text}." for mark in presentation.marks)
    changed = " Words or marks were set by the publisher of this copy." if presentation.edited else ""
    return Words(
        title=presentation.title or chart.title,
        subtitle=presentation.subtitle or chart.subtitle,
        notes=(*own, *chart.notes),
        source=presentation.source or chart.source_line,
        alt=" ".join((chart.alt, *marked)),
        mark=f"Data version {chart.data_version}.{changed}",
    )
