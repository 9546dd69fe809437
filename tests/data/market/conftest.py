"""The record as it stood when its bundled prices ended in June 2025, and a server that goes on from there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from data import Snapshot, load_snapshot, store
from data.curated import SERIES, Tables, read_tables
from data.day0 import session_closes
from data.market import Report, refresh
from data.total_return import total_return_closes
from tests.data.conftest import TablesCopy
from tests.data.market.yahoo_server import FakeYahoo

LAST = "2025-06-30"
"""The last bundled session of these tests; what came after it is the server's to tell."""


def cut_off(tables: Tables) -> Tables:
    """The tables as they would stand with prices, payments and events up to LAST."""
    events = tables["events.csv"]
    events = events[(events[["date", "day0_hk", "day0_us"]] <= LAST).all(axis=1)]
    actions = tables["corporate_actions.csv"]
    actions = actions[actions.ex_date <= LAST]
    out = {**tables, "events.csv": events, "corporate_actions.csv": actions}
    for name, column in (
        ("sources.csv", "event_id"),
        ("press_check.csv", "event_id"),
        ("day0_exceptions.csv", "event_id"),
        ("unread.csv", "id"),
    ):
        out[name] = tables[name][tables[name][column].isin(events.id)]
    for name, frame in tables.items():
        if name.startswith(tuple(SERIES)):
            out[name] = frame = frame[frame.date <= LAST].copy()
        if name.startswith("prices/") and "adj_close" in frame:
            own = actions[actions.symbol == name[7:-4]]
            own = own.assign(
                ex_date=pd.to_datetime(own.ex_date), amount_per_share=own.amount_per_share.astype(float)
            )
            closes = pd.Series(frame.close.astype(float).to_numpy(), pd.to_datetime(frame.date))
            frame["adj_close"] = [str(round(level, 4)) for level in total_return_closes(closes, own)]
    return out


@pytest.fixture(scope="session")
def early_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    for name, frame in cut_off(read_tables()[0]).items():
        (folder / name).parent.mkdir(exist_ok=True)
        frame.to_csv(folder / name, index=False, lineterminator="\n")
    return folder


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory, early_tables: Path) -> Snapshot:
    """The early record; its database says that it is as fresh as the project's own tables."""
    path = tmp_path_factory.mktemp("early") / "crackdown.db"
    store.create(path, read_tables(early_tables)[0], store.wanted_hash(), lambda step: None)
    return load_snapshot(path)


@pytest.fixture
def tables(tmp_path: Path, early_tables: Path) -> TablesCopy:
    shutil.copytree(early_tables, tmp_path / "tables")
    return TablesCopy(tmp_path / "tables")


class Market:
    """A database, a server that speaks Yahoo's format and continues its
    closes to the end of July 2025, and a clock on that evening."""

    def __init__(self, path: Path, yahoo: FakeYahoo):
        self.path, self.yahoo = path, yahoo
        self.sessions = yahoo.sessions
        self.now = pd.Timestamp("2025-08-01T02:00Z")
        self.stamp = "2025-08-01T02:00:00Z"

    def refresh(self, **options) -> Report:
        return refresh(path=self.path, **{"now": self.now, **options})


def stored_closes(snapshot: Snapshot) -> dict[str, pd.Series]:
    closes = {symbol: snapshot.ohlc(symbol).close for symbol in snapshot.listings.index}
    for symbol, yahoo in snapshot.benchmark_names.yahoo.items():
        closes[yahoo] = snapshot.benchmarks[symbol].dropna()
    return closes


@pytest.fixture
def market(own_database: Path, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Market]:
    days = {
        exchange: session_closes(
            exchange, pd.Timestamp("2020-01-02").date(), pd.Timestamp("2025-07-31").date()
        ).index
        for exchange in ("XHKG", "XNYS")
    }
    with FakeYahoo(days) as yahoo:
        yahoo.closes = stored_closes(snapshot)
        monkeypatch.setenv("CRACKDOWN_YAHOO_URL", yahoo.url)
        monkeypatch.setattr("data.market.session.PAUSE_SECONDS", 0.0)
        monkeypatch.setattr("data.market.yahoo.BACKOFF_SECONDS", (0.0, 0.0, 0.0))
        monkeypatch.setattr("data.market.yahoo.TIMEOUT_SECONDS", 2.0)
        yield Market(own_database, yahoo)
