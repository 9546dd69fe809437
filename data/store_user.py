"""Tables that belong to the user: own listings, refreshed prices, refused rows.

They live beside the bundled tables, survive every rebuild of those, and are
joined to them by `join_user_tables`.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from typing import TYPE_CHECKING

import pandas as pd

from data.total_return import total_return_closes

if TYPE_CHECKING:
    from sqlite_utils import Database

USER_TABLES: dict[str, tuple[dict[str, type], str | tuple[str, ...] | None]] = {
    "user_listings": (
        {
            "symbol": str,
            "company": str,
            "name": str,
            "name_zh": str,
            "aliases": str,
            "colour": str,
            "exchange": str,
            "currency": str,
            "benchmark": str,
            "shares_per_unit": int,
            "added_at": str,
        },
        "symbol",
    ),
    "refreshed_prices": (
        {
            "symbol": str,
            "date": str,
            "open": float,
            "high": float,
            "low": float,
            "close": float,
            "volume": int,
            "fetched_at": str,
        },
        ("symbol", "date"),
    ),
    "refreshed_actions": (
        {
            "symbol": str,
            "ex_date": str,
            "kind": str,
            "amount_per_share": float,
            "currency": str,
            "fetched_at": str,
        },
        ("symbol", "ex_date", "kind"),
    ),
    "quarantine": (
        {
            "symbol": str,
            "date": str,
            "open": float,
            "high": float,
            "low": float,
            "close": float,
            "volume": int,
            "reason": str,
            "fetched_at": str,
        },
        ("symbol", "date"),
    ),
    "price_changes": (
        {
            "id": int,
            "symbol": str,
            "date": str,
            "field": str,
            "old": float,
            "new": float,
            "kind": str,
            "source": str,
            "changed_at": str,
        },
        "id",
    ),
    "refresh_log": ({"finished_at": str, "report": str}, None),
}
RECORD_TABLES = ("user_listings", "refreshed_prices", "refreshed_actions", "quarantine", "price_changes")
"""Those whose content is part of the record's version."""
QUOTES = ("open", "high", "low", "close", "volume")


def create_user_tables(db: Database) -> None:
    for name, (columns, key) in USER_TABLES.items():
        db.table(name).create(columns, pk=key, strict=True, if_not_exists=True)


def join_user_tables(connection: sqlite3.Connection) -> None:
    """Derive what the app reads from the bundled and the user's tables.

    Curated rows win: of a bundled listing, only rows and actions after its last
    bundled session come from Yahoo, unless a row of `price_changes` says that
    someone changed a curated quote. Adjusted closes of every series with such
    rows are computed anew from closes and actions, never taken from elsewhere.
    """
    for statement in JOIN_STATEMENTS:
        connection.execute(statement)
    _change_bundled(connection)
    touched = connection.execute(
        """SELECT symbol FROM listings WHERE symbol IN (SELECT symbol FROM refreshed_prices)
           OR symbol IN (SELECT symbol FROM price_changes WHERE source = 'bundled')"""
    ).fetchall()
    for (symbol,) in touched:
        rows = connection.execute(
            "SELECT date, close FROM prices WHERE symbol = ? ORDER BY date", (symbol,)
        ).fetchall()
        actions = pd.DataFrame(
            connection.execute(
                "SELECT ex_date, kind, amount_per_share FROM corporate_actions WHERE symbol = ?",
                (symbol,),
            ).fetchall(),
            columns=["ex_date", "kind", "amount_per_share"],
        )
        actions["ex_date"] = pd.to_datetime(actions.ex_date)
        dates = [date for date, _ in rows]
        closes = pd.Series([close for _, close in rows], index=pd.DatetimeIndex(dates), dtype=float)
        adjusted = total_return_closes(closes, actions).round(4)
        connection.executemany(
            "UPDATE prices SET adj_close = ? WHERE symbol = ? AND date = ?",
            [(value, symbol, date) for value, date in zip(adjusted.tolist(), dates, strict=True)],
        )


def _change_bundled(connection: sqlite3.Connection) -> None:
    """Apply the changes of curated quotes, oldest first.

    Each applies only where the quote still is what the change replaced, so
    that a newer edition of the tables wins over a change of an older one.
    """
    changes = connection.execute(
        "SELECT symbol, date, field, old, new FROM price_changes WHERE source = 'bundled' ORDER BY id"
    ).fetchall()
    for symbol, date, field, old, new in changes:
        for table, fields in (("prices", QUOTES), ("levels", ("close",))):
            if field in fields:
                connection.execute(
                    f"UPDATE {table} SET {field} = ? "
                    f"WHERE symbol = ? AND date = ? AND source = 'bundled' AND {field} IS ?",
                    (new, symbol, date, old),
                )


AFTER_BUNDLED = """
    r.{date} > coalesce((SELECT max(b.date) FROM {table} b
      WHERE b.symbol = r.symbol AND b.source = 'bundled'), '')
"""
JOIN_STATEMENTS = (
    # What was joined before, children first.
    "DELETE FROM prices WHERE source = 'yahoo'",
    "DELETE FROM levels WHERE source = 'yahoo'",
    "DELETE FROM corporate_actions WHERE source = 'yahoo'",
    "DELETE FROM listings WHERE ring = 3",
    "DELETE FROM companies WHERE ring = 3",
    """INSERT OR IGNORE INTO companies
       SELECT company, name, name_zh, 3, colour, aliases FROM user_listings""",
    """INSERT OR IGNORE INTO listings
       SELECT symbol, company, exchange, currency, benchmark, shares_per_unit,
         company NOT IN (SELECT company FROM companies WHERE ring < 3)
           AND symbol = (SELECT symbol FROM user_listings first WHERE first.company = u.company
             ORDER BY rowid LIMIT 1), 3
       FROM user_listings u ORDER BY rowid""",
    f"""INSERT OR IGNORE INTO levels
        SELECT r.symbol, r.date, r.close, 'yahoo', r.fetched_at FROM refreshed_prices r
        WHERE r.symbol IN (SELECT symbol FROM benchmarks)
          AND {AFTER_BUNDLED.format(date="date", table="levels")}""",
    f"""INSERT OR IGNORE INTO prices
        SELECT r.symbol, r.date, r.open, r.high, r.low, r.close, r.close, r.volume, 'yahoo',
          r.fetched_at
        FROM refreshed_prices r WHERE r.symbol IN (SELECT symbol FROM listings)
          AND {AFTER_BUNDLED.format(date="date", table="prices")}""",
    f"""INSERT OR IGNORE INTO corporate_actions
        SELECT r.symbol, r.ex_date, r.kind, r.amount_per_share, r.currency, 'from Yahoo', '', 'yahoo'
        FROM refreshed_actions r WHERE r.symbol IN (SELECT symbol FROM listings)
          AND {AFTER_BUNDLED.format(date="ex_date", table="prices")}""",
)


def version_of(connection: sqlite3.Connection, tables_hash: str) -> str:
    """12 hex digits: the tables' hash, changed by what the user's tables hold."""
    digest = hashlib.sha256()
    empty = True
    for name in RECORD_TABLES:
        columns, key = USER_TABLES[name]
        names = [column for column in columns if column not in ("fetched_at", "added_at", "changed_at")]
        order = ", ".join([key] if isinstance(key, str) else key or ["rowid"])
        for row in connection.execute(f"SELECT {', '.join(names)} FROM {name} ORDER BY {order}"):
            digest.update(json.dumps([name, *row]).encode())
            empty = False
    if empty:
        return tables_hash
    digest.update(tables_hash.encode())
    return digest.hexdigest()[:12]
