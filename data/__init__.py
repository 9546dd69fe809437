"""The record: curated tables, the database built from them, and the frozen
Snapshot that everything else reads. Imports nothing from the layers above."""

from __future__ import annotations

from data.kinds import HKD_PER_USD
from data.search import search_events
from data.serving import load_snapshot, trouble
from data.snapshot import Snapshot
from data.violations import BrokenTables, RecordUnavailable, Violation

__all__ = [
    "HKD_PER_USD",
    "BrokenTables",
    "RecordUnavailable",
    "Snapshot",
    "Violation",
    "load_snapshot",
    "search_events",
    "trouble",
]
