"""The groups of events that the filters leave, each with its average path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from components.charts.kit.memo import remembered
from components.charts.kit.pairs import study
from components.charts.kit.study_params import StudyParams
from components.charts.kit.theme import TYPE_NAMES
from components.study.calendar import MovedCalendars, calendar_placebo
from components.study.group import GroupResult, groups
from data.kinds import DIRECTIONS

if TYPE_CHECKING:
    from data import Snapshot

MOST_PANELS = 8
FEWEST_EVENTS = 2
"""A group with fewer events has no band and is left to the table."""


@remembered(32)
def grouped(
    snapshot: Snapshot, params: StudyParams, by: str, window: tuple[int, int]
) -> dict[str, GroupResult]:
    """The groups that the filters leave, by label, in reading order; over `window`."""
    result = study(snapshot, params, window)
    if result is None:
        return {}
    found = groups(result, by, affected_only=params.affected)
    return {label: found[label] for label in _ordered(snapshot, by, found)}


def _ordered(snapshot: Snapshot, by: str, found: dict[str, GroupResult]) -> list[str]:
    """Reading order: types and directions as everywhere, numbers rising, actors by how often they acted."""
    fixed = {
        "type": list(TYPE_NAMES),
        "direction": list(DIRECTIONS),
        "company": list(snapshot.companies.index),
    }
    if by in fixed:
        return [label for label in fixed[by] if label in found]
    if by == "actor":
        return sorted(found, key=lambda label: (-found[label].n_events, label))
    return sorted(found)


@remembered(32)
def moved(
    snapshot: Snapshot, params: StudyParams, by: str, window: tuple[int, int]
) -> dict[str, MovedCalendars]:
    """The same groups with all events moved together, 114 ways: what the calendar alone would give."""
    return calendar_placebo(grouped(snapshot, params, by, window))


TABLE_COLUMNS = (
    "by",
    "group",
    "day",
    "n_pairs",
    "n_events",
    "n_days",
    "aar",
    "caar",
    "band_low",
    "band_high",
    "moved_low",
    "moved_high",
)


def table(found: dict[str, GroupResult], calendars: dict[str, MovedCalendars], by: str) -> pd.DataFrame:
    """A row a group and day; moved_low and moved_high: the middle 95% of moved calendars, fractions."""
    if not found:
        return pd.DataFrame(columns=list(TABLE_COLUMNS))
    return pd.concat(
        [
            one.path.assign(
                by=by, group=label, moved_low=calendars[label].low, moved_high=calendars[label].high
            )
            for label, one in found.items()
        ],
        ignore_index=True,
    )[list(TABLE_COLUMNS)]
