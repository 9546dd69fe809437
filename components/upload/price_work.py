"""What a table of prices is being read into: its lines of prices, and what was found wrong or open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from components.upload.grid import Cell
from components.upload.problems import Answers, BadCell, Question, shortened
from components.upload.shares import Directory, Share
from components.upload.tables import Column, Table

if TYPE_CHECKING:
    from data import Snapshot


ROW = ("symbol", "date", "close", "adj_close", "exchange", "company", "label", "written", "row", "file")


@dataclass(frozen=True)
class PriceLine:
    """Prices of one column of the table: whose they are in each row is in `shares`, where one share
    holds for all it is `share`."""

    close: Column | None
    adjusted: Column | None
    share: Share | None = None
    written: str = ""


@dataclass
class PriceWork:
    """A table on its way to rows: what may be asked of it, and what was found wrong, odd or open so far."""

    table: Table
    directory: Directory
    snapshot: Snapshot
    answers: Answers
    problems: list[BadCell] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)

    def refuse(self, place: int, column: str, value: Cell, reason: str, dropped: bool = True) -> None:
        self.problems.append(
            BadCell(
                self.table.numbers[place], column, shortened(str(value)), reason, dropped, self.table.file
            )
        )
