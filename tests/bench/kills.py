"""kill -9 at random moments of building, refreshing and serving: is anything lost?

A hundred by default; `--times 12` for fewer. A user's listing and prices are in the database; prices come
from the tests' server that speaks Yahoo's format. The app refreshes by itself while it is asked for pages
and files.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pandas as pd

from data import load_snapshot, store
from data.day0 import session_closes
from data.manifest import faults, touch_user_tables
from data.market import refresh
from data.repairs import repairs
from tests.browser.server import ROOT, free_port
from tests.data.market.conftest import stored_closes
from tests.data.market.yahoo_server import FakeYahoo

Row = tuple[str, str, str, bool | None]

TIMES = "KILL_TIMES"
STAMP = "2026-08-25T09:00:00Z"
LISTING = ("QQOWN", "Own", "Own", "", "", "#5A5A5A", "XNYS", "USD", "GSPC", 1, STAMP)
PRICES = [("QQOWN", f"2026-08-{day}", 10.0, 11.0, 9.0, 10.5, 100, STAMP) for day in (19, 20, 21)]
ASKED = ("/healthz", "/embed/timeline", "/data/events.csv", "/data/impacts.csv", "/embed/impact.csv", "/")


def rows() -> Iterator[Row]:
    times = int(os.environ.get(TIMES) or 100)
    chance = random.Random(9)
    with tempfile.TemporaryDirectory() as name, _yahoo() as yahoo:
        folder = Path(name)
        bare = folder / "bare.db"
        store.export_copy(load_snapshot().path, bare)
        with store.writing(bare) as connection:
            connection.execute(f"INSERT INTO user_listings VALUES ({', '.join('?' * 11)})", LISTING)
            connection.executemany("INSERT INTO refreshed_prices VALUES (?, ?, ?, ?, ?, ?, ?, ?)", PRICES)
            touch_user_tables(connection)
        processes = multiprocessing.get_context("forkserver")
        processes.set_forkserver_preload(["tests.bench.kills", "data.check", "yfinance", "sqlite_utils"])
        for what, act, arguments, share in (
            ("building", _build, (), times // 3),
            ("refreshing", _refresh, (yahoo.url,), times // 3),
        ):
            yield _killed(what, _Child(processes, act, arguments), folder, bare, share, chance)
        yield _killed("serving", _Server(yahoo.url), folder, bare, times - 2 * (times // 3), chance)


def _yahoo() -> FakeYahoo:
    """A server that continues the record's closes to this day."""
    today = pd.Timestamp.now("UTC").date()
    first = pd.Timestamp("2020-01-02").date()
    served = FakeYahoo({one: session_closes(one, first, today).index for one in ("XHKG", "XNYS")})
    served.closes = stored_closes(load_snapshot())
    served.closes["QQOWN"] = pd.Series(10.5, index=pd.DatetimeIndex([row[1] for row in PRICES]))
    return served


def _build(path: Path) -> None:
    store.ensure(path, always=True)


def _refresh(path: Path, url: str) -> None:
    from data.market import session

    os.environ["CRACKDOWN_YAHOO_URL"] = url
    session.PAUSE_SECONDS = 0.0
    refresh(path=path)


class _Child:
    """A process that does one thing with the database and ends."""

    def __init__(self, processes: Any, act: Callable[..., None], arguments: tuple[str, ...]):
        self._start = lambda path: processes.Process(target=act, args=(path, *arguments))

    def run(self, path: Path, seconds: float | None) -> tuple[bool, float]:
        """Let it run, killed after `seconds`; whether it was killed, and how long it lived."""
        child = self._start(path)
        started = time.monotonic()
        child.start()
        child.join(seconds)
        took = time.monotonic() - started
        child.kill()
        child.join()
        return child.exitcode == -signal.SIGKILL, took


class _Server:
    """The app on a free port, asked all the while, refreshing by itself as CRACKDOWN_REFRESH=daily says."""

    def __init__(self, url: str):
        self._url = url

    def run(self, path: Path, seconds: float | None) -> tuple[bool, float]:
        port, over = free_port(), threading.Event()
        settings = {
            **os.environ,
            "PORT": str(port),
            "CRACKDOWN_DB": str(path),
            "CRACKDOWN_CACHE": str(path.parent / "cache"),
            "CRACKDOWN_YAHOO_URL": self._url,
            "CRACKDOWN_REFRESH": "daily",
        }
        quiet = subprocess.DEVNULL
        server = subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env=settings, stdout=quiet, stderr=quiet
        )
        readers = [threading.Thread(target=self._read, args=(port, place, over)) for place in range(3)]
        for reader in readers:
            reader.start()
        started = time.monotonic()
        if seconds is None:
            while not self._healthy(port) and time.monotonic() < started + 120:
                time.sleep(0.2)
            took = time.monotonic() - started + 3.0  # and so long it is asked
        else:
            took = seconds
            time.sleep(seconds)
        server.kill()
        over.set()
        killed = server.wait() == -signal.SIGKILL
        for reader in readers:
            reader.join()
        return killed, took

    @staticmethod
    def _healthy(port: int) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    @staticmethod
    def _read(port: int, place: int, over: threading.Event) -> None:
        while not over.is_set():
            place += 1
            with suppress(OSError, HTTPException):
                urllib.request.urlopen(
                    f"http://127.0.0.1:{port}{ASKED[place % len(ASKED)]}", timeout=5
                ).read()
            time.sleep(0.05)


def _killed(
    what: str, act: _Child | _Server, folder: Path, bare: Path, times: int, chance: random.Random
) -> Row:
    """Kill it `times` times, each on a fresh copy of the database with its user's rows."""
    place = folder / what
    place.mkdir()
    # The first run of all brings libraries into memory.
    whole = min(act.run(_copied(bare, place / name), None)[1] for name in ("first", "second"))
    killed, wrong = 0, []
    for number in range(times):
        path = _copied(bare, place / str(number))
        died, _ = act.run(path, chance.uniform(0.05, 1.05) * whole)
        killed += died
        wrong += _lost(path)
    told = f"{killed} of {times} killed in {whole:.1f} s" + (f"; {wrong[0]}" if wrong else "")
    return f"kill -9 while {what}: lost or not whole", f"{len(wrong)}; {told}", "0", not wrong


def _copied(bare: Path, folder: Path) -> Path:
    folder.mkdir()
    path = folder / "crackdown.db"
    store.export_copy(bare, path)
    return path


def _lost(path: Path) -> list[str]:
    """What a kill has cost: before anything repairs it, and after the next start."""
    wrong = []
    with store.reading(path) as connection:
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            wrong.append("damaged pages")
        wrong += faults(connection)
    if store.ensure(path) != () or store.examined(path)[1] or repairs(path):
        wrong.append("the next start had to repair it")
    with store.reading(path) as connection:
        listings = connection.execute("SELECT * FROM user_listings").fetchall()
        prices = connection.execute(
            "SELECT * FROM refreshed_prices WHERE symbol = 'QQOWN' ORDER BY date"
        ).fetchall()
        refreshed = connection.execute("SELECT count(*) FROM refresh_log").fetchone() != (0,)
        bundled = connection.execute("SELECT count(*) FROM prices WHERE source = 'bundled'").fetchone()
    days = [row[1] for row in prices]
    kept = days[: len(PRICES)] == [row[1] for row in PRICES] if refreshed else prices == PRICES
    if listings != [LISTING] or not kept:
        wrong.append("a user's rows")
    if bundled != (len(load_snapshot().prices.query("source == 'bundled'")),):
        wrong.append("bundled prices")
    return wrong
