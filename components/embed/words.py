"""The words around a chart, with the publisher's own where given, and who says so."""

from __future__ import annotations

from dataclasses import dataclass

from components.charts.chart import Chart
from components.embed.presentation import Presentation
from components.record_name import LICENCE, record_name

HEADLINE_FONT = 'Georgia,"Times New Roman","Liberation Serif",serif'


@dataclass(frozen=True)
class Words:
    """Everything that is read on or beside the picture, as plain text.

    record: name, address and licence of the record. mark: the data version, and whether words are
    the publisher's. address: where the record lives, without scheme; may be empty. through: how far the
    prices run.
    """

    title: str
    subtitle: str
    notes: tuple[str, ...]
    source: str
    byline: str
    record: str
    alt: str
    mark: str
    address: str
    through: str

    @property
    def foot(self) -> tuple[str, ...]:
        """The lines under the picture, in the order in which they are read."""
        lines = (*self.notes, self.byline, self.source, self.record, self.mark)
        return tuple(line for line in lines if line)

    @property
    def short_foot(self) -> str:
        """The one line under a compact chart."""
        return " · ".join(filter(None, (self.byline, self.source, record_name(), self.address)))


def words_of(chart: Chart, presentation: Presentation, home: str = "") -> Words:
    """The chart's words, or the publisher's. home: public address of the record, or empty."""
    own = (presentation.note,) if presentation.note else ()
    marked = tuple(mark.sentence() for mark in presentation.marks)
    changed = " Words or marks were set by the publisher of this copy." if presentation.edited else ""
    address = home.partition("://")[2].rstrip("/")
    through = f"Prices through {chart.through.day} {chart.through:%B %Y}"
    return Words(
        title=presentation.title or chart.title,
        subtitle=presentation.subtitle or chart.subtitle,
        notes=(*own, *chart.notes),
        source=presentation.source or (through if presentation.compact else chart.source_line),
        byline=presentation.byline,
        record=f"{', '.join(filter(None, (record_name(), address)))}. {LICENCE}.",
        alt=" ".join((presentation.alt or chart.alt, *marked)),
        mark=f"Data version {chart.data_version}.{changed}",
        address=address,
        through=through,
    )
