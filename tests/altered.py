"""Records that differ from the real one, for tests."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

from data import Snapshot

_NUMBERS = count(1)


def altered(snapshot: Snapshot, **tables: Any) -> Snapshot:
    """`snapshot` with other tables, under a version of its own: what is remembered of one record serves
    every other of that version, in this test or in the next."""
    return replace(snapshot, version=f"altered{next(_NUMBERS):05d}", _memory={}, **tables)
