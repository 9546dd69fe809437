"""What a whole database holds: its tables with their columns, rows and keys, and its version.

Every transaction that changes the record ends by counting its rows into the table `manifest`.
A database whose tables say otherwise was cut, edited by hand or half restored: it is repaired
before it is served, however sound SQLite finds its pages.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from data.store_user import USER_TABLES, join_user_tables, version_of

NAME = "manifest"
_CREATE = f"CREATE TABLE IF NOT EXISTS {NAME} (name TEXT PRIMARY KEY, rows INTEGER NOT NULL) STRICT"


def _tables() -> dict[str, dict[str, type]]:
    """Every table with its columns, the user's too."""
    from data.store_schema import BUNDLED

    bundled = {name: parts[0] for name, parts in BUNDLED.items()}
    return bundled | {name: parts[0] for name, parts in USER_TABLES.items()}


def touch_user_tables(connection: sqlite3.Connection) -> None:
    """Call at the end of every transaction that changed a user's table: joins
    the change to the record and gives it a new version."""
    join_user_tables(connection)
    (tables_hash,) = connection.execute("SELECT value FROM meta WHERE key = 'tables'").fetchone()
    connection.execute(
        "UPDATE meta SET value = ? WHERE key = 'version'", (version_of(connection, tables_hash),)
    )
    write_manifest(connection)


def write_manifest(connection: sqlite3.Connection) -> None:
    """Count the rows of every table; the last act of a transaction."""
    connection.execute(_CREATE)
    connection.execute(f"DELETE FROM {NAME}")
    for name in _tables():
        connection.execute(f"INSERT INTO {NAME} SELECT '{name}', count(*) FROM {name}")


def has_manifest(connection: sqlite3.Connection) -> bool:
    """Whether there is one: a database from before there was one is built anew, which is no fault."""
    found = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return connection.execute(found, (NAME,)).fetchone() is not None


def counted_rows(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table should have; {} where that cannot be read."""
    try:
        return dict(connection.execute(f"SELECT name, rows FROM {NAME}"))
    except sqlite3.Error:
        return {}


def faults(connection: sqlite3.Connection) -> tuple[str, ...]:
    """What is not as it should be, a phrase each; () for a whole database. Pages are SQLite's to check."""
    return tuple(_faults(connection))


def _faults(connection: sqlite3.Connection) -> Iterator[str]:
    wanted = counted_rows(connection)
    missing = False
    for name, columns in _tables().items():
        found = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
        if not found:
            missing = True
            yield f"no table {name}"
        elif lost := set(columns) - set(found):
            missing = True
            yield f"table {name} without its column {', '.join(sorted(lost))}"
        elif name not in wanted:
            yield f"table {name} is not in the manifest"
        else:
            (rows,) = connection.execute(f"SELECT count(*) FROM {name}").fetchone()
            if rows != wanted[name]:
                yield f"table {name} has {rows:,} of {wanted[name]:,} rows"
    if missing:
        return
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(1):
        yield f"rows of {table} without their row of {parent}"
    said = dict(connection.execute("SELECT key, value FROM meta"))
    for key in ("format", "tables", "version"):
        if key not in said:
            yield f"no {key} in meta"
    if "tables" in said and said.get("version") not in (None, version_of(connection, said["tables"])):
        yield "its version is not that of its rows"
