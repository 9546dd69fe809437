"""Tables that belong to the user: own listings, refreshed prices, refused rows.

They live beside the bundled tables, survive every rebuild of those, and are
joined to them by `join_user_tables`.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

log = logging.getLogger(__name__)

USER_TABLES: dict[str, tuple[dict[str, type], object]] = {
    "user_listings": (
        {
            "symbol": str, "company": str, "name": str, "name_zh": str, "aliases": str,
            "colour": str, "exchange": str, "currency": str, "benchmark": str,
            "shares_per_unit": int, "added_at": str,
        },
        "symbol",
    ),
    "refreshed_prices": (
        {
            "symbol": str, "date": str, "open": float, "high": float, "low": float,
            "close": float, "volume": int, "fetched_at": str,
        },
        ("symbol", "date"),
    ),
    "refreshed_actions": (
        {
            "symbol": str, "ex_date": str, "kind": str, "amount_per_share": float,
            "currency": str, "fetched_at": str,
        },
        ("symbol", "ex_date", "kind"),
    ),
    "quarantine": (
        {
            "symbol": str, "date": str, "open": float, "high": float, "low": float,
            "close": float, "volume": int, "reason": str, "fetched_at": str,
        },
        ("symbol", "date"),
    ),
}


def create_user_tables(db: Database) -> None:
    for name, (columns, key) in USER_TABLES.items():
        db[name].create(columns, pk=key, strict=True, if_not_exists=True)


def join_user_tables(db: Database) -> None:
    """Derive what the app reads from the bundled and the user's tables."""


def version_of(db: Database, tables_hash: str) -> str:
    """12 hex digits: the tables' hash, changed by what the user's tables hold."""
    digest = hashlib.sha256()
    empty = True
    for name, (columns, key) in USER_TABLES.items():
        names = [column for column in columns if column not in ("fetched_at", "added_at")]
        order = key if isinstance(key, str) else ", ".join(key)
        for row in db.execute(f"SELECT {', '.join(names)} FROM {name} ORDER BY {order}"):
            digest.update(json.dumps([name, *row]).encode())
            empty = False
    if empty:
        return tables_hash
    digest.update(tables_hash.encode())
    return digest.hexdigest()[:12]


def salvage(damaged: Path, target: Path) -> None:
    """Copy what can be read of the user's tables from a damaged database."""
    from sqlite_utils import Database

    db = Database(target)
    try:
        with db.atomic():
            create_user_tables(db)
        for name, (columns, _) in USER_TABLES.items():
            names = ", ".join(columns)
            marks = ", ".join("?" for _ in columns)
            try:
                source = sqlite3.connect(f"{damaged.as_uri()}?mode=ro", uri=True)
                try:
                    rows = source.execute(f"SELECT {names} FROM {name}").fetchall()
                finally:
                    source.close()
                with db.atomic():
                    db.conn.executemany(f"INSERT OR IGNORE INTO {name} VALUES ({marks})", rows)
            except sqlite3.Error as error:
                log.warning("%s could not be read from the damaged database: %s", name, error)
    finally:
        db.close()
