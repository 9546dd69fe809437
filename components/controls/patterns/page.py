"""The parts of the Patterns page: tests of one group, and two groups against each other."""

from __future__ import annotations

import math

import pandas as pd
import streamlit as st

from components.charts import patterns
from components.charts.kit.memo import remembered
from components.charts.kit.pairs import study
from components.charts.kit.record import plain_title
from components.charts.kit.study_params import StudyParams
from components.charts.kit.study_words import window_words
from components.charts.patterns.params import GROUPINGS
from components.charts.patterns.study import grouped, moved
from components.charts.patterns.words import group_name, rank
from components.controls.glossary_links import linked
from components.controls.state import bound
from components.controls.tables import probabilities, probability_column
from components.language import counted, of_cases, percent, probability
from components.study.calendar import MovedCalendars
from components.study.group import GroupResult
from components.study.resampling import Comparison, compare_groups
from data import Snapshot

PAGE = "patterns"
LONGEST_TESTED = 3
"""Sessions of the longest window over which the classical tests keep their size."""
TESTS = {
    "cross-sectional-t": "cross-sectional t",
    "patell": "Patell",
    "bmp": "BMP",
    "kolari-pynnonen": "adjusted",
    "corrado": "Corrado",
    "generalised-sign": "generalised sign",
    "sign-test": "sign",
    "wilcoxon": "Wilcoxon",
}
"""Entries of the glossary that explain the tests."""


def grouping(by: str) -> None:
    """What the events are grouped by."""
    names = {key: name.capitalize() for key, name in GROUPINGS.items()}
    st.segmented_control(
        "Group by",
        tuple(names),
        format_func=names.__getitem__,
        required=True,
        label_visibility="collapsed",
        **bound("by", by),
    )


def outcome_switch(outcome: str) -> None:
    """Whether moves count with their sign, or by their size alone."""
    names = {"move": "Which way and how far", "size": "How far alone"}
    st.segmented_control(
        "What is explained",
        tuple(names),
        format_func=names.__getitem__,
        required=True,
        label_visibility="collapsed",
        **bound("outcome", outcome),
    )


def group_tests(snapshot: Snapshot, params: patterns.Params, chosen: str) -> None:
    """Whether one group's average move differs from zero, by every test, in a readable table."""
    found = grouped(snapshot, params.replace(event=None), params.by, params.window)
    if not found:
        return
    label = chosen if chosen in found else next(iter(found))
    st.selectbox(
        "Group",
        list(found),
        format_func=lambda one: group_name(snapshot, params.by, one),
        **bound("a", label),
    )
    one = found[label]
    calendar = moved(snapshot, params.replace(event=None), params.by, params.window)[label]
    st.write(verdict(one, calendar, group_name(snapshot, params.by, label), params.window))
    path = grouped(snapshot, params.replace(event=None), params.by, params.shown).get(label)
    if path and (said := bridge(one, path, params)):
        st.caption(said)
    length = params.window[1] - params.window[0] + 1
    with st.expander("All tests"):
        _tests(one, calendar, length, label)


def _tests(one: GroupResult, calendar: MovedCalendars, length: int, label: str) -> None:
    """Every test of one group in a table, with how to read it."""
    st.dataframe(
        readable(one, calendar, length),
        hide_index=True,
        column_config={
            "Test": st.column_config.TextColumn(
                help=f"What each asks: {', '.join(linked(term, words) for term, words in TESTS.items())}."
            ),
            "p": probability_column(width=90),
            "Statistic": st.column_config.NumberColumn(format="%.2f"),
        },
        alt=f"Tests of the average abnormal return of {label}.",
    )
    st.caption(
        f"A small {linked('p-value', 'p')} says that an average this far from zero is rare without the "
        f"events. {linked('moved-calendars', 'Moved calendars')} come first: they keep every cluster and "
        f"overlap of the record. Tests marked “yes” stay right when several shares or events "
        f"{linked('clustering', 'share a day')}."
        + (
            ""
            if length <= LONGEST_TESTED
            else " Beyond three sessions the classical tests call far too many averages unusual: with days "
            "drawn at random from a fifth to half of them."
        )
    )


def bridge(tested: GroupResult, drawn: GroupResult, params: patterns.Params) -> str:
    """Why the chart ends a group's path at another figure than its test has; "" where they are one."""
    if params.shown == params.window or not tested.n_events or not drawn.n_events:
        return ""
    here, there = (one.caar[-1] for one in (tested, drawn))
    counts = (
        f", and rests on {counted(drawn.n_events, 'event')}: a longer path needs prices for longer"
        if drawn.n_events != tested.n_events
        else ""
    )
    return (
        f"The chart’s path of this group ends at {percent(there, signed=True)} because it adds up "
        f"{window_words(params.shown)}{counts}; {percent(here, signed=True)} is its part over "
        f"{window_words(params.window)}, which is what is tested."
    )


def other_average(tested: GroupResult, mean: float, name: str) -> str:
    """Why a group's average in the comparison is not that of its test; "" where they are one."""
    average = percent(tested.caar[-1], signed=True)
    if average == percent(mean, signed=True) or not math.isfinite(mean):
        return ""
    return f"With those, {name} is {average}, as in its test. "


def verdict(one: GroupResult, calendar: MovedCalendars, name: str, window: tuple[int, int]) -> str:
    """One sentence: the average, its rank among moved calendars, its band and what it rests on."""
    end = one.path.iloc[-1]
    if not one.n_events or not math.isfinite(end["caar"]):
        return f"**{name}**: no event of this group has numbers."
    lead = (
        f"**{name}**, {window_words(window)}: {percent(end['caar'], signed=True)} on average, over "
        f"{counted(one.n_events, 'event')} and {counted(int(end['n_pairs']), 'reaction')}"
    )
    if math.isfinite(calendar.p):
        lead += f"; {rank(calendar)} (p {probability(calendar.p)})"
    if not math.isfinite(end["band_low"]):
        return f"{lead}; too few for an interval."
    return (
        f"{lead}. Resampling event days gives {percent(end['band_low'], signed=True)} to "
        f"{percent(end['band_high'], signed=True)} (95%)."
    )


def readable(one: GroupResult, calendar: MovedCalendars, length: int) -> pd.DataFrame:
    """The rank among moved calendars, then the classical tests, marked where the window is too long."""
    tests = one.tests
    first = pd.DataFrame(
        {
            "Test": ["Moved calendars"],
            "Statistic": [calendar.actual[-1] * 100],
            "p": probabilities(pd.Series([calendar.p])),
            "Cases": [len(calendar.shifts)],
            "Right when days are shared": ["yes"],
            "Note": ["Statistic: the average in %. p: its rank among the moved ones."],
        }
    )
    late = "" if length <= LONGEST_TESTED else "Not reliable beyond three sessions. "
    theirs = pd.DataFrame(
        {
            "Test": tests["test"],
            "Statistic": tests["statistic"],
            "p": probabilities(tests["p"]),
            "Cases": tests["n"],
            "Right when days are shared": tests["clustered"].map({True: "yes", False: "no"}),
            "Note": late + tests["note"],
        }
    )
    return pd.concat([first, theirs], ignore_index=True)


def two_groups(snapshot: Snapshot, params: patterns.Params, a: str, b: str) -> None:
    """Do shares move otherwise beside one group than another? A permutation test over event days."""
    found = grouped(snapshot, params.replace(event=None), params.by, params.window)
    if params.by == "company" or len(found) < 2:
        st.caption("Two groups of events are needed here; companies share their events.")
        return
    labels = list(found)
    first = a if a in found else labels[0]
    second = b if b in found and b != first else next(label for label in labels if label != first)
    others = [label for label in labels if label != first]
    st.selectbox(
        "Against",
        others,
        format_func=lambda one: group_name(snapshot, params.by, one),
        **bound("b", second),
    )
    outcome, shared = compared(snapshot, params.replace(event=None), first, second)
    names = [group_name(snapshot, params.by, label) for label in (first, second)]
    st.write(comparison_sentence(outcome, names[0], names[1], params.window))
    left_out = [f"{counted(shared, 'event')} in both groups"] if shared else []
    left_out += [f"{counted(outcome.left_out, 'event day')} with events of both"] if outcome.left_out else []
    with_them = "".join(
        other_average(found[label], mean, name)
        for label, mean, name in zip((first, second), (outcome.mean_a, outcome.mean_b), names, strict=True)
    )
    st.caption(
        (f"Left out: {' and '.join(left_out)}. {with_them}" if left_out else "")
        + (
            f"{linked('permutation-test', 'Permutation test')}: the labels are shuffled over whole "
            "event days 9,999 times; p is how often chance alone parts the groups as far."
        )
    )


@remembered(32)
def compared(snapshot: Snapshot, params: patterns.Params, a: str, b: str) -> tuple[Comparison, int]:
    """The comparison of two groups, and how many events stood in both and were left out."""
    found = grouped(snapshot, params, params.by, params.window)
    ids_a, ids_b = set(found[a].sample.event_ids), set(found[b].sample.event_ids)
    result = study(snapshot, params, params.window)
    if result is None:
        raise LookupError("no event fits the filters, so there are no groups")
    return compare_groups(
        result, sorted(ids_a - ids_b), sorted(ids_b - ids_a), affected_only=params.affected
    ), len(ids_a & ids_b)


def comparison_sentence(outcome: Comparison, a: str, b: str, window: tuple[int, int]) -> str:
    if not math.isfinite(outcome.p):
        return f"**{a}** and **{b}** cannot be compared: {outcome.note}"
    return (
        f"**{a}** {percent(outcome.mean_a, signed=True)} ({counted(outcome.days_a, 'event day')}) "
        f"against **{b}** {percent(outcome.mean_b, signed=True)} "
        f"({counted(outcome.days_b, 'event day')}), {window_words(window)}: they differ by "
        f"{100 * abs(outcome.difference):.1f} percentage points; shuffled labels part them as far in "
        f"{of_cases(outcome.p)} (p {probability(outcome.p)})."
    )


def like_which(snapshot: Snapshot, params: StudyParams) -> str:
    """What “events like the chosen one” means now."""
    if params.event is None:
        return (
            "All events of the filters above. Choose an event (here, on the Timeline or on Impact) to "
            "see what followed events of its type and direction."
        )
    return (
        "Events of the type and direction of "
        f"“{plain_title(snapshot.events.at[params.event, 'title'])}”, unless the filters above say "
        "otherwise."
    )
