"""Remember the costly part of a chart, so that a click redraws only what changed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from data import Snapshot

Result = TypeVar("Result")


def remembered(size: int) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
    """Cache `f(snapshot, *key)` by the snapshot's version and the hashable `key`.

    What is of a private snapshot is kept with that snapshot alone. Least recently used
    entries go first; safe between threads (two threads may both compute a missing entry,
    neither waits for the other). Callers must not change what they are given.
    """

    def decorate(function: Callable[..., Result]) -> Callable[..., Result]:
        kept: OrderedDict[tuple[Any, ...], Result] = OrderedDict()
        lock = threading.Lock()

        @wraps(function)
        def look_up(snapshot: Snapshot, *key: Any) -> Result:
            if snapshot.private:
                return snapshot.remember((function, *key), lambda: function(snapshot, *key))
            full = (snapshot.version, *key)
            with lock:
                if full in kept:
                    kept.move_to_end(full)
                    return kept[full]
            result = function(snapshot, *key)
            with lock:
                kept[full] = result
                while len(kept) > size:
                    kept.popitem(last=False)
            return result

        return look_up

    return decorate
