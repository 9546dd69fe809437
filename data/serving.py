"""The record that this process serves, whatever happens to its file.

The first call builds or repairs the database. From then on a record is in memory: when the file
is damaged, cut, gone, locked or unreachable, it is repaired where that can be done, and where
not, the last good record goes on being served and `trouble` says why.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from data import store
from data.paths import database_path
from data.snapshot import Snapshot
from data.snapshot_reading import read_snapshot
from data.violations import RecordUnavailable, Violation

log = logging.getLogger(__name__)

FileState = tuple[tuple[int, ...], tuple[int, ...]]
"""Inode, size and time of a database and of its write-ahead log; empty for one that is not there."""
AGAIN_SECONDS = 10.0
"""After so long, a repair that failed is tried again."""
PATIENCE_SECONDS = 2.0
"""So long a repair waits for another process when there is a record to go on with."""


class NotWhole(sqlite3.DatabaseError):
    """A database with pages that can be read and a record that is incomplete."""


@dataclass(frozen=True)
class _Served:
    state: FileState
    snapshot: Snapshot
    trouble: str = ""
    again: float = 0.0

    def holds(self, path: Path) -> bool:
        """Whether there is nothing to look at: the file did not change, and no repair is due."""
        return self.state == _state(path) and not (self.trouble and time.monotonic() >= self.again)


_lock = threading.Lock()
_served: dict[Path, _Served] = {}


def load_snapshot(path: Path | None = None) -> Snapshot:
    """The record in the database at `path` (default: see `data.paths`).

    The first call in a process builds the database when it is missing, stale, damaged or not
    whole. Later calls return the same object until the database changes, which costs two looks
    at file times. Raises RecordUnavailable when there is no record and never was.
    """
    path = database_path(path)
    served = _served.get(path)
    if served and served.holds(path):
        return served.snapshot
    # Whoever has a record to show does not wait for another thread's repair.
    if not _lock.acquire(blocking=served is None):
        return served.snapshot if served else load_snapshot(path)
    try:
        served = _served.get(path)
        if not (served and served.holds(path)):
            _served[path] = _first(path) if served is None else _again(path, served)
        return _served[path].snapshot
    finally:
        _lock.release()


def trouble(path: Path | None = None) -> str:
    """Why the record served is the last good one and not what is at `path`; "" when all is well."""
    served = _served.get(database_path(path))
    return served.trouble if served else ""


def _first(path: Path) -> _Served:
    try:
        violations = store.ensure(path)
    except RecordUnavailable as error:
        if not store.last_good(path):
            raise
        log.error("The last good database is served: %s", error)
        return _Served(*_load(path, ()), str(error), time.monotonic() + AGAIN_SECONDS)
    return _Served(*_load(path, violations))


def _again(path: Path, served: _Served) -> _Served:
    """What is at `path` now, repaired if need be; else the last good record, with the reason."""
    state = _state(path)
    try:
        try:
            if served.trouble:
                store.ensure(path, wait=PATIENCE_SECONDS)
            return _Served(*_load(path, (), served.snapshot))
        except (sqlite3.DatabaseError, OSError) as error:
            log.error("%s became unusable (%s); it is repaired.", path, error)
            violations = store.ensure(path, wait=PATIENCE_SECONDS)
            return _Served(*_load(path, violations, served.snapshot))
    except Exception as error:  # whatever it is, readers keep what they have
        if str(error) != served.trouble:
            log.exception("%s cannot be used or repaired; the last good record is served.", path)
        return _Served(state, served.snapshot, str(error), time.monotonic() + AGAIN_SECONDS)


def _load(
    path: Path, violations: tuple[Violation, ...], previous: Snapshot | None = None
) -> tuple[FileState, Snapshot]:
    """The snapshot with the state of the files it was read from; `previous`
    itself when its version still holds."""
    state = _state(path)
    with store.reading(path) as connection:
        wrong = store.not_whole(connection)
        if wrong and wrong != (store.ALL_OLD,):
            raise NotWhole("; ".join(wrong))
        (version,) = connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
        if previous and previous.version == version:
            return state, previous
        return state, read_snapshot(connection, version, path, violations)


def _state(path: Path) -> FileState:
    """Changes whenever someone commits to the database."""

    def look(name: str) -> tuple[int, ...]:
        try:
            stat = os.stat(name)
        except OSError:
            return ()
        return stat.st_ino, stat.st_size, stat.st_mtime_ns

    # A write-ahead log that comes and goes empty says nothing.
    log_state = look(f"{path}-wal")
    return look(str(path)), log_state if log_state and log_state[1] else ()
