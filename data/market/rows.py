"""Single rows, changed by hand: replaced or dropped, with the old value kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from data import store
from data.manifest import touch_user_tables
from data.market import clock
from data.market.plan import BY_HAND, DROPPED
from data.paths import database_path
from data.store_user import QUOTES

CURATED = """SELECT {fields} FROM {table} WHERE symbol = ? AND date = ? AND source = 'bundled'"""


def replace_row(symbol: str, date: str, close: float, path: Path | None = None) -> None:
    """Put another close into a stored row; later refreshes leave it alone.

    Open, high and low are stretched or kept so that the close lies within.
    `close` in the listing's currency, as traded. Raises KeyError when there is
    no such row and ValueError for a close that is not positive and finite.
    """
    if not 0 < close < float("inf"):
        raise ValueError(f"close {close:g}: must be a positive number")
    path = database_path(path)
    with store.exclusive(path), store.writing(path) as connection:
        before = _curated(connection, symbol, date) or _refreshed(connection, symbol, date)
        if before is None:
            raise KeyError(f"there is no stored row of {symbol} on {date}")
        opened, high, low, _, volume = before
        high = None if high is None else max(high, close)
        low = None if low is None else min(low, close)
        store_row(connection, symbol, date, (opened, high, low, close, volume), BY_HAND, _stamp())
        touch_user_tables(connection)


def drop_row(symbol: str, date: str, path: Path | None = None) -> None:
    """Forget a refreshed row; the next refresh asks for it again.

    Raises KeyError when there is no such row and ValueError for a bundled one.
    """
    path = database_path(path)
    with store.exclusive(path), store.writing(path) as connection:
        if _curated(connection, symbol, date) is not None:
            raise ValueError(
                f"the row of {symbol} on {date} is a curated one: it can be replaced, not dropped"
            )
        before = _refreshed(connection, symbol, date)
        if before is None:
            raise KeyError(f"there is no refreshed row of {symbol} on {date}")
        record_change(connection, symbol, date, "close", before[3], None, DROPPED, _stamp())
        connection.execute("DELETE FROM refreshed_prices WHERE symbol = ? AND date = ?", (symbol, date))
        touch_user_tables(connection)


def store_row(
    connection: sqlite3.Connection,
    symbol: str,
    date: str,
    quotes: Sequence[float | None],
    kind: str,
    stamp: str,
) -> None:
    """Store open, high, low, close, volume of a session, whatever stood there.

    A curated row is not overwritten: its change is recorded and applied to the
    joined tables. A refreshed row is replaced and the old values recorded.
    """
    curated = _curated(connection, symbol, date)
    before = curated or _refreshed(connection, symbol, date)
    source = "bundled" if curated else "yahoo"
    for field, old, new in zip(QUOTES, before or quotes, quotes, strict=True):
        if old != new and new is not None:
            record_change(connection, symbol, date, field, old, new, kind, stamp, source)
    if not curated:
        connection.execute(
            "INSERT OR REPLACE INTO refreshed_prices VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (symbol, date, *quotes, stamp),
        )


def record_change(
    connection: sqlite3.Connection,
    symbol: str,
    date: str,
    field: str,
    old: float | None,
    new: float | None,
    kind: str,
    stamp: str,
    source: str = "yahoo",
) -> None:
    """Keep what a change replaces. `source`: whose value it was."""
    connection.execute(
        "INSERT INTO price_changes VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)",
        (symbol, date, field, old, new, kind, source, stamp),
    )


def is_gap_of_curated(connection: sqlite3.Connection, symbol: str, date: str) -> bool:
    """Whether the curated rows run past `date` without one on it: a row stored
    there would not count (an older edition's refresh may have kept one aside)."""
    later = connection.execute(
        "SELECT 1 FROM prices WHERE symbol = ? AND date > ? AND source = 'bundled' "
        "UNION ALL SELECT 1 FROM levels WHERE symbol = ? AND date > ? AND source = 'bundled' LIMIT 1",
        (symbol, date, symbol, date),
    ).fetchone()
    return later is not None and _curated(connection, symbol, date) is None


def _curated(connection: sqlite3.Connection, symbol: str, date: str) -> tuple[float | None, ...] | None:
    fields = ", ".join(QUOTES)
    row = connection.execute(CURATED.format(fields=fields, table="prices"), (symbol, date)).fetchone()
    if row is None:
        level = CURATED.format(fields="NULL, NULL, NULL, close, NULL", table="levels")
        row = connection.execute(level, (symbol, date)).fetchone()
    return None if row is None else tuple(row)


def _refreshed(connection: sqlite3.Connection, symbol: str, date: str) -> tuple[float | None, ...] | None:
    query = f"SELECT {', '.join(QUOTES)} FROM refreshed_prices WHERE symbol = ? AND date = ?"
    row = connection.execute(query, (symbol, date)).fetchone()
    return None if row is None else tuple(row)


def _stamp() -> str:
    return clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
