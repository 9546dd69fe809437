"""Copies of the tables and of the database that a test may spoil."""

from __future__ import annotations

import csv
import functools
import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from data import Snapshot, check, store
from data.curated import Tables, read_tables
from data.paths import TABLES
from data.violations import Violation


class TablesCopy:
    """A folder of tables, edited cell by cell as a curator would."""

    def __init__(self, folder: Path):
        self.folder = folder

    @classmethod
    def below(cls, folder: Path) -> TablesCopy:
        shutil.copytree(TABLES, folder / "tables")
        return cls(folder / "tables")

    def rows(self, name: str) -> list[dict[str, str]]:
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def write(self, name: str, rows: list[dict[str, str]]) -> None:
        with (self.folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def edit(self, name: str, row: int, **cells: str) -> dict[str, str]:
        """Set cells of a spreadsheet row (the header is 1); the row as it was."""
        rows = self.rows(name)
        before = dict(rows[row - 2])
        rows[row - 2].update(cells)
        self.write(name, rows)
        return before

    def append(self, name: str, **cells: str) -> int:
        """Add a row like the last one, with these cells; its spreadsheet row."""
        rows = self.rows(name)
        rows.append({**rows[-1], **cells})
        self.write(name, rows)
        return len(rows) + 1

    def remove(self, name: str, row: int) -> dict[str, str]:
        rows = self.rows(name)
        removed = rows.pop(row - 2)
        self.write(name, rows)
        return removed

    def find(self, name: str, **cells: str) -> int:
        """The spreadsheet row of the only row with these cells."""
        (row,) = [
            number
            for number, row in enumerate(self.rows(name), start=2)
            if all(row[column] == cell for column, cell in cells.items())
        ]
        return row


@pytest.fixture(scope="session", autouse=True)
def own_tables_are_checked_once() -> Iterator[None]:
    """Stores are built dozens of times from the project's tables as they are, and most tests of a rule change
    one table of fifty. The verdict on what stays the same stays the same; all else is checked."""
    own, _ = read_tables()
    check_tables, check_cells = check.check_tables, check.check_cells
    verdict = functools.cache(lambda: check_tables(own))
    cells = functools.cache(lambda name: check_cells(name, own[name]))

    def unchanged(name: str, frame: pd.DataFrame) -> bool:
        return name in own and frame.equals(own[name])

    def tables_checked(tables: Tables) -> list[Violation]:
        same = tables.keys() == own.keys() and all(itertools.starmap(unchanged, tables.items()))
        return list(verdict()) if same else check_tables(tables)

    def cells_checked(name: str, frame: pd.DataFrame) -> list[Violation]:
        return list(cells(name)) if unchanged(name, frame) else check_cells(name, frame)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check, "check_tables", tables_checked)
        patch.setattr(check, "check_cells", cells_checked)
        yield


@pytest.fixture
def tables(tmp_path: Path) -> TablesCopy:
    return TablesCopy.below(tmp_path)


@pytest.fixture
def own_database(tmp_path: Path, snapshot: Snapshot) -> Path:
    """A fresh copy of the built database."""
    path = tmp_path / "own" / "crackdown.db"
    path.parent.mkdir()
    store.export_copy(snapshot.path, path)
    return path
