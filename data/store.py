"""The SQLite database: built from the tables, repaired, replaced, read.

The first build goes to a temporary file that is moved into place. Later ones
replace the bundled tables inside one transaction of the existing database:
swapping a file that others have open in WAL mode would pair the new file with
the old log. Either way a reader sees the old record or the new one, whole,
and a killed build leaves what was there before. Builders and refreshes take
turns through a lock database beside the file.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from data.curated import Tables, content_hash, read_tables
from data.paths import TABLES, database_path
from data.violations import BrokenTables, RecordUnavailable, Violation

log = logging.getLogger(__name__)

FORMAT = "3"
"""Raise it when the database's layout changes: stores then rebuild themselves."""
WAIT_SECONDS = 60.0
BUILD_STEPS = 49
"""How often a build reports its progress."""


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
    connection = connect(path)
    try:
        connection.execute("BEGIN")
        yield connection
    finally:
        connection.close()


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
    """A connection inside one write transaction: all of it is stored, or nothing."""
    connection = connect(path)
    try:
        with immediate(connection):
            yield connection
    finally:
        connection.close()


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
            if "locked" not in str(error):
                raise NoPlace(path, error) from error
            raise Busy(f"another process is writing to {path}") from error
        yield
    finally:
        lock.close()


def meta(path: Path) -> dict[str, str]:
    """The `meta` table of a sound database, {} when the file is missing, is
    damaged, or holds something else."""
    if not path.exists():
        return {}
    try:
        with reading(path) as connection:
            if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                return {}
            return dict(connection.execute("SELECT key, value FROM meta"))
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise
        return {}
    except sqlite3.DatabaseError:
        return {}


def wanted_hash(folder: Path = TABLES) -> str:
    """What `meta.tables` must say for a database to be fresh."""
    return content_hash(folder, salt=FORMAT)


def ensure(
    path: Path | None = None,
    folder: Path = TABLES,
    progress: Callable[[str], None] = lambda step: None,
    always: bool = False,
) -> tuple[Violation, ...]:
    """Make the database at `path` sound and up to date with the tables.

    Returns () when it is, or the violations for which the tables were refused
    while the last good database stays in use. Raises BrokenTables when there
    is no such database, NoPlace when none can be kept at `path`. With `always`, builds even when nothing
    changed.
    """
    path = database_path(path)
    wanted = wanted_hash(folder)
    if not always and meta(path).get("tables") == wanted:
        return ()
    with exclusive(path):
        found = meta(path)
        if not always and found.get("tables") == wanted:
            return ()
        progress("check")
        from data.check import check_tables  # pandera takes long to import

        tables, violations = read_tables(folder)
        violations = sorted({*violations, *check_tables(tables)})
        if violations and found.get("format") == FORMAT:
            log.error(
                "The tables are broken; the last good database stays in use.\n%s",
                "\n".join(str(violation) for violation in violations),
            )
            return tuple(violations)
        if violations:
            raise BrokenTables(violations)
        if found:
            write(path, tables, wanted, progress)
        else:
            create(path, tables, wanted, progress)
    return ()


def create(path: Path, tables: Tables, wanted: str, progress: Callable[[str], None]) -> None:
    """Build a new database in a temporary file and move it into place.

    A damaged file found there is kept beside it, and what can be read of the
    user's own tables is carried over.
    """
    from data.store_user import salvage

    for stale in path.parent.glob(f"{path.name}.*.building*"):
        stale.unlink(missing_ok=True)  # of a build that was killed; the lock says none runs
    handle, name = tempfile.mkstemp(prefix=f"{path.name}.", suffix=".building", dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    temporary.chmod(0o644)
    try:
        if path.exists():
            log.error("%s was damaged or no database of this project; building it anew.", path)
            salvage(path, temporary)
        write(temporary, tables, wanted, progress)
        with_log = connect(temporary)
        with_log.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with_log.close()
        for suffix in ("", "-wal", "-shm"):
            old = path.with_name(path.name + suffix)
            if old.exists():
                os.replace(old, path.with_name(f"{path.name}.damaged{suffix}"))
        os.replace(temporary, path)
    finally:
        for suffix in ("", "-wal", "-shm"):
            temporary.with_name(temporary.name + suffix).unlink(missing_ok=True)


def write(path: Path, tables: Tables, wanted: str, progress: Callable[[str], None]) -> None:
    """Replace the bundled tables in one transaction and join the user's to them."""
    from sqlite_utils import Database

    from data.store_tables import write_bundled
    from data.store_user import create_user_tables, join_user_tables, version_of

    db = Database(path)
    try:
        db.execute(f"PRAGMA busy_timeout = {int(WAIT_SECONDS * 1000)}")
        db.enable_wal()
        # Dropping a parent would delete its children's rows one by one;
        # foreign_key_check below makes the same promise for the whole.
        db.execute("PRAGMA foreign_keys = OFF")
        with immediate(db.conn):
            create_user_tables(db)
            write_bundled(db, tables, progress)
            progress("user")
            join_user_tables(db.conn)
            orphans = db.execute("PRAGMA foreign_key_check").fetchall()
            if orphans:
                raise sqlite3.IntegrityError(f"rows without their parent: {orphans[:5]}")
            db.table("meta").insert_all(
                [
                    {"key": "format", "value": FORMAT},
                    {"key": "tables", "value": wanted},
                    {"key": "version", "value": version_of(db.conn, wanted)},
                ]
            )
    finally:
        db.close()


def export_copy(path: Path | None, target: Path) -> None:
    """A compact single-file copy of the database, e.g. to be downloaded.

    Raises FileExistsError when `target` exists.
    """
    if target.exists():
        raise FileExistsError(target)
    connection = connect(database_path(path))
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    finally:
        connection.close()
