"""kill -9 at random moments, two refreshes at once, a refresh under ten readers."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pandas as pd
import pytest

from data import Snapshot, load_snapshot, store
from data.day0 import session_closes
from data.market import refresh
from data.paths import PROJECT
from data.serving import _load

REFRESH = [sys.executable, "-m", "data", "refresh"]


@pytest.fixture
def today(market):
    """The market's server up to the present: the command uses the real clock."""
    end = pd.Timestamp.now("UTC").date()
    for exchange in ("XHKG", "XNYS"):
        market.yahoo.sessions[exchange] = session_closes(
            exchange, pd.Timestamp("2020-01-02").date(), end
        ).index
    market.environment = {
        **os.environ,
        "CRACKDOWN_DB": str(market.path),
        "CRACKDOWN_YAHOO_URL": market.yahoo.url,
    }
    return market


def start(market) -> subprocess.Popen:
    return subprocess.Popen(
        REFRESH,
        cwd=PROJECT,
        env=market.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def consistent(path, untouched: Snapshot) -> Snapshot:
    """The database as a new process would see it, whole."""
    with store.reading(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    _, found = _load(path, ())
    bundled = found.prices[found.prices.source == "bundled"]
    assert len(bundled) == len(untouched.prices)
    assert not found.prices.duplicated(["symbol", "date"]).any()
    fresh = set(found.prices.symbol[found.prices.source == "yahoo"])
    assert fresh in (set(), set(untouched.listings.index)), "all of a refresh or nothing"
    return found


def test_kill_at_random_moments(market, snapshot):
    """Children of a clean server process, so that most of their life is the refresh."""
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(["data.market", "yfinance", "sqlite_utils", "exchange_calendars"])

    def child() -> multiprocessing.Process:
        process = server.Process(target=refresh_in_child, args=(market.path, market.yahoo.url, market.now))
        process.start()
        return process

    child().join(60)  # the server's own start
    store_again(market, snapshot)
    started = time.monotonic()
    process = child()
    process.join(60)
    whole = time.monotonic() - started
    assert process.exitcode == 0
    chance, ends = random.Random(20210315), []
    for _ in range(12):
        store_again(market, snapshot)
        process = child()
        process.join(chance.uniform(0.1, 1.1) * whole)
        process.kill()
        process.join(60)
        ends.append(process.exitcode)
        consistent(market.path, snapshot)
    assert -signal.SIGKILL in ends
    assert market.refresh().troubled == ()
    found = consistent(market.path, snapshot)
    assert (found.provenance.source.drop(found.controls.index) == "bundled + yahoo").all()


def refresh_in_child(path: Path, url: str, now: pd.Timestamp) -> None:
    from data.market import session

    os.environ["CRACKDOWN_YAHOO_URL"] = url
    session.PAUSE_SECONDS = 0.0
    refresh(path=path, now=now)


def store_again(market, snapshot) -> None:
    """The bundled record alone, as before any refresh."""
    with store.exclusive(market.path), store.writing(market.path) as connection:
        from data.manifest import touch_user_tables

        for table in ("refreshed_prices", "refreshed_actions", "quarantine", "refresh_log"):
            connection.execute(f"DELETE FROM {table}")
        touch_user_tables(connection)
    assert store.meta(market.path)["version"] == snapshot.version


def test_kill_in_the_middle_of_storing(today, snapshot):
    """Stopped exactly between the writes of one transaction."""
    script = (
        "import os, signal, sys\n"
        "import data.market.apply as apply\n"
        "from data.__main__ import main\n"
        "touch = apply.touch_user_tables\n"
        "def die(connection):\n"
        "    touch(connection)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "apply.touch_user_tables = die\n"
        "main(['refresh', '--symbol', 'BABA'])\n"
    )
    died = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, env=today.environment, capture_output=True
    )
    assert died.returncode == -signal.SIGKILL
    assert consistent(today.path, snapshot).version == snapshot.version
    assert today.refresh(symbols=("BABA",)).troubled == ()


def test_two_refreshes_at_once(today, snapshot):
    first, second = start(today), start(today)
    outputs = [process.communicate() for process in (first, second)]
    assert [first.returncode, second.returncode] == [0, 0], outputs
    winners = [output for output, _ in outputs if "updated" in output]
    losers = [output for output, _ in outputs if "Another refresh is running already" in output]
    late = [output for output, _ in outputs if "0 rows added." in output]
    assert len(winners) == 1 and len(losers) + len(late) == 1
    assert len(today.yahoo.symbols) == len(set(today.yahoo.symbols)), "nothing was asked for twice"
    consistent(today.path, snapshot)


def test_a_refresh_under_ten_readers(market, snapshot):
    stop, seen, errors = threading.Event(), set(), []

    def read() -> None:
        try:
            while not stop.is_set():
                _, found = _load(market.path, ())
                rows = int((found.prices.source == "yahoo").sum())
                seen.add((found.version, rows))
                time.sleep(0.05)
        except Exception as error:
            errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(10)]
    for reader in readers:
        reader.start()
    report = market.refresh()
    stop.set()
    for reader in readers:
        reader.join()
    assert errors == [] and report.troubled == ()
    final = load_snapshot(market.path)
    allowed = {(snapshot.version, 0), (final.version, int((final.prices.source == "yahoo").sum()))}
    assert seen <= allowed, "a reader sees the old record or the new one, never a mixture"


def test_a_running_app_gets_the_new_snapshot(market):
    before = load_snapshot(market.path)
    assert load_snapshot(market.path) is before
    market.refresh()
    after = load_snapshot(market.path)
    assert after is not before and after.last_session > before.last_session
    assert (before.prices.source == "bundled").all(), "the old one stays as it was"


def test_a_refresh_waits_for_a_build_and_a_build_for_a_refresh(market, tables):
    load_snapshot(market.path)  # from now on this process keeps what the database holds
    tables.edit("events.csv", 2, summary="Said quokkawise.")
    problems = []

    def build() -> None:
        try:
            store.ensure(market.path, tables.folder)
        except Exception as error:
            problems.append(error)

    builder = threading.Thread(target=build)
    builder.start()
    report = market.refresh(symbols=("BABA",))
    builder.join()
    assert problems == [] and report.troubled == ()
    found = load_snapshot(market.path)
    assert found.provenance.at["BABA", "last"] == market.sessions["XNYS"][-1]
