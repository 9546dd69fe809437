"""Groups of events side by side: the average move of each, against the same calendar moved elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

from components.answers.answer import NO_PROOF, Answer, Shown, cell, finished
from components.answers.pages import page, rest
from components.charts import patterns
from components.charts.kit.study_params import StudyParams
from components.charts.kit.study_words import beyond_words, window_words
from components.charts.patterns import words
from components.charts.patterns.params import GROUPINGS, Grouping
from components.charts.patterns.study import FEWEST_EVENTS, MOST_PANELS, grouped, moved
from components.language import counted, percent
from components.params.answers import Rows
from components.study.calendar import MovedCalendars
from components.study.group import GroupResult

if TYPE_CHECKING:
    from data import Snapshot

UNITS = {
    "caar, moved_low, moved_high": "average cumulative abnormal return, fractions, 0.01 is one percent",
    "moved_as_far": "calendars moved by 4 to 60 sessions whose average went as far, of moved_calendars",
}
Group = tuple[str, GroupResult, MovedCalendars]


@dataclass(frozen=True)
class CompareGroupsParams(Rows, Grouping, StudyParams):
    """What the events are grouped by, and how their moves are measured over the event window."""

    FIXED = StudyParams.FIXED | {"event", "span"}


def compare_answer(snapshot: Snapshot, params: CompareGroupsParams, base: str) -> Answer:
    """Every group of two events and more, with the numbers of the Patterns page over the event window."""
    asked = patterns.Params.taking(params)
    found = grouped(snapshot, asked, asked.by, asked.window)
    calendars = moved(snapshot, asked, asked.by, asked.window)
    groups = [(label, one, calendars[label]) for label, one in found.items() if one.n_events >= FEWEST_EVENTS]
    names = {label: words.group_name(snapshot, asked.by, label) for label, _, _ in groups}
    claims = {label: one for label, _, one in groups[:MOST_PANELS] if isfinite(one.p)}
    title = words.title(names, claims, asked)
    alone = len(found) - len(groups)

    def make(shown: list[Group], place: dict[str, int | None]) -> Answer:
        return finished(
            snapshot,
            base,
            title=title,
            sentences=[
                f"{title}.",
                f"Average cumulative abnormal return (CAAR) by {GROUPINGS[asked.by]}, "
                f"{window_words(asked.window)}: {beyond_words(snapshot, asked)}.",
                *(_line(names[label], one, calendar) for label, one, calendar in shown),
                *rest(place),
            ],
            facts={
                **place,
                "by": asked.by,
                "window": list(asked.window),
                "model": asked.model,
                "groups": [_facts(*group) for group in shown],
            },
            units=UNITS,
            shown=Shown.chart_of("patterns", asked),
            caveats=[
                *([f"Left out, with a single event each: {counted(alone, 'group')}."] if alone else []),
                words.COUNTED_ONCE,
                "Calendars moved elsewhere keep every cluster; they say what luck alone would give.",
                NO_PROOF,
            ],
        )

    return page(groups, params, make)


def _facts(label: str, one: GroupResult, calendar: MovedCalendars) -> dict[str, Any]:
    return {
        "group": label,
        "n_events": one.n_events,
        "n_pairs": len(one.sample),
        "n_days": one.sample.event_days,
        "caar": cell(float(one.caar[-1])),
        "moved_low": cell(float(calendar.low[-1])),
        "moved_high": cell(float(calendar.high[-1])),
        "moved_as_far": calendar.as_far,
        "moved_calendars": len(calendar.shifts),
        "clear": calendar.clear,
    }


def _line(name: str, one: GroupResult, calendar: MovedCalendars) -> str:
    end = float(one.caar[-1])
    return f"{name} ({counted(one.n_events, 'event')}): {percent(end, signed=True)}; {words.rank(calendar)}."
