"""Several events together: the ranking or the comparison, their moves as a table, and why they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from components.charts import compare, impact, why_differ
from components.charts.compare.params import MOST
from components.charts.impact.study import Ranking
from components.charts.impact.words import finding
from components.charts.why_differ.study import differences
from components.language import counted
from components.report.asked import Asked
from components.report.blocks import Block, Figure, Heading, Text
from components.report.story import pair_table, pairs_of
from components.study.status import USED

if TYPE_CHECKING:
    from data import Snapshot

MOST_ROWS = 60
"""Rows of the table of moves; the others are in the file that the report names."""


def comparison_blocks(snapshot: Snapshot, asked: Asked) -> list[Block]:
    """The part of a report that sets its events side by side; nothing for a single one."""
    if len(asked.events) < 2:
        return []
    pairs = pd.concat([pairs_of(snapshot, event, asked.params) for event in asked.events])
    used = pairs[pairs["status"] == USED]
    blocks: list[Block] = [Heading("All events together"), Text(finding(Ranking.of(pairs)), "lead")]
    if asked.named and len(asked.events) <= MOST:
        blocks.append(Figure(compare.SLUG, compare.Params.taking(asked.params, events=asked.events)))
    elif not asked.named:
        blocks.append(Figure(impact.SLUG, impact.Params.taking(asked.params)))
        why = why_differ.Params.taking(asked.params)
        found = differences(snapshot, why)
        if found is not None and not found.reason:
            blocks.append(Figure(why_differ.SLUG, why))
    if len(used):
        largest = used.loc[used["car"].abs().sort_values(ascending=False).index[:MOST_ROWS]]
        told = (
            f"The {MOST_ROWS} largest of {len(used):,} moves, by what lies beyond expectation."
            if len(used) > MOST_ROWS
            else f"{counted(len(used), 'move')}, the largest first."
        )
        blocks += [Text(told, "small"), pair_table(snapshot, largest, titled=True)]
    return blocks
