"""A chart's table as a workbook, with its words on a second sheet."""

from __future__ import annotations

from collections.abc import Mapping

from components.downloads import xlsx_bytes
from components.embed.request import Asked

TOLD = ("title", "subtitle", "alt", "source_line", "frozen_url", "embed_url")


def workbook(asked: Asked, about: Mapping[str, object]) -> bytes:
    """about: the chart's metadata; addresses that it does not name are left out. Equal charts make equal
    bytes."""
    notes = [(name, str(about[name])) for name in TOLD if about.get(name)]
    notes += [("note", note) for note in asked.words.notes]
    notes += [("record", asked.words.record), ("data_version", asked.snapshot.version)]
    return xlsx_bytes(asked.chart.table, notes, day=asked.snapshot.last_session)
