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
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from data.access import (
    WAIT_SECONDS,
    Busy,
    NoPlace,
    connect,
    exclusive,
    immediate,
    reading,
    told_where,
    writing,
)
from data.curated import Tables, content_hash, read_tables
from data.manifest import faults, has_manifest, write_manifest
from data.paths import TABLES, database_path
from data.repairs import Repair, now, record
from data.rescue import carry_over, copy_place, in_place, keep_copy
from data.store_user import USER_TABLES, create_user_tables, join_user_tables, version_of
from data.violations import BrokenTables, Violation

__all__ = [
    "ALL_OLD",
    "BUILD_STEPS",
    "FORMAT",
    "WAIT_SECONDS",
    "Busy",
    "NoPlace",
    "connect",
    "ensure",
    "examined",
    "exclusive",
    "export_copy",
    "immediate",
    "last_good",
    "meta",
    "not_whole",
    "reading",
    "wanted_hash",
    "writing",
]

log = logging.getLogger(__name__)

FORMAT = "3"
"""Raise it when the database's layout changes: stores then rebuild themselves."""
ALL_OLD = "no manifest"
"""The one fault of a database from before there was a manifest."""
BUILD_STEPS = 49
"""How often a build reports its progress."""


def meta(path: Path) -> dict[str, str]:
    """The `meta` table of a sound database, {} when the file is missing, is
    damaged, or holds something else."""
    return examined(path)[0]


def examined(path: Path) -> tuple[dict[str, str], tuple[str, ...]]:
    """The `meta` table of the database at `path`, and what is not as it should be there.

    ({}, ()) when there is no file; ({}, faults) when it is damaged or holds something else. A database
    from before there was a manifest has one fault, ALL_OLD, which is no damage.
    """
    if not os.path.exists(path):  # a place that may not be looked into holds nothing
        return {}, ()
    try:
        with reading(path) as connection:
            if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                return {}, ("damaged pages",)
            return dict(connection.execute("SELECT key, value FROM meta")), not_whole(connection)
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise
        return {}, (str(error),)
    except sqlite3.DatabaseError as error:
        return {}, (str(error),)


def not_whole(connection: sqlite3.Connection) -> tuple[str, ...]:
    """What an open database, whose pages are sound, lacks."""
    return faults(connection) if has_manifest(connection) else (ALL_OLD,)


def last_good(path: Path) -> bool:
    """Whether the database at `path` may be served, though its tables may have changed since."""
    said, wrong = examined(path)
    return said.get("format") == FORMAT and wrong in ((), (ALL_OLD,))


def wanted_hash(folder: Path = TABLES) -> str:
    """What `meta.tables` must say for a database to be fresh."""
    return content_hash(folder, salt=FORMAT)


def ensure(
    path: Path | None = None,
    folder: Path = TABLES,
    progress: Callable[[str], None] = lambda step: None,
    always: bool = False,
    wait: float = WAIT_SECONDS,
) -> tuple[Violation, ...]:
    """Make the database at `path` sound, whole and up to date with the tables.

    Returns () when it is, or the violations for which the tables were refused
    while the last good database stays in use. Raises BrokenTables when there
    is no such database, NoPlace when none can be kept at `path`, Busy after `wait` seconds.
    With `always`, builds even when nothing changed.
    """
    path = database_path(path)
    wanted = wanted_hash(folder)
    said, wrong = examined(path)
    if not always and not wrong and said.get("tables") == wanted:
        return ()
    with exclusive(path, wait):
        said, wrong = examined(path)
        if not always and not wrong and said.get("tables") == wanted:
            return ()
        progress("check")
        from data.check import check_tables  # pandera takes long to import

        tables, violations = read_tables(folder)
        violations = sorted({*violations, *check_tables(tables)})
        if violations and last_good(path):
            log.error(
                "The tables are broken; the last good database stays in use.\n%s",
                "\n".join(str(violation) for violation in violations),
            )
            return tuple(violations)
        if violations:
            raise BrokenTables(violations)
        mendable = said and not any(name in fault for fault in wrong for name in USER_TABLES)
        with told_where(path):
            (mend if mendable else create)(path, tables, wanted, progress, wrong)
    keep_copy(path)
    return ()


def mend(
    path: Path, tables: Tables, wanted: str, progress: Callable[[str], None], wrong: tuple[str, ...]
) -> None:
    """Write the bundled tables of a readable database anew; the user's stay where they are."""
    told = None
    if wrong and wrong != (ALL_OLD,):
        log.error("%s is not whole (%s); it is mended.", path, "; ".join(wrong))
        with reading(path) as connection:
            told = Repair(now(), wrong, in_place(connection))
    write(path, tables, wanted, progress)
    if told:
        record(path, told)


def create(
    path: Path,
    tables: Tables,
    wanted: str,
    progress: Callable[[str], None],
    wrong: tuple[str, ...] = (),
) -> None:
    """Build a new database in a temporary file and move it into place.

    A damaged file found there is kept beside it, and what can be read of the
    user's own tables, there or in their copy, is carried over.
    """
    for stale in path.parent.glob(f"{path.name}.*.building*"):
        stale.unlink(missing_ok=True)  # of a build that was killed; the lock says none runs
    handle, name = tempfile.mkstemp(prefix=f"{path.name}.", suffix=".building", dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    temporary.chmod(0o644)
    told, kept = None, ""
    try:
        if path.exists() or copy_place(path).exists():
            log.error("%s was missing, damaged or no database of this project; building it anew.", path)
            told = Repair(now(), wrong or ("the database was missing",), carry_over(path, temporary))
        write(temporary, tables, wanted, progress)
        with_log = connect(temporary)
        with_log.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with_log.close()
        if path.exists():
            kept = _aside(path)
        for suffix in ("", "-wal", "-shm"):
            old = path.with_name(path.name + suffix)
            if old.exists() and kept:
                os.replace(old, path.with_name(kept + suffix))
            elif old.exists():
                old.unlink()
        os.replace(temporary, path)
    finally:
        for suffix in ("", "-wal", "-shm"):
            temporary.with_name(temporary.name + suffix).unlink(missing_ok=True)
    if told:
        record(path, replace(told, kept=kept))


def _aside(path: Path) -> str:
    """A name for a damaged file that none before it has."""
    names = (f"{path.name}.damaged{number}" for number in ("", *(f"-{n}" for n in range(2, 10_000))))
    return next(name for name in names if not path.with_name(name).exists())


def write(path: Path, tables: Tables, wanted: str, progress: Callable[[str], None]) -> None:
    """Replace the bundled tables in one transaction and join the user's to them."""
    from sqlite_utils import Database

    from data.store_tables import write_bundled

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
            write_manifest(db.conn)
    finally:
        db.close()


def export_copy(path: Path | None, target: Path) -> None:
    """A compact single-file copy of the database, e.g. to be downloaded.

    Raises FileExistsError when `target` exists.
    """
    if target.exists():
        raise FileExistsError(target)
    with reading(database_path(path)) as source, closing(sqlite3.connect(":memory:")) as copy:
        source.backup(copy)
        copy.execute("VACUUM INTO ?", (str(target),))
