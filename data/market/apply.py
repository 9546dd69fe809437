"""Accepted rows into the database, in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from data import store
from data.market.report import Report, as_json
from data.market.verify import Verdict
from data.paths import database_path
from data.store_user import touch_user_tables


def apply(
    path: Path, verdicts: Sequence[Verdict], report: Report, fetched_at: str,
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
                    (verdict.symbol, f"{action.ex_date:%Y-%m-%d}", action.kind,
                     float(action.amount_per_share), verdict.currency, fetched_at)
                    for action in verdict.actions.itertuples()
                ],
            )
            connection.executemany(
                "INSERT OR REPLACE INTO quarantine VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (*row, reason, fetched_at)
                    for row, reason in zip(
                        price_rows(verdict.symbol, verdict.quarantined),
                        verdict.quarantined.reason, strict=True,
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
        (symbol, f"{row.Index:%Y-%m-%d}", number(row.open), number(row.high), number(row.low),
         number(row.close), None if pd.isna(row.volume) else int(row.volume))
        for row in rows.itertuples()
    ]


def confirm_quarantined(symbol: str, date: str, path: Path | None = None) -> None:
    """Believe a row kept aside: store it after all.

    Raises KeyError when no such row waits, ValueError when it has no close.
    """
    with store.exclusive(database_path(path)), store.writing(database_path(path)) as connection:
        row = connection.execute(
            "SELECT symbol, date, open, high, low, close, volume, fetched_at FROM quarantine "
            "WHERE symbol = ? AND date = ?", (symbol, date),
        ).fetchone()
        if row is None:
            raise KeyError(f"no row of {symbol} on {date} is kept aside")
        if row[5] is None or row[5] <= 0:
            raise ValueError(f"the row of {symbol} on {date} has no usable close; it can only be dropped")
        connection.execute("INSERT OR IGNORE INTO refreshed_prices VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        connection.execute("DELETE FROM quarantine WHERE symbol = ? AND date = ?", (symbol, date))
        touch_user_tables(connection)


def drop_quarantined(symbol: str, date: str, path: Path | None = None) -> None:
    """Forget a row kept aside. Raises KeyError when no such row waits."""
    with store.exclusive(database_path(path)), store.writing(database_path(path)) as connection:
        gone = connection.execute("DELETE FROM quarantine WHERE symbol = ? AND date = ?", (symbol, date))
        if gone.rowcount == 0:
            raise KeyError(f"no row of {symbol} on {date} is kept aside")
        touch_user_tables(connection)
