"""All rules at once: `python -m data check`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from data.curated import Tables, read_tables, typed
from data.markup import WHAT
from data.paths import TABLES
from data.seals import untold_changes
from data.violations import Violation


def check_folder(folder: Path = TABLES) -> list[Violation]:
    """Every violation in the tables of `folder`, by file, row and column.

    Once all other rules hold: every change since the last edition that no row of
    `changes.csv` tells. A database may still be built from such tables.
    """
    tables, violations = read_tables(folder)
    found = sorted({*violations, *check_tables(tables)})
    return found or sorted(untold_changes(tables))


def check_tables(tables: Tables) -> list[Violation]:
    """Every violation in readable tables (text as written, indexed by row).

    A cell that its own column refuses is not reported by other rules again.
    """
    from data.rules import RULES

    cells = {violation for name, frame in tables.items() for violation in check_cells(name, frame)}
    refused = {(violation.file, violation.row, violation.column) for violation in cells}
    parsed = {name: typed(frame) for name, frame in tables.items()}
    joint = {
        violation
        for rule, needed in RULES
        if all(name in parsed for name in needed)
        for violation in rule(parsed)
        if (violation.file, violation.row, violation.column) not in refused
    }
    return sorted(cells | joint)


def check_cells(name: str, frame: pd.DataFrame) -> list[Violation]:
    """Cells that their table's pandera model refuses."""
    from pandera.errors import SchemaErrors

    from data.schemas import model_of

    model = model_of(name, frame.columns)
    try:
        model.validate(frame, lazy=True)
    except SchemaErrors as errors:
        descriptions = {column: field.description for column, field in model.to_schema().columns.items()}
        return sorted(
            {_violation(name, failure, descriptions) for failure in errors.failure_cases.itertuples()}
        )
    return []


def _violation(name: str, failure: Any, descriptions: dict[str, str]) -> Violation:
    check, column = str(failure.check), str(failure.column)
    if check == "exists":
        rule = "no such day in the calendar"
    elif check == "plain_words":
        rule = f"must be {WHAT}"
    elif check == "field_uniqueness":
        rule = "used more than once"
    elif "multiple_fields_uniqueness" in check:
        rule = "the same row appears twice"
    else:
        rule = f"must be {descriptions[column]}"
    return Violation(name, int(failure.index), column, str(failure.failure_case), rule)
