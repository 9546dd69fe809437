"""*Data & method* in words: what the numbers mean, every statistic, and one worked by hand."""

from __future__ import annotations

import streamlit as st

from components.charts.alt import percent, short_day
from components.charts.memo import remembered
from components.charts.record import plain_title
from components.controls.plain_text import plain
from components.controls.tables import day_columns
from components.study import StudySpec, method, run_study
from components.study.status import MEANING, USED
from data import HKD_PER_USD, Snapshot


def what_it_means(snapshot: Snapshot) -> None:
    """What a reader may conclude from a number here, and what not."""
    last = snapshot.last_session
    missing = "\n".join(f"- **{status}**: {meaning}" for status, meaning in MEANING.items() if status != USED)
    st.markdown(f"""
#### What the numbers mean
- **Return**: the change of the share from the close before the window to its last close, dividends included.
- **Beyond the market** (abnormal return): the return less what the share was expected to do, given how it usually
  moved with its market index over some 120 earlier sessions. Summed over the window it is called CAR.
- **95% range**: if the model fits, a range made this way holds the true value in 95 of 100 cases.
- **How unusual**: how often ordinary windows of the same length, with no recorded event in them, moved the share
  at least as much. “1 in 60” means that such a move happens on its own about once in sixty windows.
- **q**: among all results at least this unusual, the share that luck alone would be expected to supply. With hundreds of
  events, some large moves are bound to be luck; q says how many.
- **Market value**: the change of the close times the shares outstanding, in US dollars at HK${HKD_PER_USD:.2f}, the
  midpoint of the Hong Kong dollar’s peg. Share counts of low confidence are marked.
- **Day 0**: the first session in which that market could react. News after Hong Kong’s close shows first in New York.

#### What they don’t mean
- **Not a cause.** A move beside an event is not proof that the event caused it. Other events often share the window:
  they are listed with every result, and “clean events only” drops such pairs.
- **Not the whole reaction.** News leaks before it is dated, and the hour of publication is known for
  {(snapshot.events["announced_at"] != "").sum()} of {len(snapshot.events)} events.
- **Not independent.** Three firms hit by one event count as one event in every band and comparison, and in the tests that say so (“right when days are shared”).
- **Not advice**, and not complete: prices run through {last.day} {last:%B %Y}; the record holds what curators found and sourced.

#### Why a number may be missing
{missing}
""")


def every_statistic() -> None:
    """Each statistic in plain words, with its formula and its paper."""
    for heading, entries in (("One event and one share", method.PAIR_ENTRIES), ("Groups of events", method.GROUP_ENTRIES)):
        st.subheader(heading)
        for entry in entries:
            with st.expander(entry.name):
                st.write(plain(entry.words))
                st.latex(entry.formula)
                st.caption(plain(entry.paper) if entry.paper else "Plain arithmetic.")


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
