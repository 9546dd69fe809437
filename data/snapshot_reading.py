"""The record read out of its database, as one snapshot; a database from an earlier edition opens too."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from data import store
from data.curated import COLUMNS, split_list
from data.late_events import with_later_sessions
from data.snapshot import FIELDS, Snapshot
from data.store_search import COLUMNS as SEARCHED
from data.violations import Violation


def read_snapshot(
    connection: sqlite3.Connection, version: str, path: Path, violations: tuple[Violation, ...]
) -> Snapshot:
    """The record in an open database, all of it read in one transaction."""

    def table(query: str, dates: tuple[str, ...] = (), lists: tuple[str, ...] = ()) -> pd.DataFrame:
        cursor = connection.execute(query)
        frame = pd.DataFrame.from_records(cursor.fetchall(), columns=[c[0] for c in cursor.description])
        for column in dates:
            frame[column] = pd.to_datetime(frame[column], format="%Y-%m-%d")
        for column in lists:
            frame[column] = [split_list(cell) for cell in frame[column]]
        return frame

    events = table(
        "SELECT * FROM events ORDER BY date, id",
        dates=("date", "day0_hk", "day0_us"),
        lists=("actors", "companies", "affects"),
    ).set_index("id")
    events = _with_columns(events.astype({"fine_cny": float, "label_rank": float}), "added", "revised")
    listings = table("SELECT * FROM listings ORDER BY ring, rowid").set_index("symbol")
    listings["primary"] = listings["primary"].astype(bool)
    companies = table("SELECT * FROM companies ORDER BY ring, rowid", lists=("aliases",))
    prices = table("SELECT * FROM prices ORDER BY symbol, date", dates=("date",))
    prices[list(FIELDS)] = prices[list(FIELDS)].astype(float)
    levels = table("SELECT symbol, date, close FROM levels ORDER BY date", dates=("date",))
    benchmark_names = _with_columns(
        table("SELECT * FROM benchmarks ORDER BY rowid", lists=("exchanges",)), "note"
    )
    exceptions = table("SELECT * FROM day0_exceptions ORDER BY rowid")
    by_exchange = {
        exchange: pd.DatetimeIndex(levels["date"][levels["symbol"] == name])
        for name, exchanges in reversed(
            list(zip(benchmark_names["symbol"], benchmark_names["exchanges"], strict=True))
        )
        for exchange in exchanges
    }
    events = with_later_sessions(events, exceptions, by_exchange.__getitem__)
    provenance = table("SELECT * FROM provenance", dates=("first", "last")).set_index("symbol")
    principal = listings.index[listings.ring == 1]
    order = [*listings.index, *benchmark_names.symbol, *provenance.index]
    return Snapshot(
        version=version,
        path=path,
        events=events,
        sources=_with_columns(table("SELECT * FROM sources ORDER BY id"), "archived")[
            ["event_id", "publisher", "title", "url", "published", "archived", "kind"]
        ],
        actors=table("SELECT * FROM actors ORDER BY rowid").set_index("code"),
        companies=companies.set_index("company"),
        firms=table("SELECT * FROM firms ORDER BY rowid", lists=("aliases",)).set_index("firm"),
        listings=listings,
        benchmark_names=benchmark_names.set_index("symbol"),
        prices=prices,
        benchmarks=levels.pivot(index="date", columns="symbol", values="close")[
            list(benchmark_names.symbol)
        ].rename_axis(columns=None),
        corporate_actions=table(
            "SELECT * FROM corporate_actions ORDER BY symbol, ex_date", dates=("ex_date",)
        ),
        share_counts=table("SELECT * FROM share_counts ORDER BY rowid", dates=("as_of",)),
        day0_exceptions=exceptions,
        glossary=_glossary(connection, table),
        provenance=provenance.reindex(
            [symbol for symbol in dict.fromkeys(order) if symbol in provenance.index]
        ),
        quarantine=table("SELECT * FROM quarantine ORDER BY symbol, date", dates=("date",)),
        search_rows=tuple(connection.execute(f"SELECT event_id, {', '.join(SEARCHED)} FROM search")),
        **_second_edition(connection, table),
        editions=_curated(connection, table, "editions").set_index("edition"),
        changes=_curated(connection, table, "changes"),
        last_session=provenance.loc[principal, "last"].min(),
        violations=violations,
    )


def _holds(connection: sqlite3.Connection, name: str) -> bool:
    found = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return connection.execute(found, (name,)).fetchone() is not None


def _with_columns(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The frame with these text columns, empty where the database was built before there were such."""
    return frame.assign(**{column: "" for column in columns if column not in frame})


def _curated(connection: sqlite3.Connection, table: Callable[..., pd.DataFrame], name: str) -> pd.DataFrame:
    """A table as curators wrote it, without rows where the database was built before there was one."""
    columns = COLUMNS[f"{name}.csv"]
    if not _holds(connection, name):
        return pd.DataFrame(columns=columns, dtype=object)
    quoted = ", ".join(f'"{column}"' for column in columns)
    return table(f"SELECT {quoted} FROM {name} ORDER BY rowid")


def _second_edition(connection: sqlite3.Connection, table: Callable[..., pd.DataFrame]) -> dict[str, Any]:
    """The tables that came with the second edition; empty where the database was built before it."""
    if not _holds(connection, "controls"):
        return {
            "controls": pd.DataFrame(columns=COLUMNS["controls.csv"]).set_index("symbol"),
            "control_levels": pd.DataFrame(index=pd.DatetimeIndex([], name="date")),
            "control_prices": pd.DataFrame(columns=["symbol", "date", "close", "adj_close"]),
            "press_check": pd.DataFrame(columns=COLUMNS["press_check.csv"]),
            "unread": (),
        }
    controls = table("SELECT * FROM controls ORDER BY rowid").set_index("symbol")
    controls["default"] = controls["default"].astype(bool)
    prices = table(
        "SELECT symbol, date, close, adj_close FROM control_prices ORDER BY symbol, date", dates=("date",)
    )
    columns = ", ".join(f'"{name}"' for name in COLUMNS["press_check.csv"])
    press = table(f"SELECT {columns} FROM press_check ORDER BY id")
    return {
        "controls": controls,
        "control_prices": prices,
        "control_levels": prices.pivot(index="date", columns="symbol", values="adj_close")[
            list(controls.index)
        ].rename_axis(columns=None),
        "press_check": press.astype({"move_pct": float, "value_lost_usd_bn": float}),
        "unread": tuple(table("SELECT id FROM unread ORDER BY rowid")["id"]),
    }


def _glossary(connection: sqlite3.Connection, table: Callable[..., pd.DataFrame]) -> pd.DataFrame:
    """The glossary; without rows where the database was built before there was one, so that
    charts frozen then still open."""
    columns = COLUMNS["glossary.csv"]
    if not _holds(connection, "glossary"):
        return pd.DataFrame(columns=columns).set_index("term")
    frame = table(f"SELECT {', '.join(columns)} FROM glossary ORDER BY rowid", lists=("aliases", "see"))
    return frame.assign(actor=frame.actor.fillna("")).set_index("term")


def open_snapshot(path: Path) -> Snapshot:
    """The record in the database at `path` as it is: nothing is built, repaired or refreshed."""
    with store.reading(path) as connection:
        (version,) = connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
        return read_snapshot(connection, version, path, ())
