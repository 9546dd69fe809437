"""*Data & method* in words: what the numbers mean, every statistic, and one worked by hand."""

from __future__ import annotations

import streamlit as st

from components.controls.event_page import plain
from components.study import method
from components.study.status import MEANING
from data import HKD_PER_USD, Snapshot


def what_it_means(snapshot: Snapshot) -> None:
    """What a reader may conclude from a number here, and what not."""
    last = snapshot.last_session
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
- **Not independent.** Three firms hit by one event count as one event in every test of a group.
- **Not advice**, and not complete: prices run through {last.day} {last:%B %Y}; the record holds what curators found and sourced.

#### Why a number may be missing
""")
    for status, meaning in MEANING.items():
        st.markdown(f"- **{status}**: {meaning}")


def every_statistic() -> None:
    """Each statistic in plain words, with its formula and its paper."""
    st.caption("In the order in which they are made: first one event and share, then groups of events.")
    for entry in method.ENTRIES:
        with st.expander(entry.name):
            st.write(plain(entry.meaning))
            if entry.formula:
                st.latex(entry.formula)
            if entry.paper:
                st.caption(plain(entry.paper))


def by_hand(snapshot: Snapshot) -> None:
    """A number of the record, worked step by step from the closes."""
    example = method.worked_example(snapshot)
    st.write(plain(example.introduction))
    for number, step in enumerate(example.steps, 1):
        st.markdown(f"**{number}. {plain(step.name)}**")
        st.write(plain(step.meaning))
        if step.formula:
            st.latex(step.formula)
        if step.table is not None:
            st.dataframe(step.table, hide_index=True, alt=step.name)
