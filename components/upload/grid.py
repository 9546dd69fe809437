"""What a file holds before anything is understood: sheets of cells, as the bounded child hands them on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Cell = str | int | float
"""Text, or a number that the file itself types as one. Dates that a file types come as ISO text."""

EMPTY_FORMULA = "=∅"
"""Stands in a cell whose formula was saved without its value."""
ERROR_CELL = "=#ERROR"
"""Stands in a cell that shows a spreadsheet's error such as #N/A."""
UNSEEN = {
    EMPTY_FORMULA: "holds a formula whose value was not saved: open the file in a spreadsheet program and "
    "save it again",
    ERROR_CELL: "shows a spreadsheet’s error such as #N/A or #REF!",
}


@dataclass(frozen=True)
class SheetCells:
    """rows: (row number as a spreadsheet counts, cells); blank rows left out. hidden: not shown."""

    name: str
    rows: list[tuple[int, list[Cell]]]
    hidden: bool = False


@dataclass(frozen=True)
class Grid:
    """kind: "text", "workbook", "stata", "json" or "html": words about faults suit the kind.
    encoding, encodings: how a text was read, and all its plausible readings; "" and () otherwise.
    notes: how the file was read, for the uploader to check."""

    kind: str
    sheets: list[SheetCells]
    notes: list[str]
    encoding: str = ""
    encodings: tuple[str, ...] = ()
    delimiter: str = ""

    def as_json(self) -> dict[str, Any]:
        return vars(self) | {"sheets": [vars(sheet) for sheet in self.sheets]}

    @classmethod
    def from_json(cls, made: dict[str, Any]) -> Grid:
        sheets = [
            SheetCells(one["name"], [(number, cells) for number, cells in one["rows"]], one["hidden"])
            for one in made["sheets"]
        ]
        return cls(**made | {"sheets": sheets, "encodings": tuple(made["encodings"])})


def letters(place: int) -> str:
    """A column's name in a spreadsheet: A, B, … AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name
