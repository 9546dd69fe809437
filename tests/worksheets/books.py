"""Reading workbooks in tests: cells by the names that formulas use."""

from __future__ import annotations

import io

import openpyxl
from openpyxl import Workbook
from openpyxl.cell import Cell

from components.worksheets.sheet import FIRST, HEADER


def opened(body: bytes) -> Workbook:
    """A workbook as written: formulas, not values."""
    return openpyxl.load_workbook(io.BytesIO(body))


def named(book: Workbook, name: str) -> Cell:
    """The cell that `name` stands for."""
    sheet, place = book.defined_names[name].attr_text.split("!")
    return book[sheet.strip("'")][place.replace("$", "")]


def value(book: Workbook, name: str) -> float:
    return named(book, name).value


def column(book: Workbook, sheet: str, heading: str) -> list:
    """The cells below a column's name, top to bottom."""
    ws = book[sheet]
    place = next(cell.column for cell in ws[HEADER] if cell.value == heading)
    return [ws.cell(row, place).value for row in range(FIRST, ws.max_row + 1)]


def cells(book: Workbook) -> list[tuple[str, Cell]]:
    """Every cell that holds something, with its sheet's name."""
    return [
        (ws.title, cell) for ws in book for row in ws.iter_rows() for cell in row if cell.value is not None
    ]
