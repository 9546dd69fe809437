"""How the database is opened: to read, to write, and one writer at a time.

A database in a place where nothing can be written is read all the same: as it stands, or,
when its log must be read with it, from a copy of both.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.rescue import keep_copy
from data.violations import RecordUnavailable

WAIT_SECONDS = 60.0
_NO_PLACE = ("is full", "readonly", "unable to open", "disk I/O error")


class Busy(RecordUnavailable):
    """Another process holds the lock."""


class NoPlace(RecordUnavailable):
    """The database cannot be kept where it was asked to be."""

    def __init__(self, path: Path, why: object):
        super().__init__(
            f"the database cannot be kept at {path} ({why}): "
            "name a file in a folder that can be written to, with CRACKDOWN_DB"
        )


def connect(path: Path) -> sqlite3.Connection:
    """A connection to an existing database that waits for locks."""
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode=rw", uri=True, timeout=WAIT_SECONDS, isolation_level=None
    )
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection inside one read transaction: all queries see one state."""
    with _opened_to_read(path) as connection:
        yield connection


@contextmanager
def _opened_to_read(path: Path) -> Iterator[sqlite3.Connection]:
    connection = connect(path)
    try:
        try:
            _begin(connection)
        except sqlite3.OperationalError as error:
            connection.close()
            if not path.is_file() or os.access(path.parent, os.W_OK) or _is_locked(error):
                raise
            with _where_nothing_is_written(path) as connection:
                yield connection
            return
        yield connection
    finally:
        connection.close()


def _begin(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN")
    connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()  # now the state is chosen


@contextmanager
def _where_nothing_is_written(path: Path) -> Iterator[sqlite3.Connection]:
    """SQLite wants to write beside a database with a log. Without one, it is told that nothing changes;
    a log that a killed process left is read in a copy."""
    log = path.with_name(path.name + "-wal")
    with tempfile.TemporaryDirectory(prefix="crackdown-") as folder:
        if log.exists() and log.stat().st_size:
            copy = Path(folder) / path.name
            shutil.copyfile(path, copy)
            shutil.copyfile(log, copy.with_name(log.name))
            connection = connect(copy)
        else:
            connection = sqlite3.connect(
                f"{path.as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None
            )
        try:
            _begin(connection)
            yield connection
        finally:
            connection.close()


def _is_locked(error: sqlite3.Error) -> bool:
    return "locked" in str(error) or "busy" in str(error)


@contextmanager
def immediate(connection: sqlite3.Connection) -> Iterator[None]:
    """A write transaction that waits for its turn before it reads anything
    (one that reads first and writes later is refused instead)."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection inside one write transaction: all of it is stored, or nothing.

    Raises NoPlace when the disk is full or the file may not be written. What the user has is
    copied beside the database afterwards.
    """
    with told_where(path):
        connection = connect(path)
        try:
            with immediate(connection):
                yield connection
        finally:
            connection.close()
    keep_copy(path)


@contextmanager
def told_where(path: Path) -> Iterator[None]:
    """What a full disk and a forbidden place raise becomes NoPlace, whose text says where and why."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM):
            raise NoPlace(path, error.strerror or error) from error
        raise
    except sqlite3.OperationalError as error:
        if any(words in str(error) for words in _NO_PLACE):
            raise NoPlace(path, error) from error
        raise


@contextmanager
def exclusive(path: Path, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Only one process at a time writes to the database at `path`.

    The lock is SQLite's own, on an empty database beside the file, so that it
    works on every system and dies with its process. Raises Busy after `wait`
    seconds, and NoPlace where no file can be written.
    """
    if path.is_dir():
        raise NoPlace(path, "it is a folder")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(f"{path}.lock", timeout=wait, isolation_level=None)
    except (OSError, sqlite3.OperationalError) as error:
        raise NoPlace(path, error) from error
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if not _is_locked(error):
                raise NoPlace(path, error) from error
            raise Busy(f"another process is writing to {path}") from error
        yield
    finally:
        lock.close()
