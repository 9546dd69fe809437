"""Remember the costly part of a chart, so that a click redraws only what changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from components.study.kept import Kept

if TYPE_CHECKING:
    from data import Snapshot

Result = TypeVar("Result")


def remembered(size: int) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
    """Keep the last `size` results of `f(snapshot, *key)`, where `key` is hashable; see `Kept`."""

    def decorate(function: Callable[..., Result]) -> Callable[..., Result]:
        kept: Kept[Result] = Kept(size)

        @wraps(function)
        def look_up(snapshot: Snapshot, *key: Any) -> Result:
            return kept.get(snapshot, key, lambda: function(snapshot, *key))

        return look_up

    return decorate
