"""What is wrong in a table, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Violation:
    """One broken rule.

    `row` is the line a spreadsheet shows (the header is row 1), 0 when the
    rule is about the whole file; `column` and `value` are empty then too.
    """

    file: str
    row: int
    column: str
    value: str
    rule: str

    def __str__(self) -> str:
        place = self.file
        if self.row:
            place += f", row {self.row}"
        if self.column:
            place += f", column {self.column}"
        shown = f', value "{self.value}"' if self.column else ""
        return f"{place}{shown}: {self.rule}"


class RecordUnavailable(Exception):
    """No record can be had, or none written, for a reason that its one text tells."""


class BrokenTables(RecordUnavailable):
    """The tables break rules and there is no earlier good database to serve."""

    def __init__(self, violations: Sequence[Violation]):
        self.violations = tuple(violations)
        lines = "\n".join(f"  {violation}" for violation in self.violations)
        super().__init__(f"{len(self.violations)} violation(s) in the tables:\n{lines}")
