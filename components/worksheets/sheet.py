"""A sheet of the workbook: cells by kind (text, data, formula, blank to fill in), and its look."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.properties import PageSetupProperties

from components.downloads import put_text
from components.downloads.cells import is_missing

HEADER, HINTS, FIRST = 4, 5, 6
"""Rows of the column names, of what each column holds, and of the first data."""
DAY, PRICE, LEVEL = "yyyy-mm-dd", "#,##0.000", "#,##0.00"

_FACE = "Calibri"
_TITLE, _BOLD, _PLAIN = Font(name=_FACE, bold=True, size=14), Font(name=_FACE, bold=True), Font(name=_FACE)
_SMALL = Font(name=_FACE, size=9, italic=True, color="5F5B52")
_HEAD = PatternFill("solid", fgColor="EDEAE3")
_BLANK = PatternFill("solid", fgColor="FFF9DB")
_WORKED = PatternFill("solid", fgColor="EEF4F8")
_LINE = Side(style="thin", color="C9C3B4")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WRAP = Alignment(wrap_text=True, vertical="top")
_OVER_WORDS = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)
_OVER_NUMBERS = Alignment(wrap_text=True, vertical="top", horizontal="right")


class Sheet:
    """One worksheet under construction. `fill_in` leaves every formula cell blank, in a box."""

    def __init__(
        self, book: Workbook, name: str, widths: Sequence[float], *, fill_in: bool = False, wide: bool = True
    ):
        self.book, self.fill_in = book, fill_in
        self.ws = book.create_sheet(name)
        self.ws.sheet_view.showGridLines = False
        for place, width in enumerate(widths, 1):
            self.ws.column_dimensions[get_column_letter(place)].width = width
        page = self.ws.page_setup
        page.orientation, page.paperSize = ("landscape" if wide else "portrait"), 9  # A4
        page.fitToWidth, page.fitToHeight = 1, 0
        self.ws.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        self.ws.oddFooter.center.text = "&A, page &P of &N"

    def heading(self, title: str, note: str, columns: int) -> None:
        """The sheet's title and, below it, what it holds."""
        put_text(self.ws["A1"], title)
        self.ws["A1"].font = _TITLE
        put_text(self.ws["A2"], note)
        self.ws["A2"].alignment = _WRAP
        self.ws.merge_cells(start_row=2, start_column=1, end_row=2, end_column=max(columns, 2))
        width = sum(
            self.ws.column_dimensions[get_column_letter(place)].width
            for place in range(1, max(columns, 2) + 1)
        )
        self.ws.row_dimensions[2].height = 15 * (1 + len(note) // max(int(width), 1))

    def table(
        self, names: Sequence[str], hints: Sequence[str], frozen: str, *, words: Sequence[int] = ()
    ) -> None:
        """Column names and what they hold, kept in sight and on every printed page.

        `words`: places, from 1, of columns that hold text; the others hold numbers, to the right.
        """
        for place, (name, hint) in enumerate(zip(names, hints, strict=True), 1):
            head, below = self.ws.cell(HEADER, place), self.ws.cell(HINTS, place)
            put_text(head, name)
            put_text(below, hint)
            head.font, below.font = _BOLD, _SMALL
            for cell in (head, below):
                cell.fill, cell.alignment = (
                    _HEAD,
                    _OVER_NUMBERS if place not in words else _WRAP if place == 1 else _OVER_WORDS,
                )
        widths = [
            self.ws.column_dimensions[get_column_letter(place)].width for place in range(1, len(names) + 1)
        ]
        for row, texts, size, room in ((HEADER, names, 15, 0.95), (HINTS, hints, 12, 1.1)):
            lines = max(
                -(-len(text) // max(int(width * room), 1)) for text, width in zip(texts, widths, strict=True)
            )
            self.ws.row_dimensions[row].height = size * max(lines, 1) + 3
        self.ws.freeze_panes = frozen
        self.ws.print_title_rows = f"{HEADER}:{HINTS}"

    def text(
        self,
        place: str,
        text: str,
        *,
        bold: bool = False,
        wrap: bool = False,
        small: bool = False,
        indent: bool = False,
    ) -> None:
        cell = self.ws[place]
        put_text(cell, text)
        cell.font = _BOLD if bold else _SMALL if small else _PLAIN
        if wrap or indent:
            cell.alignment = _OVER_WORDS if indent else _WRAP

    def data(self, place: str, value: object, number_format: str) -> None:
        """A number or a date of the record; nothing where it is missing."""
        if is_missing(value):
            return
        cell = self.ws[place]
        cell.value = (
            value.to_pydatetime()
            if isinstance(value, pd.Timestamp)
            else value.item()
            if hasattr(value, "item")
            else value
        )
        cell.number_format = number_format

    def same(self, place: str, other: str, number_format: str) -> None:
        """A cell that repeats another one, in every version of the workbook."""
        self.ws[place] = f"={other}"
        self.ws[place].number_format = number_format

    def formula(
        self, place: str, formula: str, number_format: str, *, name: str = "", box: bool = False
    ) -> None:
        """A formula (or the blank for it), and the name by which others refer to the cell."""
        cell = self.ws[place]
        if not self.fill_in:
            cell.value = f"={formula}"
        cell.number_format = number_format
        if self.fill_in:
            cell.fill, cell.border = _BLANK, _BOX
        elif box:
            cell.fill = _WORKED
        if name:
            self.name(place, name)

    def name(self, place: str, name: str) -> None:
        self.book.defined_names[name] = DefinedName(name, attr_text=f"'{self.ws.title}'!{_fixed(place)}")

    def name_range(self, first: str, last: str, name: str) -> None:
        """The same for a block of cells."""
        block = f"'{self.ws.title}'!{_fixed(first)}:{_fixed(last)}"
        self.book.defined_names[name] = DefinedName(name, attr_text=block)


def _fixed(place: str) -> str:
    """`B6` → `$B$6`."""
    column, row = place.rstrip("0123456789"), place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f"${column}${row}"
