"""Validation of an upload, column by column, remembering every bad cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from components.upload.problems import BadCell, UploadError, shortened
from components.upload.raw_table import RawTable


class Sheet:
    """A raw table being validated: `problems` collects what is wrong, `bad_places` the rows to leave out.

    required: columns that the header must have and whose cells must not be blank.
    Raises `UploadError` when the header lacks one.
    """

    def __init__(self, raw: RawTable, required: tuple[str, ...]):
        if missing := [name for name in required if name not in raw.columns]:
            named, header = "” and no “".join(missing), shortened(", ".join(raw.columns), 200)
            raise UploadError(f"The header has no column “{named}”; it reads: {header}")
        self.columns = {name: raw.column(name) for name in raw.columns}
        self.numbers = raw.row_numbers
        self.problems: list[BadCell] = []
        self.bad_places: set[int] = set()
        for column in required:
            for place, cell in enumerate(self.columns[column]):
                if not cell:
                    self.refuse(place, column, "is blank and must not be")

    def cells(self, column: str) -> list[str]:
        """The cells of a column; blanks when the table has no such column."""
        return self.columns.get(column, [""] * len(self.numbers))

    def refuse(self, place: int, column: str, reason: str) -> None:
        value = shortened(self.columns[column][place]) if column in self.columns else ""
        self.problems.append(BadCell(self.numbers[place], column, value, reason))
        self.bad_places.add(place)

    def read(self, column: str, reader: Callable[[str], Any], blank: Any) -> list[Any]:
        """Each cell through `reader`, equal cells once; `blank` for empty cells and bad ones."""
        known: dict[str, Any] = {"": blank}
        values = []
        for place, cell in enumerate(self.cells(column)):
            if cell not in known:
                try:
                    known[cell] = reader(cell)
                except ValueError as reason:
                    known[cell] = reason
            if isinstance(known[cell], ValueError):
                self.refuse(place, column, str(known[cell]))
            values.append(blank if isinstance(known[cell], ValueError) else known[cell])
        return values
