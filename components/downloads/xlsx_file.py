"""XLSX: typed columns under a frozen, filterable header, and a sheet of notes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from components.downloads.cells import is_formula, joined, with_named_index
from components.downloads.reproducible import reproducible_bytes

SHEET_ROWS = 1_048_576  # of which the header takes one
CELL_CHARACTERS = 32_767
_HEADER_FONT = Font(bold=True)
_HEADER_FILL = PatternFill("solid", fgColor="EDEAE3")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_URL = re.compile(r"https?://\S+", re.ASCII)

Notes = Mapping[str, str] | Iterable[tuple[str, str]]


def xlsx_bytes(
    frame: pd.DataFrame,
    notes: Notes = (),
    *,
    sheet: str = "Data",
    formats: Mapping[str, str] | None = None,
    day: pd.Timestamp | None = None,
) -> bytes:
    """`frame` as a workbook.

    Numbers, dates and true/false stay typed; text is always text, so nothing in it can run.
    notes: names and texts for the second sheet: title, method, sources, data version.
    formats: column → Excel number format; dates default to `yyyy-mm-dd`.
    day: when the file says it was made; with it, equal tables make equal bytes.

    Raises `ValueError` when the rows do not fit into a sheet.
    """
    frame = with_named_index(frame)
    if len(frame) >= SHEET_ROWS:
        raise ValueError(
            f"{len(frame):,} rows do not fit into a sheet of {SHEET_ROWS:,}: take the CSV instead"
        )
    book = Workbook(write_only=True)
    _write_table(book.create_sheet(_sheet_name(sheet)), frame, dict(formats or {}))
    _write_notes(book.create_sheet("Notes"), notes)
    if day is not None:
        return reproducible_bytes(book, day)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31].strip() or "Data"


def put_text(cell: Cell, text: str) -> None:
    """Make a cell text whatever it begins with, also after someone edits it."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    if len(text) > CELL_CHARACTERS:
        text = text[: CELL_CHARACTERS - 1] + "…"
    cell.value = text
    cell.data_type = "s"
    if is_formula(text):
        cell.quotePrefix = True


def _text_cell(ws: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(ws)
    put_text(cell, text)
    return cell


def _typed_cell(ws: Any, value: Any, number_format: str | None) -> Any:
    value = joined(value)
    if value is None:
        return None
    if isinstance(value, str):
        return _text_cell(ws, value)
    if isinstance(value, datetime) and value.tzinfo is not None:
        return _text_cell(ws, value.isoformat())  # a sheet has no time zones
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**15:
        return _text_cell(ws, str(value))  # beyond the 15 digits a sheet keeps
    if number_format is None and isinstance(value, date):
        number_format = "yyyy-mm-dd hh:mm" if isinstance(value, datetime) else "yyyy-mm-dd"
    if number_format is None:
        return value
    cell = WriteOnlyCell(ws, value=value)
    cell.number_format = number_format
    return cell


def _width(name: str, values: list[Any]) -> float:
    """Characters wide enough for the header and a sample of the column, within reason."""
    longest = max((len(str(joined(value))) for value in values[:200] if value is not None), default=0)
    return float(min(max(longest, len(name) + 3, 8), 48))


def _write_table(ws: Any, frame: pd.DataFrame, formats: dict[str, str]) -> None:
    names = [str(name) for name in frame.columns]
    columns = [frame.iloc[:, place].tolist() for place in range(frame.shape[1])]
    # A write-only sheet takes its panes, filter and widths before the first row.
    ws.freeze_panes = "A2"
    if names:
        ws.auto_filter.ref = f"A1:{get_column_letter(len(names))}{len(frame) + 1}"
    for place, (name, values) in enumerate(zip(names, columns, strict=True), start=1):
        ws.column_dimensions[get_column_letter(place)].width = _width(name, values)
    header = []
    for name in names:
        cell = _text_cell(ws, name)
        cell.font, cell.fill = _HEADER_FONT, _HEADER_FILL
        header.append(cell)
    ws.append(header)
    for row in zip(*columns, strict=True):
        ws.append([_typed_cell(ws, value, formats.get(name)) for name, value in zip(names, row, strict=True)])


def _write_notes(ws: Any, notes: Notes) -> None:
    ws.column_dimensions["A"].width, ws.column_dimensions["B"].width = 22.0, 110.0
    for name, text in notes.items() if isinstance(notes, Mapping) else notes:
        head, body = _text_cell(ws, str(name)), _text_cell(ws, str(text))
        head.font, head.alignment, body.alignment = _HEADER_FONT, _WRAPPED, _WRAPPED
        if _URL.fullmatch(str(text)):
            body.hyperlink = str(text)
        ws.append([head, body])
