"""Files of a test, read as the page reads them but without a process of their own."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl

from components.upload.events import EventsUpload, read_events
from components.upload.parse import parse
from components.upload.prices import PricesUpload, read_prices
from components.upload.problems import Answers
from data import Snapshot

NETEASE = [("2021-07-02", 110.5), ("2021-07-06", 111.25)]
"""Sessions and closes of NTES that most price files of the tests hold."""


def as_bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def prices_of(snapshot: Snapshot, files: dict[str, str | bytes], **said: str) -> PricesUpload:
    """Files by name; `said` answers questions, `__` in a name standing for `:`."""
    answers = Answers({key.replace("__", ":"): answer for key, answer in said.items()})
    return read_prices([(name, parse(as_bytes(one))) for name, one in files.items()], snapshot, answers)


def answered(snapshot: Snapshot, files: dict[str, str | bytes], answers: dict[str, str]) -> PricesUpload:
    """The same with answers whose names are no Python names."""
    read = [(name, parse(as_bytes(one))) for name, one in files.items()]
    return read_prices(read, snapshot, Answers(answers))


def closes(upload: PricesUpload, symbol: str) -> list[tuple[str, float]]:
    """What was read of a share: sessions and closes."""
    rows = upload.prices[upload.prices["symbol"] == symbol]
    return [(f"{row.date:%Y-%m-%d}", row.close) for row in rows.itertuples()]


def events_of(
    snapshot: Snapshot, content: str | bytes, answers: dict[str, str] | None = None, **more: Any
) -> EventsUpload:
    read = ("events.csv", parse(as_bytes(content)))
    return read_events(read, snapshot, Answers(answers or {}), **more)


def workbook(
    rows: Iterable[Sequence[Any]], *, merge: str = "", sheets: dict[str, Any] | None = None
) -> bytes:
    """A workbook of one sheet, or of several by name."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    if merge:
        book.active.merge_cells(merge)
    for name, more in (sheets or {}).items():
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
