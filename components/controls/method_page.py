"""*Data & method* in words: what the numbers mean, every statistic, and one worked by hand."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.charts.alt import percent, short_day
from components.charts.memo import remembered
from components.charts.record import plain_title
from components.controls.arrival import arrive
from components.controls.glossary_links import linked
from components.controls.page_params import update_page
from components.controls.plain_text import plain
from components.controls.tables import day_columns
from components.study import StudySpec, method, run_study
from components.study.status import MEANING, USED
from data import HKD_PER_USD, Snapshot

PAGE = "method"
TABS = {
    "meaning": "What the numbers mean",
    "statistics": "Every statistic",
    "by-hand": "By hand",
    "record": "The record",
    "prices": "Prices",
    "check": "Check report",
}
STATISTICS = tuple(entry.key for entry in (*method.PAIR_ENTRIES, *method.GROUP_ENTRIES))
_TAB = "method-tab"


def parts(chosen: str) -> Mapping[str, DeltaGenerator]:
    """The page's tabs by their name in the address, `chosen` open."""
    st.session_state[_TAB] = TABS[chosen]
    return dict(zip(TABS, st.tabs(list(TABS.values()), on_change=_turned, key=_TAB), strict=True))


def _turned() -> None:
    labels = {label: name for name, label in TABS.items()}
    update_page(PAGE, tab=labels[st.session_state[_TAB]], statistic=None)


def what_it_means(snapshot: Snapshot) -> None:
    """What a reader may conclude from a number here, and what not."""
    last = snapshot.last_session
    missing = "\n".join(f"- **{status}**: {meaning}" for status, meaning in MEANING.items() if status != USED)
    st.markdown(f"""
#### What the numbers mean
- **{linked("return", "Return")}**: the change of the share from the close before the window to its last close, dividends included.
- **{linked("abnormal-return", "Beyond the market")}** (abnormal return): the return less what the share was expected to do, given how it usually
  moved with its market index over some 120 earlier sessions. Summed over the window it is called {linked("car", "CAR")}.
- **{linked("confidence-interval", "95% range")}**: if the model fits, a range made this way holds the true value in 95 of 100 cases.
- **{linked("placebo-share", "How unusual")}**: how often ordinary windows of the same length, with no recorded event in them, moved the share
  at least as much. “1 in 60” means that such a move happens on its own about once in sixty windows.
- **{linked("false-discovery-rate", "q")}**: among all results at least this unusual, the share that luck alone would be expected to supply. With hundreds of
  events, some large moves are bound to be luck; q says how many.
- **{linked("market-value", "Market value")}**: the change of the close times the shares outstanding, in US dollars at HK${HKD_PER_USD:.2f}, the
  midpoint of the Hong Kong dollar’s peg. Share counts of low confidence are marked.
- **{linked("day-0", "Day 0")}**: the first session in which that market could react. News after Hong Kong’s close shows first in New York.

#### What they don’t mean
- **Not a {linked("causation", "cause")}.** A move beside an event is not proof that the event caused it. Other events often share the window:
  they are listed with every result, and “clean events only” drops such pairs.
- **Not the whole reaction.** News leaks before it is dated, and the hour of publication is known for
  {(snapshot.events["announced_at"] != "").sum()} of {len(snapshot.events)} events.
- **Not independent.** Three firms hit by one event count as one event in every band and comparison, and in the tests that say so (“right when days are shared”).
- **Not advice**, and not complete: prices run through {last.day} {last:%B %Y}; the record holds what curators found and sourced.

#### Why a number may be missing
{missing}
""")


def every_statistic(chosen: str | None = None) -> None:
    """Each statistic in plain words, with its formula and its paper; `chosen` is open and in view."""
    for heading, entries in (("One event and one share", method.PAIR_ENTRIES), ("Groups of events", method.GROUP_ENTRIES)):
        st.subheader(heading)
        for entry in entries:
            asked = entry.key == chosen
            with st.container(key="asked-statistic") if asked else nullcontext(), st.expander(entry.name, expanded=asked):
                st.write(plain(entry.words))
                st.latex(entry.formula)
                st.caption(plain(entry.paper) if entry.paper else "Plain arithmetic.")
    if chosen:
        arrive(".st-key-asked-statistic")


def by_hand(snapshot: Snapshot) -> None:
    """Predict, reveal, and work the number out of the record step by step."""
    st.write(
        "For a class: pick a landmark event and a share, agree on a guess, then reveal what happened and follow the number "
        "from the closes to the result. Both tables can be downloaded, so that every step can be done again in a spreadsheet."
    )
    choices = _workable(snapshot)
    left, right = st.columns([3, 2], gap="large")
    with left:
        event_id, symbol = st.selectbox("Event and share", list(choices), format_func=choices.get)
    with right:
        guess = st.slider("Your guess: the move beyond the market, from the day before to the day after, in %", -30, 30, 0)
    if st.toggle("Reveal", key=f"reveal-{event_id}-{symbol}"):
        st.write(plain(snapshot.events.at[event_id, "summary"]))
        _worked(method.worked_example(snapshot, event_id, symbol), guess)


@remembered(4)
def _workable(snapshot: Snapshot) -> dict[tuple[str, str], str]:
    """Landmark events with the affected shares that have numbers; the worked example's own first."""
    pairs = run_study(snapshot, StudySpec()).pairs
    landmarks = snapshot.events.index[snapshot.events["label"] != ""]
    good = pairs[pairs["event_id"].isin(landmarks) & pairs["affected"] & (pairs["status"] == USED)]
    named = {(row.event_id, row.symbol): f"{short_day(row.date)}: {plain_title(row.title)} ({row.company}, {row.symbol})" for row in good.itertuples()}
    first = (method.EXAMPLE_EVENT, method.EXAMPLE_SYMBOL)
    return {first: named[first], **named} if first in named else named


def _worked(example: method.WorkedExample, guess: int) -> None:
    st.success(f"{plain(example.conclusion)} Your guess was {percent(guess / 100, 0, signed=True)}.")
    st.markdown("**The event window**, returns as fractions")
    st.dataframe(example.window, hide_index=True, column_config=day_columns(example.window), alt="Share, market, expected and abnormal return of each session in the window")
    for number, step in enumerate(example.steps, 1):
        st.markdown(f"**{number}.** {plain(step.words)}")
        st.latex(step.formula)
    st.markdown("**The estimation window**, every session that the line rests on")
    st.dataframe(example.estimation, hide_index=True, column_config=day_columns(example.estimation), height=300, alt="Share and market return of each estimation session")
