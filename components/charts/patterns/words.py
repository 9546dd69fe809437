"""Average paths by kind of event, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts.kit.study_words import method_words, window_words
from components.charts.kit.theme import SEVERITY_NAMES, TYPE_NAMES
from components.charts.patterns.params import GROUPINGS, Params
from components.charts.patterns.study import MOST_PANELS, last_rows
from components.language import counted, listed, percent, relative_day
from components.study.group import GroupResult

if TYPE_CHECKING:
    from data import Snapshot


NOTHING = "No group of events fits these choices"


def group_name(snapshot: Snapshot, by: str, label: str) -> str:
    """A group's label as readers know it."""
    if by == "type":
        return TYPE_NAMES[label]
    if by == "severity":
        return f"{label} {SEVERITY_NAMES[int(label)].lower()}"
    if by == "actor":
        return label if len(label) <= 18 or label not in snapshot.actors.index else label[:17] + "…"
    return label.capitalize() if by == "direction" else label


def title(names: dict[str, str], panels: dict[str, GroupResult], params: Params) -> str:
    if not panels:
        return NOTHING
    ends = last_rows(panels)
    below = [label for label, end in ends.items() if end["band_high"] < 0]
    above = [label for label, end in ends.items() if end["band_low"] > 0]
    day = relative_day(params.shown[1])
    if not below and not above:
        return f"By {GROUPINGS[params.by]}: no average path is clear of zero by day {day}"
    parts = []
    for labels, side in ((below, "below"), (above, "above")):
        if labels:
            extreme = max(labels, key=lambda label: abs(ends[label]["caar"]))
            parts.append(
                f"{len(labels)} of {len(panels)} average paths lie clearly {side} zero "
                f"({names[extreme]} {percent(ends[extreme]['caar'], signed=True)})"
            )
    return f"By day {day}, {listed(parts)}"


def subtitle(snapshot: Snapshot, params: Params) -> str:
    return (
        f"Average cumulative abnormal return (CAAR) by {GROUPINGS[params.by]}, "
        f"{window_words(params.shown)}: returns less what {method_words(snapshot, params)} would give. "
        "Band: 95%, from resampling whole event days"
    )


def notes(found: dict[str, GroupResult], panels: dict[str, GroupResult], params: Params) -> tuple[str, ...]:
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
    if params.shown[1] - params.shown[0] >= 10:
        notes.append(
            "Over many sessions a path also gathers the drift of a share against its earlier "
            "trend, events or not."
        )
    notes.append(
        "A company counts once an event, by its main listing, and events that share a session count once."
    )
    return tuple(notes)


def alt(names: dict[str, str], panels: dict[str, GroupResult], params: Params) -> str:
    if not panels:
        return "An empty chart: no group of events fits these choices."
    parts = [
        (
            f"{names[label]} ({counted(int(end['n_events']), 'event')}): "
            f"{percent(end['caar'], signed=True)}, band {percent(end['band_low'], signed=True)} to "
            f"{percent(end['band_high'], signed=True)}"
        )
        for label, end in last_rows(panels).items()
    ]
    return (
        f"Small line charts of average cumulative abnormal returns by {GROUPINGS[params.by]}, "
        f"{window_words(params.shown)}. At the end: {'; '.join(parts)}."
    )
