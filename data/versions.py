"""Frozen data: every version of the record that was ever embedded, kept for good.

A version is the whole database, compressed (about half a megabyte), written the first
time that an embed is served from it. Any chart of it can therefore be drawn again,
with any parameters. The folder `versions` in `CRACKDOWN_CACHE` is the only one there
that is worth a backup: nothing in it is ever removed.
"""

from __future__ import annotations

import logging
import lzma
import os
import sqlite3
import tempfile
import threading
from collections import OrderedDict
from contextlib import closing
from pathlib import Path

from data import store
from data.paths import cache_root
from data.snapshot import Snapshot
from data.snapshot_reading import open_snapshot

log = logging.getLogger(__name__)

OPEN_AT_ONCE = 4


class NotHeld(LookupError):
    """A version that this server does not have; `str()` says which it has."""

    def __init__(self, version: str, held: list[str]):
        listed = (
            f"It holds {', '.join(held[:8])}{', …' if len(held) > 8 else ''}" if held else "It holds none yet"
        )
        super().__init__(f"Data version {version} is not kept on this server. {listed}.")


class Unreadable(LookupError):
    """A version that was kept, in a file that cannot be read any more; `str()` is a sentence for a reader."""

    def __init__(self, version: str):
        super().__init__(
            f"Data version {version} was kept on this server, but its file cannot be read any more: "
            "without “frozen” the chart shows the current record."
        )


_lock = threading.Lock()
_open: OrderedDict[str, Snapshot] = OrderedDict()
_kept: set[tuple[Path, str]] = set()


def folder() -> Path:
    return cache_root() / "versions"


def held() -> list[str]:
    """Versions on disk, the latest kept first."""
    found = sorted(folder().glob("*.db.xz"), key=lambda path: (-path.stat().st_mtime_ns, path.name))
    return [path.name.removesuffix(".db.xz") for path in found]


def keep(snapshot: Snapshot) -> None:
    """Keep the record of this snapshot, if it is not kept yet. A full disk is logged, not raised."""
    target = folder() / f"{snapshot.version}.db.xz"
    with _lock:
        if (target, snapshot.version) in _kept:
            return
        try:
            if not target.exists():
                _archive(snapshot, target)
            _kept.add((target, snapshot.version))
        except (OSError, sqlite3.Error) as error:
            log.error("Data version %s could not be kept: %s", snapshot.version, error)


def _archive(snapshot: Snapshot, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".new-") as aside:
        copy = Path(aside) / "copy.db"
        with (
            store.reading(snapshot.path) as source,
            closing(sqlite3.connect(copy)) as database,
        ):
            source.backup(database)
            database.execute("PRAGMA journal_mode = DELETE")
            (version,) = database.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
            database.execute("VACUUM")
        if version != snapshot.version:
            return  # refreshed meanwhile; the newer one is kept when it is first shown
        packed = Path(aside) / "copy.db.xz"
        packed.write_bytes(lzma.compress(copy.read_bytes(), preset=6))
        os.replace(packed, target)


def open_version(version: str, current: Snapshot) -> Snapshot:
    """The record as it was at `version`; raises `NotHeld` or `Unreadable`."""
    if version == current.version:
        keep(current)
        return current
    with _lock:
        if version in _open:
            _open.move_to_end(version)
            return _open[version]
        packed = folder() / f"{version}.db.xz"
        if not packed.exists():
            raise NotHeld(version, held())
        try:
            _open[version] = _unpacked(packed, version)
        except (lzma.LZMAError, EOFError, OSError, sqlite3.Error, KeyError, ValueError, TypeError) as error:
            # KeyError and the like: a layout that this code no longer knows.
            log.error("%s cannot be read: %s: %s", packed, type(error).__name__, error)
            raise Unreadable(version) from error
        while len(_open) > OPEN_AT_ONCE:
            _open.popitem(last=False)
        return _open[version]


def _unpacked(packed: Path, version: str) -> Snapshot:
    """The record in the archive. What was unpacked before is used again, and made anew when it is damaged."""
    unpacked = folder() / "open" / f"{version}.db"
    if unpacked.exists():
        try:
            return open_snapshot(unpacked)
        except (sqlite3.DatabaseError, TypeError):
            log.warning("%s was damaged; it is unpacked again.", unpacked)
    unpacked.parent.mkdir(exist_ok=True)
    aside = unpacked.with_suffix(f".{os.getpid()}")
    aside.write_bytes(lzma.decompress(packed.read_bytes()))
    os.replace(aside, unpacked)
    return open_snapshot(unpacked)
