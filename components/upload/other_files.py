"""Tables in files that are neither text with separators nor workbooks: JSON, web pages, Stata."""

from __future__ import annotations

import io
import json
from html.parser import HTMLParser
from typing import Any

from components.upload.grid import Cell, Grid, SheetCells
from components.upload.limits import MAX_CELL_CHARACTERS, MAX_ROWS
from components.upload.problems import UploadError


def read_json(text: str) -> Grid | None:
    """A list of records, as the record's own JSON downloads are; None when it is another text."""
    if not text.lstrip().startswith("["):
        return None
    try:
        records = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(records, list) or not records or not all(isinstance(one, dict) for one in records):
        return None
    names = list(dict.fromkeys(name for record in records for name in record))
    rows: list[tuple[int, list[Cell]]] = [(1, list(names))]
    rows += [
        (place, [_plain(record.get(name)) for name in names])
        for place, record in enumerate(records[: MAX_ROWS + 1], start=2)
    ]
    return Grid("json", [SheetCells("records", rows)], [])


def _plain(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, list):
        return ";".join(str(_plain(one)) for one in value)
    return value if isinstance(value, (int, float, str)) else json.dumps(value, ensure_ascii=False)


class _Tables(HTMLParser):
    """Tables of a web page as rows of text; what stands in no table is left aside."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self.cell: list[str] | None = None
        self.span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self._close()
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables:
            self._close()
            if not self.tables[-1]:
                self.tables[-1].append([])
            span = dict(attrs).get("colspan") or "1"
            self.cell, self.span = [], min(int(span), 60) if span.isdecimal() else 1
        elif tag == "br" and self.cell is not None:
            self.cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._close()

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)

    def _close(self) -> None:
        if self.cell is not None:
            text = " ".join("".join(self.cell).split())
            self.tables[-1][-1] += [text] * max(self.span, 1)
            self.cell = None


def read_html(text: str) -> Grid | None:
    """The tables of a web page, which many sites call an Excel file; None when it is another text."""
    if "<table" not in text[:200_000].casefold() or not text.lstrip("\ufeff \r\n\t").startswith("<"):
        return None
    page = _Tables()
    page.feed(text)
    sheets = []
    for place, table in enumerate(page.tables, start=1):
        rows: list[tuple[int, list[Cell]]] = [
            (number, list(cells)) for number, cells in enumerate(table[: MAX_ROWS + 1], start=1) if any(cells)
        ]
        if any(len(str(cell)) > MAX_CELL_CHARACTERS for _, cells in rows for cell in cells):
            raise UploadError(f"A cell of table {place} is longer than {MAX_CELL_CHARACTERS:,} characters")
        if len(rows) > 1:
            sheets.append(SheetCells(f"table {place}", rows))
    return Grid("html", sheets, ["This is a web page; its table was read."]) if sheets else None


def read_stata(content: bytes) -> Grid:
    """A Stata data set (.dta)."""
    import pandas as pd  # only here, since it is large and this file rare

    try:
        frame = pd.read_stata(io.BytesIO(content), convert_categoricals=True)
    except Exception as problem:  # pandas raises whatever the damage happens to trip over
        raise UploadError("The Stata file is damaged: save it again, or as CSV") from problem
    frame = frame.iloc[: MAX_ROWS + 1]
    columns: list[list[Cell]] = []
    for name in frame:
        column = frame[name]
        if pd.api.types.is_datetime64_any_dtype(column):
            column = column.dt.strftime("%Y-%m-%d")
        columns.append([_stata_cell(value) for value in column.tolist()])
    rows: list[tuple[int, list[Cell]]] = [(1, [str(name) for name in frame.columns])]
    rows += [(place, list(cells)) for place, cells in enumerate(zip(*columns, strict=True), start=2)]
    return Grid("stata", [SheetCells("data", rows)], [])


def _stata_cell(value: Any) -> Cell:
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value if isinstance(value, (int, float, str)) else str(value)
