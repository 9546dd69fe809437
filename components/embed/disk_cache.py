"""Drawn pictures on disk, by the hash of what they were drawn from; shared by processes."""

from __future__ import annotations

import logging
import os
import tempfile
import threading
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from data.paths import cache_root

log = logging.getLogger(__name__)

SWEEP_EVERY = 64


class DiskCache:
    """Bytes by content hash, at most `limit` bytes in all (least recently used go first).

    Files appear whole (written aside, then moved). A disk that is full or read-only
    costs speed, never an answer.
    """

    def __init__(self, name: str, limit: int = 512 * 2**20):
        self._name, self._limit = name, limit
        self._writes = 0
        self._sweeping = threading.Lock()

    @property
    def folder(self) -> Path:
        return cache_root() / self._name

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The bytes kept under `key` (any text that decides them), else made and kept."""
        path = self._path(key)
        try:
            body = path.read_bytes()
            os.utime(path)
            return body
        except OSError:
            pass
        body = make()
        try:
            self._keep(path, body)
        except OSError as error:
            log.warning("A picture could not be kept in %s: %s", self.folder, error)
        return body

    def holds(self, key: str) -> bool:
        """Whether `get` would find the bytes without making them."""
        return self._path(key).exists()

    def _path(self, key: str) -> Path:
        digest = sha256(key.encode()).hexdigest()
        return self.folder / digest[:2] / digest

    def _keep(self, path: Path, body: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(body)
            os.replace(aside, path)
        except OSError:
            Path(aside).unlink(missing_ok=True)
            raise
        self._writes += 1
        if self._writes % SWEEP_EVERY == 1:
            self.sweep()

    def sweep(self) -> int:
        """Remove the least recently used files over the limit; how many went."""
        if not self._sweeping.acquire(blocking=False):
            return 0
        try:
            found = []
            for path in self.folder.glob("*/*"):
                try:
                    stat = path.stat()
                    found.append((stat.st_mtime_ns, stat.st_size, path))
                except OSError:
                    continue
            surplus = sum(size for _, size, _ in found) - self._limit
            gone = 0
            for _, size, path in sorted(found):
                if surplus <= 0:
                    break
                path.unlink(missing_ok=True)
                surplus -= size
                gone += 1
            return gone
        finally:
            self._sweeping.release()
