"""What changed between two states of the record, cell by cell.

A row of a table is known by its key; a changed cell is a row of changes with its old and
new text. A row that came or went has no column: `new` or `old` then says `a row`. The
total-return closes of listings follow from closes and payments, and are left out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from data.curated import COLUMNS, read_tables
from data.violations import RecordUnavailable

KEYS: dict[str, tuple[str, ...]] = {
    "events.csv": ("id",),
    "sources.csv": ("event_id", "url"),
    "actors.csv": ("code",),
    "companies.csv": ("company",),
    "other_firms.csv": ("firm",),
    "listings.csv": ("symbol",),
    "benchmarks.csv": ("symbol",),
    "controls.csv": ("symbol",),
    "corporate_actions.csv": ("symbol", "ex_date", "kind"),
    "share_counts.csv": ("company", "as_of", "scope"),
    "day0_exceptions.csv": ("event_id", "exchange"),
}
"""Curated tables whose changes are recorded, with the columns that name a row for good."""
SERIES_COLUMNS = {
    "prices/": ("open", "high", "low", "close", "volume"),
    "control_prices/": ("close", "adj_close"),
}
"""Columns of the series, a row each session, whose changes are recorded."""
UNRECORDED = ("added", "revised", "label", "label_rank", "archived")
"""Columns that say when a row changed, or how it is drawn: no facts of the record."""
WHOLE_ROW = "a row"


class Change(NamedTuple):
    """One cell that differs, or (without a column) a row that came or went."""

    table: str
    key: str
    column: str
    old: str
    new: str


def recorded(name: str, columns: pd.Index) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Key and compared columns of a table; None where changes are not recorded."""
    for folder, compared in SERIES_COLUMNS.items():
        if name.startswith(folder):
            return ("date",), tuple(column for column in compared if column in columns)
    if name not in KEYS:
        return None
    key = KEYS[name]
    return key, tuple(column for column in columns if column not in (*key, *UNRECORDED))


def keyed(name: str, frame: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Rows by key, of the compared columns; the parts of a key are joined by blanks."""
    found = recorded(name, frame.columns)
    if found is None:
        return {}
    key, compared = found
    keys = map(" ".join, zip(*(frame[part] for part in key), strict=True))
    return dict(zip(keys, frame[list(compared)].to_dict("records"), strict=True))


def changes_between(old: dict[str, pd.DataFrame], new: dict[str, pd.DataFrame]) -> Iterator[Change]:
    """Every recorded difference, by table and key. Sessions before or after all of the old
    series, and series that one side lacks, are growth of the record and no change of it."""
    for name in sorted(old.keys() & new.keys()):
        before, after = keyed(name, old[name]), keyed(name, new[name])
        keys = sorted(before.keys() | after.keys())
        if name.startswith(tuple(SERIES_COLUMNS)):
            first, last = min(before, default=""), max(before, default="")
            keys = [key for key in keys if first <= key <= last]
        for key in keys:
            if key not in before:
                yield Change(name, key, "", "", WHOLE_ROW)
            elif key not in after:
                yield Change(name, key, "", WHOLE_ROW, "")
            else:
                for column in [c for c in before[key] if c in after[key]]:
                    if not _same(before[key][column], after[key][column]):
                        yield Change(name, key, column, before[key][column], after[key][column])


def _same(old: str, new: str) -> bool:
    """Equal text, or equal numbers however they are written (`556` and `556.0`)."""
    if old == new:
        return True
    try:
        return float(old) == float(new)
    except ValueError:
        return False


def read_record(place: Path) -> dict[str, pd.DataFrame]:
    """The tables of a folder, or of a database of this project, as text.

    Raises `RecordUnavailable` where neither is found.
    """
    if place.is_dir():
        tables, _ = read_tables(place)
        if tables:
            return tables
    elif place.is_file():
        try:
            return _read_database(place)
        except sqlite3.DatabaseError as error:
            raise RecordUnavailable(f"{place} is no database of the record ({error})") from error
    raise RecordUnavailable(f"{place}: there are neither tables nor a database of the record")


def _read_database(place: Path) -> dict[str, pd.DataFrame]:
    with closing(sqlite3.connect(f"{place.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        held = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if "events" not in held:
            raise RecordUnavailable(f"{place} is no database of the record (it has no events)")

        def table(query: str) -> pd.DataFrame:
            cursor = connection.execute(query)
            rows = [["" if cell is None else _text(cell) for cell in row] for row in cursor]
            return pd.DataFrame(rows, columns=[c[0] for c in cursor.description], dtype=object)

        found = {}
        for file in KEYS:
            name = file.removesuffix(".csv")
            if name in held:
                frame = table(f"SELECT * FROM {name}")
                found[file] = frame[[column for column in COLUMNS[file] if column in frame]]
        if "primary" in found.get("listings.csv", ()):
            found["listings.csv"]["primary"] = found["listings.csv"]["primary"].map({"1": "yes", "0": "no"})
        if "default" in found.get("controls.csv", ()):
            found["controls.csv"]["default"] = found["controls.csv"]["default"].map({"1": "yes", "0": "no"})
        for name, folder in (
            ("prices", "prices/"),
            ("levels", "prices/"),
            ("control_prices", "control_prices/"),
        ):
            if name in held:
                for symbol, rows in table(f"SELECT * FROM {name} ORDER BY symbol, date").groupby("symbol"):
                    found[f"{folder}{symbol}.csv"] = rows.drop(columns="symbol")
        return found


def _text(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
