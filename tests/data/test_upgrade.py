"""A database that the first edition built becomes one of this edition; what its user added stays.

`first_edition.sql` is the layout of such a database, with its version and without the curated rows.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from data import store
from data.snapshot_reading import open_snapshot

LAYOUT = Path(__file__).with_name("first_edition.sql")
ADDED = {
    "user_listings": [
        (
            "NTES", "NetEase", "NetEase", "网易", "", "#5A5A5A",
            "XNAS", "USD", "GSPC", 5, "2025-12-01T09:00:00+00:00",
        ),
    ],
    "refreshed_prices": [
        ("NTES", "2025-11-28", 130.0, 132.0, 129.0, 131.5, 1000, "2025-12-01T09:00:00+00:00"),
        ("NTES", "2025-12-01", 131.0, 133.0, 130.0, 132.5, 1100, "2025-12-01T09:00:00+00:00"),
        ("0700.HK", "2025-07-02", 500.0, 510.0, 499.0, 505.0, 9, "2025-12-01T09:00:00+00:00"),
        ("0700.HK", "2026-08-24", 600.0, 610.0, 599.0, 605.0, 9, "2026-08-24T09:00:00+00:00"),
        ("HSI", "2026-08-24", None, None, None, 26000.0, None, "2026-08-24T09:00:00+00:00"),
    ],
    "refreshed_actions": [("NTES", "2025-11-28", "cash dividend", 0.5, "USD", "2025-12-01T09:00:00+00:00")],
    "quarantine": [
        ("3690.HK", "2025-11-28", None, None, None, 50.0, None, "a move of 45%", "2025-12-01T09:00:00+00:00"),
    ],
    "refresh_log": [("2025-12-01T09:00:00+00:00", "{}")],
}  # fmt: skip


@pytest.fixture
def first_edition(tmp_path: Path) -> Path:
    path = tmp_path / "crackdown.db"
    with closing(sqlite3.connect(path)) as database:
        database.executescript(LAYOUT.read_text(encoding="utf-8"))
        for table, rows in ADDED.items():
            marks = ", ".join("?" for _ in rows[0])
            database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        database.commit()
    return path


def test_nothing_that_a_user_added_is_lost(first_edition, snapshot):
    assert store.ensure(first_edition) == ()
    with store.reading(first_edition) as connection:
        for table, rows in ADDED.items():
            assert connection.execute(f"SELECT * FROM {table}").fetchall() == rows, table
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    upgraded = open_snapshot(first_edition)
    assert list(upgraded.events.index) == list(snapshot.events.index)
    assert len(upgraded.changes) == len(snapshot.changes) and len(upgraded.controls)
    assert upgraded.version != snapshot.version, "its own prices are part of what it is"
    assert upgraded.listings.at["NTES", "ring"] == 3
    assert upgraded.quarantine["symbol"].tolist() == ["3690.HK"]


def test_curated_sessions_win_and_later_ones_follow(first_edition, snapshot):
    store.ensure(first_edition)
    tencent = open_snapshot(first_edition).ohlc("0700.HK")["close"]
    curated = snapshot.ohlc("0700.HK")["close"]
    assert tencent["2025-07-02"] == curated["2025-07-02"] != 505.0
    assert tencent.index[-1].date().isoformat() == "2026-08-24" and tencent.iloc[-1] == 605.0
