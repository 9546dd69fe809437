"""A whole report, from its first line to its citation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.language import counted
from components.report.asked import Asked
from components.report.background import change_blocks, citation_blocks, head_blocks, method_blocks
from components.report.blocks import Block, Text
from components.report.comparison import comparison_blocks
from components.report.story import event_blocks

if TYPE_CHECKING:
    from data import Snapshot

WHOLE = 12
"""Events that are told whole where filters chose them, unless asked otherwise."""


def blocks_of(snapshot: Snapshot, asked: Asked, whole: int = WHOLE) -> list[Block]:
    """The blocks of a report. whole: most events to be told whole, the gravest of those filters chose."""
    told = asked.events if asked.named else _gravest(snapshot, asked.events, whole)
    left, several = len(asked.events) - len(told), len(asked.events) > 1
    note = f"The {counted(len(told), 'gravest event')} told whole; {left} more stand in the table alone."
    return [
        *head_blocks(snapshot, asked),
        *comparison_blocks(snapshot, asked),
        *([Text(note, "small")] if left else []),
        *(block for event in told for block in event_blocks(snapshot, event, asked.params, titled=several)),
        *method_blocks(snapshot, asked.params),
        *change_blocks(snapshot, asked.events),
        *citation_blocks(snapshot, asked),
    ]


def _gravest(snapshot: Snapshot, events: tuple[str, ...], most: int) -> tuple[str, ...]:
    """The most severe events, in the order of the record."""
    severity = snapshot.events.loc[list(events), "severity"]
    kept = set(severity.sort_values(ascending=False, kind="stable").index[:most])
    return tuple(event for event in events if event in kept)
