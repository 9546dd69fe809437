"""Validation of a table, column by column, remembering every bad cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from components.upload.grid import UNSEEN, Cell
from components.upload.problems import BadCell, shortened
from components.upload.tables import Table


class Sheet:
    """A table being validated: `problems` collects what is wrong, `bad_places` the rows to leave out."""

    def __init__(self, table: Table):
        self.table = table
        self.problems: list[BadCell] = []
        self.bad_places: set[int] = set()

    def cells(self, role: str) -> list[Cell]:
        """The cells of a role; blanks when the table has no such column."""
        return self.table.cells(self.table.with_role(role))

    def refuse(self, place: int, role: str, reason: str, dropped: bool = True) -> None:
        """Name a cell; the row is left out unless `dropped` is False."""
        column = self.table.with_role(role)
        value = str(self.table.rows[place][column.place]) if column else ""
        name = column.name if column else role
        number = self.table.numbers[place]
        self.problems.append(BadCell(number, name, shortened(value), reason, dropped, self.table.file))
        if dropped:
            self.bad_places.add(place)

    def names(self, place: int, role: str) -> bool:
        """Whether a fault of this cell has been named."""
        column = self.table.with_role(role)
        name, number = column.name if column else role, self.table.numbers[place]
        return any(bad.row == number and bad.column == name for bad in self.problems)

    def read(self, role: str, reader: Callable[[str], Any], blank: Any) -> list[Any]:
        """Each cell through `reader`, equal cells once; `blank` for empty cells and bad ones."""
        known: dict[str, Any] = {"": blank}
        values = []
        for place, typed in enumerate(self.cells(role)):
            cell = str(typed)
            if cell not in known:
                try:
                    if cell in UNSEEN:
                        raise ValueError(UNSEEN[cell])
                    known[cell] = reader(cell)
                except ValueError as reason:
                    known[cell] = reason
            if isinstance(known[cell], ValueError):
                self.refuse(place, role, str(known[cell]))
            values.append(blank if isinstance(known[cell], ValueError) else known[cell])
        return values


def problem_table(problems: Iterable[BadCell]) -> pd.DataFrame:
    """Every fault as a row: file (where several were read), row, column, value, reason."""
    ordered = sorted(problems)
    frame = pd.DataFrame(
        [(bad.file, bad.row or None, bad.column, bad.value, bad.reason) for bad in ordered],
        columns=["file", "row", "column", "value", "reason"],
    )
    return frame if frame["file"].nunique() > 1 else frame.drop(columns="file")
