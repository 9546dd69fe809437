"""Copies of the tables and of the database that a test may spoil."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from data import Snapshot, store
from data.day0 import session_closes
from data.market import Report, refresh
from data.paths import TABLES
from tests.data.yahoo_server import FakeYahoo


class TablesCopy:
    """A folder of tables, edited cell by cell as a curator would."""

    def __init__(self, folder: Path):
        self.folder = folder

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


@pytest.fixture
def tables(tmp_path: Path) -> TablesCopy:
    shutil.copytree(TABLES, tmp_path / "tables")
    return TablesCopy(tmp_path / "tables")


@pytest.fixture
def own_database(tmp_path: Path, snapshot: Snapshot) -> Path:
    """A fresh copy of the built database."""
    path = tmp_path / "own" / "crackdown.db"
    path.parent.mkdir()
    store.export_copy(snapshot.path, path)
    return path


class Market:
    """A database, a server that speaks Yahoo's format and continues its
    closes to the end of July 2025, and a clock on that evening."""

    def __init__(self, path: Path, yahoo: FakeYahoo):
        self.path, self.yahoo = path, yahoo
        self.sessions = yahoo.sessions
        self.now = pd.Timestamp("2025-08-01T02:00Z")
        self.stamp = "2025-08-01T02:00:00Z"

    def refresh(self, **options) -> Report:
        return refresh(path=self.path, **{"now": self.now, **options})


def stored_closes(snapshot: Snapshot) -> dict[str, pd.Series]:
    closes = {symbol: snapshot.ohlc(symbol).close for symbol in snapshot.listings.index}
    for symbol, yahoo in snapshot.benchmark_names.yahoo.items():
        closes[yahoo] = snapshot.benchmarks[symbol].dropna()
    return closes


@pytest.fixture
def market(own_database: Path, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Market]:
    days = {
        exchange: session_closes(
            exchange, pd.Timestamp("2020-01-02").date(), pd.Timestamp("2025-07-31").date()
        ).index
        for exchange in ("XHKG", "XNYS")
    }
    with FakeYahoo(days) as yahoo:
        yahoo.closes = stored_closes(snapshot)
        monkeypatch.setenv("CRACKDOWN_YAHOO_URL", yahoo.url)
        monkeypatch.setattr("data.market.session.PAUSE_SECONDS", 0.0)
        monkeypatch.setattr("data.market.yahoo.BACKOFF_SECONDS", (0.0, 0.0, 0.0))
        monkeypatch.setattr("data.market.yahoo.TIMEOUT_SECONDS", 2.0)
        yield Market(own_database, yahoo)
