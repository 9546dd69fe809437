"""The record as it is now, looked up at most once a second: a kept answer costs no file access."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

from data import Snapshot, load_snapshot


class Current:
    """The snapshot of the last second; looked up by a thread of its own, so that no crowd delays it."""

    def __init__(self) -> None:
        self._snapshot: Snapshot | None = None
        self._until = 0.0
        self._looker = ThreadPoolExecutor(1, thread_name_prefix="current")

    async def get(self) -> Snapshot:
        """Raises RecordUnavailable when there is none and never was."""
        if self._snapshot is None or time.monotonic() > self._until:
            loop = asyncio.get_running_loop()
            self._snapshot = await loop.run_in_executor(self._looker, load_snapshot)
            self._until = time.monotonic() + 1.0
        return self._snapshot
