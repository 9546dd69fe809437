"""A CSV or XLSX upload as a table of stripped text, whatever its encoding, delimiter or cell types."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from components.upload.encoding import NAMES, decode
from components.upload.limits import MAX_BYTES, MAX_CELL_CHARACTERS, MAX_COLUMNS, size_text
from components.upload.problems import UploadError, shortened
from components.upload.workbook import workbook_rows

_OTHER_FORMATS = {
    b"\xd0\xcf\x11\xe0": "an old Excel workbook (.xls)",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "a database",
}


@dataclass(frozen=True)
class RawTable:
    """columns: normalised header names. rows: (spreadsheet row number, cells), blank rows left out.
    notes: how the file was read, for the uploader to check."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    notes: tuple[str, ...]

    def column(self, name: str) -> list[str]:
        """The cells of one column; blanks when the table has no such column."""
        if name not in self.columns:
            return [""] * len(self.rows)
        place = self.columns.index(name)
        return [cells[place] for _, cells in self.rows]

    @property
    def row_numbers(self) -> list[int]:
        return [number for number, _ in self.rows]


def read_raw(content: bytes, *, max_rows: int, aliases: dict[str, str] | None = None) -> RawTable:
    """Parse an upload by what it contains, not by its name.

    aliases: other header names → ours. Raises `UploadError` for a file too large, of another kind,
    without a usable header, with two columns of one name, or with more than `max_rows` rows.
    """
    if len(content) > MAX_BYTES:
        raise UploadError(f"The file has {size_text(len(content))}; at most {size_text(MAX_BYTES)} are read")
    if not content.strip():
        raise UploadError("The file is empty")
    for mark, kind in _OTHER_FORMATS.items():
        if content.startswith(mark):
            raise UploadError(f"This is {kind}: save the table as CSV or XLSX and upload that")
    if content.startswith(b"PK"):
        rows, notes = workbook_rows(content, max_rows), ()
    else:
        rows, notes = _csv_rows(content)
    return _table(rows, notes, max_rows, aliases or {})


def _csv_rows(content: bytes) -> tuple[Iterator[Sequence[str]], tuple[str, ...]]:
    text, encoding, certain = decode(content)
    notes = (
        []
        if certain
        else [f"The file has no encoding mark and was read as {NAMES[encoding]}: check the names below."]
    )
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t|", key=first.count)
    if delimiter != ",":
        shown = {";": "semicolons", "\t": "tabs", "|": "bars"}.get(delimiter)
        notes.append(f"Cells were split at {shown}.") if first.count(delimiter) else None
    return _checked_rows(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)), tuple(notes)


def _checked_rows(reader: Iterator[list[str]]) -> Iterator[Sequence[str]]:
    try:
        yield from reader
    except csv.Error as problem:
        raise UploadError(f"The CSV cannot be read near line {reader.line_num}: {problem}") from None


def _normalised(header: str) -> str:
    return "_".join(header.strip().casefold().replace("-", " ").split())


def _table(
    rows: Iterator[Sequence[str]], notes: tuple[str, ...], max_rows: int, aliases: dict[str, str]
) -> RawTable:
    header: tuple[str, ...] | None = None
    kept: list[tuple[int, tuple[str, ...]]] = []
    for number, row in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if header is None:
            header = _header(cells, aliases)
            continue
        if any(cells[len(header) :]):
            raise UploadError(
                f"Row {number} has {len(cells)} cells and the header {len(header)}: "
                "put text that contains the separator between quotation marks"
            )
        if any(len(cell) > MAX_CELL_CHARACTERS for cell in cells):
            raise UploadError(f"Row {number} has a cell longer than {MAX_CELL_CHARACTERS:,} characters")
        if len(kept) == max_rows:
            raise UploadError(f"The file has more than {max_rows:,} rows: split it")
        kept.append((number, tuple(cells[: len(header)] + [""] * (len(header) - len(cells)))))
    if header is None or not kept:
        raise UploadError("The file has a header at most and no rows under it")
    return RawTable(header, tuple(kept), notes)


def _header(cells: list[str], aliases: dict[str, str]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MAX_COLUMNS:
        raise UploadError(f"The file has {len(cells)} columns; at most {MAX_COLUMNS} are read")
    names = [_normalised(cell) for cell in cells]
    names = [aliases.get(name, name) for name in names]
    if twice := [name for name, count in Counter(names).items() if count > 1 and name]:
        listed = ", ".join(f"“{shortened(name, 40)}”" for name in twice[:5])
        raise UploadError(
            f"Two columns have one name ({listed}): keep one of each, since we cannot tell which counts"
        )
    return tuple(names)
