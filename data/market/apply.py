"""Accepted rows into the database, in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from data import store
from data.market.report import Report, as_json
from data.market.verify import A_MOVE, LARGEST_MOVE, Verdict
from data.paths import database_path
from data.store_user import touch_user_tables


def apply(
    path: Path,
    verdicts: Sequence[Verdict],
    report: Report,
    fetched_at: str,
    first: Callable[[sqlite3.Connection], object] = lambda connection: None,
) -> None:
    """Store everything that the verdicts accept or keep aside, and the report.

    Rows already stored stay as they are. `first` may write in the same
    transaction before. Readers see all of it or none.
    """
    with store.exclusive(path), store.writing(path) as connection:
        first(connection)
        for verdict in verdicts:
            connection.executemany(
                "INSERT OR IGNORE INTO refreshed_prices VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [(*row, fetched_at) for row in price_rows(verdict.symbol, verdict.rows)],
            )
            connection.executemany(
                "INSERT OR IGNORE INTO refreshed_actions VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (
                        verdict.symbol,
                        f"{action.ex_date:%Y-%m-%d}",
                        action.kind,
                        float(action.amount_per_share),
                        verdict.currency,
                        fetched_at,
                    )
                    for action in verdict.actions.itertuples()
                ],
            )
            connection.executemany(
                "INSERT OR REPLACE INTO quarantine VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (*row, reason, fetched_at)
                    for row, reason in zip(
                        price_rows(verdict.symbol, verdict.quarantined),
                        verdict.quarantined.reason,
                        strict=True,
                    )
                ],
            )
        # A row that has since been accepted needs no look any more.
        connection.execute(
            "DELETE FROM quarantine WHERE (symbol, date) IN (SELECT symbol, date FROM refreshed_prices)"
        )
        connection.execute("INSERT INTO refresh_log VALUES (?, ?)", (fetched_at, as_json(report)))
        touch_user_tables(connection)


def price_rows(symbol: str, rows: pd.DataFrame) -> list[tuple]:
    """(symbol, date, open, high, low, close, volume), None where unknown."""

    def number(value):
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
    that waited only because they moved too far from the close before it. The
    number of rows stored.

    Raises KeyError when no such row waits, ValueError when it has no close.
    """
    with store.exclusive(database_path(path)), store.writing(database_path(path)) as connection:
        row = connection.execute(
            "SELECT close FROM quarantine WHERE symbol = ? AND date = ?", (symbol, date)
        ).fetchone()
        if row is None:
            raise KeyError(f"no row of {symbol} on {date} is kept aside")
        if row[0] is None or row[0] <= 0:
            raise ValueError(f"the row of {symbol} on {date} has no usable close; it can only be dropped")
        _release(connection, symbol, date)
        released = 1 + _release_followers(connection, symbol, date)
        touch_user_tables(connection)
    return released


def _release(connection: sqlite3.Connection, symbol: str, date: str) -> None:
    """Move a row from the quarantine to the refreshed prices."""
    connection.execute(
        "INSERT OR IGNORE INTO refreshed_prices "
        "SELECT symbol, date, open, high, low, close, volume, fetched_at FROM quarantine "
        "WHERE symbol = ? AND date = ?",
        (symbol, date),
    )
    connection.execute("DELETE FROM quarantine WHERE symbol = ? AND date = ?", (symbol, date))


def _release_followers(connection: sqlite3.Connection, symbol: str, date: str) -> int:
    """Judge the moves of later rows again, now that `date` is believed."""
    waiting = connection.execute(
        "SELECT date, close FROM quarantine WHERE symbol = ? AND date > ? AND reason LIKE ? ORDER BY date",
        (symbol, date, f"{A_MOVE}%"),
    ).fetchall()
    released = 0
    for day, close in waiting:
        before, believed = connection.execute(
            "SELECT date, close FROM refreshed_prices WHERE symbol = ? AND date < ? "
            "ORDER BY date DESC LIMIT 1",
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
