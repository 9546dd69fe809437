"""Patterns: the average path of abnormal returns by kind of event, one small panel a kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from components.charts.chart import Chart
from components.charts.kit.look import Look
from components.charts.kit.memo import remembered
from components.charts.kit.pairs import shown_pairs, study
from components.charts.kit.picture import Drawn
from components.charts.kit.study_params import StudyParams
from components.charts.kit.study_words import method_words, study_notes, study_sources, window_words
from components.charts.kit.theme import DIRECTIONS, TYPE_NAMES
from components.charts.patterns.figure import draw
from components.language import counted, listed, percent, relative_day
from components.params import choice, window
from components.study.group import GroupResult

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "patterns"
NAME = "Average paths"
SUMMARY = "How did the shares move, on average, around events of each kind?"

GROUPINGS = {
    "type": "type of event",
    "actor": "who acted",
    "direction": "direction of policy",
    "severity": "severity",
    "period": "year",
    "company": "company",
}
SEVERITIES = {"1": "Background", "2": "Minor", "3": "Notable", "4": "Major", "5": "Regime-changing"}
MOST_PANELS = 8
FEWEST_EVENTS = 2
"""A group with fewer events has no band and is left to the table."""


@dataclass(frozen=True)
class Params(StudyParams):
    by: str = choice("type", tuple(GROUPINGS), help="what the events are grouped by")
    span: tuple[int, int] = window((-5, 20), help="sessions shown around day 0")


@remembered(32)
def grouped(
    snapshot: Snapshot, params: StudyParams, by: str, window: tuple[int, int]
) -> dict[str, GroupResult]:
    """The groups that the filters leave, by label, in reading order; over `window`."""
    result = study(snapshot, params, window)
    if result is None:
        return {}
    found = result.groups(by, affected_only=params.affected)
    return {label: found[label] for label in _ordered(snapshot, by, found)}


def group_name(snapshot: Snapshot, by: str, label: str) -> str:
    """A group's label as readers know it."""
    if by == "type":
        return TYPE_NAMES[label]
    if by == "severity":
        return f"{label} {SEVERITIES[label].lower()}"
    if by == "actor":
        return label if len(label) <= 18 or label not in snapshot.actors.index else label[:17] + "…"
    return label.capitalize() if by == "direction" else label


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


@remembered(64)
def _drawn(snapshot: Snapshot, params: Params, look: Look) -> Drawn:
    found = grouped(snapshot, params, params.by, params.span)
    panels = {label: one for label, one in found.items() if one.n_events >= FEWEST_EVENTS}
    panels = dict(list(panels.items())[:MOST_PANELS])
    names = {label: group_name(snapshot, params.by, label) for label in panels}
    pairs = shown_pairs(snapshot, params, params.span)
    return Drawn(
        draw({names[label]: one for label, one in panels.items()}, params, look),
        _title(names, panels, params),
        _subtitle(params),
        _alt(names, panels, params),
        _table(found, params.by),
        study_sources(snapshot, pairs["symbol"].unique()),
        _notes(found, panels, params) + study_notes(pairs, params),
    )


def build(snapshot: Snapshot, params: Params, look: Look = Look()) -> Chart:
    """A panel a group. Groups of one event, and actors beyond the most frequent, are in the table only."""
    return _drawn(snapshot, params.replace(event=None), look).chart(SLUG, snapshot, params, look)


def _table(found: dict[str, GroupResult], by: str) -> pd.DataFrame:
    if not found:
        return pd.DataFrame(
            columns=[
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
            ]
        )
    return pd.concat(
        [one.path.assign(by=by, group=label) for label, one in found.items()], ignore_index=True
    )[["by", "group", "day", "n_pairs", "n_events", "n_days", "aar", "caar", "band_low", "band_high"]]


def _ends(panels: dict[str, GroupResult]) -> dict[str, pd.Series]:
    return {label: one.path.iloc[-1] for label, one in panels.items()}


def _title(names: dict[str, str], panels: dict[str, GroupResult], params: Params) -> str:
    if not panels:
        return "No group of events fits these choices"
    ends = _ends(panels)
    below = [label for label, end in ends.items() if end["band_high"] < 0]
    above = [label for label, end in ends.items() if end["band_low"] > 0]
    day = relative_day(params.span[1])
    if not below and not above:
        return f"By {GROUPINGS[params.by]}: no average path is clear of zero by day {day}"
    parts = []
    for labels, side in ((below, "below"), (above, "above")):
        if labels:
            extreme = max(labels, key=lambda label: abs(ends[label]["caar"]))
            parts.append(
                f"{len(labels)} of {len(panels)} average paths lie clearly {side} zero ({names[extreme]} {percent(ends[extreme]['caar'], signed=True)})"
            )
    return f"By day {day}, {listed(parts)}"


def _subtitle(params: Params) -> str:
    return (
        f"Average cumulative abnormal return (CAAR) by {GROUPINGS[params.by]}, {window_words(params.span)}: returns less what {method_words(params)} would give. "
        "Band: 95%, from resampling whole event days"
    )


def _notes(found: dict[str, GroupResult], panels: dict[str, GroupResult], params: Params) -> tuple[str, ...]:
    notes = []
    left_out = [label for label in found if label not in panels]
    if left_out:
        shown = (
            listed(left_out[:6])
            if len(left_out) <= 6
            else f"{', '.join(left_out[:6])} and {len(left_out) - 6} more"
        )
        notes.append(f"Not drawn, with too few events or beyond the {MOST_PANELS} largest groups: {shown}.")
    if params.by == "actor":
        notes.append("An event with several actors is in each of their panels.")
    if params.span[1] - params.span[0] >= 10:
        notes.append(
            "Over many sessions a path also gathers the drift of a share against its earlier trend, events or not."
        )
    notes.append(
        "A company counts once an event, by its main listing, and events that share a session count once."
    )
    return tuple(notes)


def _alt(names: dict[str, str], panels: dict[str, GroupResult], params: Params) -> str:
    if not panels:
        return "An empty chart: no group of events fits these choices."
    parts = [
        f"{names[label]} ({counted(int(end['n_events']), 'event')}): {percent(end['caar'], signed=True)}, band {percent(end['band_low'], signed=True)} to {percent(end['band_high'], signed=True)}"
        for label, end in _ends(panels).items()
    ]
    return f"Small line charts of average cumulative abnormal returns by {GROUPINGS[params.by]}, {window_words(params.span)}. At the end: {'; '.join(parts)}."


def example(snapshot: Snapshot) -> Params:
    """The whole record by type of event."""
    return Params()
