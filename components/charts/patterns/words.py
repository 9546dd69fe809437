"""Average paths by kind of event, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts.kit.study_words import beyond_words, window_words
from components.charts.kit.theme import SEVERITY_NAMES, TYPE_NAMES
from components.charts.patterns.params import GROUPINGS, Params
from components.charts.patterns.study import MOST_PANELS
from components.language import agreeing, counted, listed, percent, relative_day
from components.study.calendar import MovedCalendars
from components.study.group import GroupResult

if TYPE_CHECKING:
    from data import Snapshot


MOST_NAMED = 4
NOTHING = "No group of events fits these choices"
COUNTED_ONCE = (
    "A company counts once an event, by its main listing, and events that share a session count once."
)


def group_name(snapshot: Snapshot, by: str, label: str) -> str:
    """A group's label as readers know it."""
    if by == "type":
        return TYPE_NAMES[label]
    if by == "severity":
        return f"{label} {SEVERITY_NAMES[int(label)].lower()}"
    if by == "actor":
        return label if len(label) <= 18 or label not in snapshot.actors.index else label[:17] + "…"
    return label.capitalize() if by == "direction" else label


def title(names: dict[str, str], claims: dict[str, MovedCalendars], params: Params) -> str:
    """How many groups stand out over the event window; the long path stays a picture."""
    if not claims:
        return NOTHING
    window = window_words(params.window)
    clear = [label for label, one in claims.items() if one.clear]
    if not clear:
        return f"By {GROUPINGS[params.by]}, no average over {window} leaves what moved calendars give"
    clear.sort(key=lambda label: -abs(claims[label].actual[-1]))
    said = [
        f"{names[label]} {percent(claims[label].actual[-1], signed=True)}" for label in clear[:MOST_NAMED]
    ]
    first = "; the largest: " if len(clear) > MOST_NAMED else ": "
    verb = agreeing(len(clear), "leaves", "leave")
    return (
        f"Over {window}, {len(clear)} of {counted(len(claims), 'average')} {verb} what moved calendars "
        f"give{first}{listed(said)}"
    )


def subtitle(snapshot: Snapshot, params: Params) -> str:
    return (
        f"Average cumulative abnormal return (CAAR) by {GROUPINGS[params.by]}, "
        f"{window_words(params.shown)}: {beyond_words(snapshot, params)}. "
        "Grey: the middle 95% of the same averages with all events moved together by 4 to 60 sessions. "
        f"Coloured: outside it over {window_words(params.window)}"
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
            "Over many sessions a path also gathers the drift of a share against its earlier trend, events "
            "or not: it depends on the model and the times, so the title speaks of the event window alone."
        )
    return (*notes, COUNTED_ONCE)


def alt(
    names: dict[str, str],
    panels: dict[str, GroupResult],
    claims: dict[str, MovedCalendars],
    params: Params,
) -> str:
    if not panels:
        return "An empty chart: no group of events fits these choices."
    parts = []
    for label, one in panels.items():
        text = f"{names[label]} ({counted(one.n_events, 'event')}): "
        if label in claims:
            text += f"{percent(claims[label].actual[-1], signed=True)}, {rank(claims[label])}; "
        parts.append(f"{text}{percent(one.caar[-1], signed=True)} by day {relative_day(params.shown[1])}")
    return (
        f"Small line charts of average cumulative abnormal returns by {GROUPINGS[params.by]}, "
        f"{window_words(params.shown)}. Over {window_words(params.window)}: {'. '.join(parts)}."
    )


def unusual(names: dict[str, str], claims: dict[str, MovedCalendars]) -> str:
    """How often the same average went as far with all events moved, by group."""
    ranks = "; ".join(f"{names[label]}: {rank(one)}" for label, one in claims.items())
    return f"{ranks}." if ranks else ""


def rank(one: MovedCalendars) -> str:
    """`3 of 114 moved calendars went as far`."""
    return f"{one.as_far or 'none'} of {len(one.shifts)} moved calendars went as far"
