"""Text with separators as rows of cells: the separator is found, and open quotation marks are refused."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from components.upload.limits import MAX_CELL_CHARACTERS, MAX_ROWS
from components.upload.problems import UploadError, shortened

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SEP_LINE = re.compile(r"\s*\"?sep=(.)\"?[\s,;]*", re.IGNORECASE)
_BEGINS_WITH_DATE = re.compile(
    r"\s*\"?(\d{4}[-/.年]?\d{1,2}[-/.月]?\d{1,2}|\d{1,2}[-/. ]\w{1,9}[-/. ]\d{2,4})"
)


def read_delimited(text: str) -> tuple[list[tuple[int, list[str]]], str]:
    """(row number, cells) of every row that is not blank, and the separator found.

    Rows count as a spreadsheet counts them. Raises `UploadError` for quotation marks that are left
    open or swallow rows, for cells and rows beyond the limits.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > 10 * MAX_ROWS:
        raise UploadError(f"The file has {text.count(chr(10)):,} lines; at most {MAX_ROWS:,} rows are read")
    first, _, rest = text.partition("\n")
    skipped = 0
    if said := _SEP_LINE.fullmatch(first):
        separator, text, skipped = said[1], rest, 1
    elif said := re.match(r"\s*sep=(\\t|tab)\s*$", first, re.IGNORECASE):
        separator, text, skipped = "\t", rest, 1
    else:
        separator = find_separator(text)
    if separator == " ":
        lines = [re.split(r"\s{2,}|\t", line.strip()) for line in text.split("\n")]
        return [(place, cells) for place, cells in enumerate(lines, start=1) if any(cells)], separator
    return _rows(text, separator, skipped), separator


def find_separator(text: str) -> str:
    """The separator that splits most lines into one and the same number of cells."""
    lines = [line[:20_000] for line in text.split("\n", 400)[:400] if line.strip()][:200]
    best, score = ",", 0.0
    for separator in SEPARATORS:
        counts = Counter(_cells_in(line, separator) for line in lines)
        counts.pop(1, None)
        if not counts:
            continue
        width, lines_so = max(counts.items(), key=lambda one: (one[1], one[0]))
        share = lines_so / len(lines) + min(width, 30) / 1000
        if share > score + 1e-9:
            best, score = separator, share
    if score:
        return best
    aligned = sum(bool(re.search(r"\S\s{2,}\S", line)) for line in lines)
    return " " if lines and aligned > 0.8 * len(lines) else ","


def _cells_in(line: str, separator: str) -> int:
    if '"' not in line:
        return line.count(separator) + 1
    return len(next(csv.reader([line], delimiter=separator), []))


def _rows(text: str, separator: str, skipped: int) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[tuple[int, list[str]]] = []
    number, before, width = skipped, 0, 0
    try:
        for cells in reader:
            number += 1
            if reader.line_num - before > 1:
                _refuse_swallowed(cells, number, separator, width)
            before = reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if any(len(cell) > MAX_CELL_CHARACTERS for cell in cells):
                raise UploadError(f"Row {number} has a cell longer than {MAX_CELL_CHARACTERS:,} characters")
            width = max(width, len(cells))
            rows.append((number, cells))
            if len(rows) > MAX_ROWS:
                raise UploadError(f"The file has more than {MAX_ROWS:,} rows: split it")
    except csv.Error as problem:
        raise UploadError(
            f"Row {number + 1} cannot be read ({problem}): look for a quotation mark that is not closed"
        ) from None
    if rows and _is_open(text, separator):
        raise UploadError(f"Row {number} opens a quotation mark that is never closed: close or remove it")
    return rows


def _refuse_swallowed(cells: list[str], number: int, separator: str, width: int) -> None:
    """A cell of several lines is refused when a line of it looks like a row of the table."""
    for cell in cells:
        for line in cell.split("\n")[1:]:
            like_a_row = line.count(separator) >= max(width - 1, 1)
            if like_a_row or (separator in line and _BEGINS_WITH_DATE.match(line)):
                raise UploadError(
                    f"Row {number} opens a quotation mark that is not closed and swallows the rows under it "
                    f"(“{shortened(line.strip(), 40)}”): close or remove it"
                )


def _is_open(text: str, separator: str) -> bool:
    """Whether the last row ends inside quotation marks: then strict reading fails at the very end."""
    tail = text[text.rfind("\n", 0, len(text.rstrip("\n"))) + 1 :]
    if '"' not in tail:
        return False
    try:
        for _ in csv.reader(io.StringIO(tail, newline=""), delimiter=separator, strict=True):
            pass
    except csv.Error as problem:
        return "unexpected end of data" in str(problem)
    return False
