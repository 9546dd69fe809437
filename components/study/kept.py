"""What was computed for a snapshot is kept for the next who asks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from data import Snapshot

Result = TypeVar("Result")


class Kept(Generic[Result]):
    """The last `most` results, by data version and key; the least recently used goes first.

    What is of a private snapshot is kept with that snapshot alone. Safe between threads: two may both
    compute a missing entry, neither waits for the other. Callers must not change what they are given.
    """

    def __init__(self, most: int):
        """Nothing yet."""
        self.most = most
        self.entries: OrderedDict[tuple[Hashable, ...], Result] = OrderedDict()
        self._lock = Lock()

    def get(self, snapshot: Snapshot, key: tuple[Any, ...], build: Callable[[], Result]) -> Result:
        """The result of `build()` for this key, from before if it is still kept."""
        if snapshot.private:
            found: Result = snapshot.remember((self, *key), build)
            return found
        full = (snapshot.version, *key)
        with self._lock:
            if full in self.entries:
                self.entries.move_to_end(full)
                return self.entries[full]
        result = build()
        with self._lock:
            self.entries[full] = result
            while len(self.entries) > self.most:
                self.entries.popitem(last=False)
        return result
