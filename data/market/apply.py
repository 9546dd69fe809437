"""Accepted rows into the database, in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from data import store
from data.manifest import touch_user_tables
from data.market.report import Report, as_json
from data.market.rows import is_gap_of_curated, record_change, store_row
from data.market.verify import A_MOVE, LARGEST_MOVE, WAITS, Verdict
from data.paths import database_path
from data.store_user import QUOTES


def apply(
    path: Path,
    verdicts: Sequence[Verdict],
    report: Report,
    fetched_at: str,
    first: Callable[[sqlite3.Connection], object] = lambda connection: None,
) -> None:
    """Store everything that the verdicts accept or keep aside, and the report.

    What is replaced stays in `price_changes`. `first` may write in the same
    transaction before. Readers see all of it or none.
    """
    with store.exclusive(path), store.writing(path) as connection:
        first(connection)
        for verdict in verdicts:
            if verdict.answered_from is not None:
                _apply_one(connection, verdict, fetched_at)
        connection.execute("INSERT INTO refresh_log VALUES (?, ?)", (fetched_at, as_json(report)))
        touch_user_tables(connection)


def _apply_one(connection: sqlite3.Connection, verdict: Verdict, fetched_at: str) -> None:
    symbol = verdict.symbol
    for change in verdict.changes:
        day = f"{change.date:%Y-%m-%d}"
        record_change(connection, symbol, day, change.field, change.old, change.new, change.kind, fetched_at)
        if change.new is None and change.field in QUOTES:
            connection.execute("DELETE FROM refreshed_prices WHERE symbol = ? AND date = ?", (symbol, day))
        elif change.new is None:
            connection.execute(
                "DELETE FROM refreshed_actions WHERE symbol = ? AND ex_date = ? AND kind = ?",
                (symbol, day, change.field),
            )
    connection.executemany(
        "INSERT OR REPLACE INTO refreshed_prices VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(*row, fetched_at) for row in price_rows(symbol, verdict.rows)],
    )
    connection.executemany(
        "INSERT OR REPLACE INTO refreshed_actions VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                symbol,
                f"{action.ex_date:%Y-%m-%d}",
                action.kind,
                float(action.amount_per_share),
                verdict.currency,
                fetched_at,
            )
            for action in verdict.actions.itertuples()
        ],
    )
    # What waits is known anew from the first day of the answer on.
    connection.execute(
        "DELETE FROM quarantine WHERE symbol = ? AND date >= ?", (symbol, f"{verdict.answered_from:%Y-%m-%d}")
    )
    connection.executemany(
        "INSERT OR REPLACE INTO quarantine VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (*row, reason, fetched_at)
            for row, reason in zip(
                price_rows(symbol, verdict.quarantined), verdict.quarantined.reason, strict=True
            )
        ],
    )


def price_rows(symbol: str, rows: pd.DataFrame) -> list[tuple[str | float | None, ...]]:
    """(symbol, date, open, high, low, close, volume), None where unknown."""

    def number(value: float) -> float | None:
        return None if pd.isna(value) else float(value)

    return [
        (
            symbol,
            f"{row.Index:%Y-%m-%d}",
            number(row.open),
            number(row.high),
            number(row.low),
            number(row.close),
            None if pd.isna(row.volume) else int(row.volume),
        )
        for row in rows.itertuples()
    ]


def confirm_quarantined(symbol: str, date: str, path: Path | None = None) -> int:
    """Believe a row kept aside: store it after all, and with it the later rows
    that waited only because they moved too far from the close before it, or
    because their whole series did. The number of rows stored.

    Raises KeyError when no such row waits, ValueError when it has no close.
    """
    with store.exclusive(database_path(path)), store.writing(database_path(path)) as connection:
        row = connection.execute(
            "SELECT close, reason FROM quarantine WHERE symbol = ? AND date = ?", (symbol, date)
        ).fetchone()
        if row is None:
            raise KeyError(f"no row of {symbol} on {date} is kept aside")
        if row[0] is None or row[0] <= 0:
            raise ValueError(f"the row of {symbol} on {date} has no usable close; it can only be dropped")
        if is_gap_of_curated(connection, symbol, date):
            raise ValueError(
                f"the curated rows of {symbol} run past {date} and have none on it; it can only be dropped"
            )
        _release(connection, symbol, date)
        released = 1 + _release_waiting(connection, symbol, date, row[1])
        released += _release_followers(connection, symbol, date)
        touch_user_tables(connection)
    return released


def _release(connection: sqlite3.Connection, symbol: str, date: str) -> None:
    """Move a row from the quarantine to where it counts."""
    *quotes, fetched_at = connection.execute(
        f"SELECT {', '.join(QUOTES)}, fetched_at FROM quarantine WHERE symbol = ? AND date = ?",
        (symbol, date),
    ).fetchone()
    store_row(connection, symbol, date, quotes, "confirmed", fetched_at)
    connection.execute("DELETE FROM quarantine WHERE symbol = ? AND date = ?", (symbol, date))


def _release_waiting(connection: sqlite3.Connection, symbol: str, date: str, reason: str) -> int:
    """Believe the later rows of a series that waited as a whole."""
    if not reason.startswith(WAITS):
        return 0
    waiting = connection.execute(
        "SELECT date FROM quarantine WHERE symbol = ? AND date > ? AND reason = ?", (symbol, date, reason)
    ).fetchall()
    for (day,) in waiting:
        _release(connection, symbol, day)
    return len(waiting)


def _release_followers(connection: sqlite3.Connection, symbol: str, date: str) -> int:
    """Judge the moves of later rows again, now that `date` is believed."""
    waiting = connection.execute(
        "SELECT date, close FROM quarantine WHERE symbol = ? AND date > ? AND reason LIKE ? ORDER BY date",
        (symbol, date, f"{A_MOVE}%"),
    ).fetchall()
    released = 0
    for day, close in waiting:
        before, believed = connection.execute(
            """SELECT date, close FROM (
                 SELECT symbol, date, close FROM refreshed_prices
                 UNION ALL SELECT symbol, date, close FROM prices WHERE source = 'bundled'
                 UNION ALL SELECT symbol, date, close FROM levels WHERE source = 'bundled')
               WHERE symbol = ? AND date < ? AND close IS NOT NULL ORDER BY date DESC LIMIT 1""",
            (symbol, day),
        ).fetchone()
        ratios = connection.execute(
            "SELECT amount_per_share FROM refreshed_actions "
            "WHERE symbol = ? AND kind = 'split' AND ex_date > ? AND ex_date <= ?",
            (symbol, before, day),
        )
        for (ratio,) in ratios:
            believed /= ratio
        if abs(close / believed - 1) <= LARGEST_MOVE:
            _release(connection, symbol, day)
            released += 1
    return released


def drop_quarantined(symbol: str, date: str, path: Path | None = None) -> None:
    """Forget a row kept aside. Raises KeyError when no such row waits."""
    with store.exclusive(database_path(path)), store.writing(database_path(path)) as connection:
        gone = connection.execute("DELETE FROM quarantine WHERE symbol = ? AND date = ?", (symbol, date))
        if gone.rowcount == 0:
            raise KeyError(f"no row of {symbol} on {date} is kept aside")
        touch_user_tables(connection)
