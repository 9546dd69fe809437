"""The user's rows, out of a damaged or missing database and into a new one.

Beside the database stands `<database>.own`, a copy of the user's tables, made after every
change of theirs. A table that the database no longer gives whole is completed from it.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Hashable
from contextlib import closing
from pathlib import Path
from typing import Any

from data.manifest import counted_rows
from data.repairs import Rescued
from data.store_user import USER_TABLES, create_user_tables

log = logging.getLogger(__name__)

Row = tuple[Any, ...]


def copy_place(path: Path) -> Path:
    return path.with_name(path.name + ".own")


def keep_copy(path: Path) -> None:
    """Copy the user's tables of the database at `path` to the place beside it, all or nothing.

    A copy that cannot be made is logged: what was to be stored is stored.
    """
    target = copy_place(path)
    part = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        with closing(_to_read(path)) as source:
            rows = {name: _all(source, name)[0] for name in USER_TABLES}
        if not any(rows.values()) and not target.exists():
            return
        part.unlink(missing_ok=True)
        _write(part, rows)
        os.replace(part, target)
    except (OSError, sqlite3.Error) as error:
        log.error("No copy of the user's rows could be made at %s: %s", target, error)
    finally:
        try:
            part.unlink(missing_ok=True)
        except OSError:
            log.debug("%s stays behind", part)


def carry_over(path: Path, target: Path) -> tuple[Rescued, ...]:
    """Into the new file `target`, all of a user's rows that the file at `path` or its copy gives.

    What the file gives whole is taken as it is; the rest is completed from the copy.
    """
    rows, told = {}, []
    for name in USER_TABLES:
        own, whole, wanted = _of_file(path, name)
        merged = {_key(name, row): row for row in own}
        if not whole:
            copied, whole, _ = _of_file(copy_place(path), name)
            for row in copied:
                merged.setdefault(_key(name, row), row)
            whole = whole and len(merged) >= wanted
        rows[name] = list(merged.values())
        told.append(Rescued(name, len(own), len(merged) - len(own), whole))
    _write(target, rows)
    return tuple(told)


def in_place(connection: sqlite3.Connection) -> tuple[Rescued, ...]:
    """What an open, readable database holds of a user's rows."""
    wanted, told = counted_rows(connection), []
    for name in USER_TABLES:
        rows, whole = _all(connection, name)
        told.append(Rescued(name, len(rows), 0, whole and len(rows) >= wanted.get(name, 0)))
    return tuple(told)


def _key(name: str, row: Row) -> Hashable:
    columns, key = USER_TABLES[name]
    if key is None:
        return row
    names = list(columns)
    return tuple(row[names.index(part)] for part in ([key] if isinstance(key, str) else key))


def _of_file(file: Path, name: str) -> tuple[list[Row], bool, int]:
    """The rows of a user's table in a file, whether they are all, and how many there should be at least."""
    if not file.exists():
        return [], False, 0
    try:
        with closing(_to_read(file)) as source:
            rows, whole = _all(source, name)
            wanted = counted_rows(source).get(name, 0)
            return rows, whole and len(rows) >= wanted, wanted
    except sqlite3.Error as error:
        log.warning("%s cannot be read: %s", file, error)
        return [], False, 0


def _to_read(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)


def _all(source: sqlite3.Connection, name: str) -> tuple[list[Row], bool]:
    """Every row that can be read, from the beginning and from the end up to what is damaged between."""
    columns = list(USER_TABLES[name][0])
    rows: dict[int, Row] = {}
    for order in ("", " DESC"):
        try:
            for rowid, *cells in source.execute(
                f"SELECT rowid, {', '.join(columns)} FROM {name} ORDER BY rowid{order}"
            ):
                rows[rowid] = tuple(cells)
        except sqlite3.Error as error:
            log.warning("%s cannot be read whole: %s", name, error)
        else:
            return [rows[place] for place in sorted(rows)], True
    return [rows[place] for place in sorted(rows)], False


def _write(target: Path, rows: dict[str, list[Row]]) -> None:
    """A database of the user's tables at `target`, which is new or empty."""
    from sqlite_utils import Database

    db = Database(target)
    try:
        with db.atomic():
            create_user_tables(db)
            for name, found in rows.items():
                marks = ", ".join("?" for _ in USER_TABLES[name][0])
                db.conn.executemany(f"INSERT OR IGNORE INTO {name} VALUES ({marks})", found)
    finally:
        db.close()
