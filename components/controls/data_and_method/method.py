"""*Data & method* in words: what the numbers mean, and every statistic."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from typing import Any

import streamlit as st

from components.controls.data_and_method.beyond_tech import beyond_tech
from components.controls.glossary_links import linked
from components.controls.plain_text import plain
from components.controls.scroll_to import scroll_to
from components.controls.state import update_view
from components.controls.views import TABS
from components.language import day, percent
from components.study import method
from components.study.record import drift_variance
from components.study.status import MEANING, USED
from data import HKD_PER_USD, Snapshot

PAGE = "method"
_TAB = "method-tab"


def parts(chosen: str) -> Mapping[str, Any]:
    """The page's tabs by their name in the address, `chosen` open."""
    st.session_state[_TAB] = TABS[chosen]
    return dict(zip(TABS, st.tabs(list(TABS.values()), on_change=_turned, key=_TAB), strict=True))


def _turned() -> None:
    labels = {label: name for name, label in TABS.items()}
    update_view(tab=labels[st.session_state[_TAB]], statistic=None)


def what_it_means(snapshot: Snapshot) -> None:
    """What a reader may conclude from a number here, and what not."""
    last = snapshot.last_session
    tau2 = drift_variance(snapshot)
    missing = "\n".join(f"- **{status}**: {meaning}" for status, meaning in MEANING.items() if status != USED)
    st.markdown(f"""
## What the numbers mean
- **{linked("return", "Return")}**: the change of the share from the close before the window to its last
  close, dividends included.
- **{linked("abnormal-return", "Beyond the market")}** (abnormal return): the return less what the share was
  expected to do, given how it usually
  moved with its market index over some 120 earlier sessions. Summed over the window it is called
  {linked("car", "CAR")}.
- **{linked("drift", "Drift")}**: what a share gained a session beyond its market in those months is mostly
  luck, so only a part of it is expected to go on. On ordinary days the record’s shares drift by about
  {percent(tau2**0.5, 3)} a session (τ; its square is {tau2 * 1e7:.1f} × 10⁻⁷).
- **{linked("confidence-interval", "95% range")}**: if the model fits, a range made this way holds the true
  value in 95 of 100 cases.
- **{linked("placebo-share", "How unusual")}**: how often ordinary windows of the same length, with no
  recorded event in them, were at least as unusual: the move measured against the noise of its own time,
  up or down. “12 of 772” means that twelve of them did, with no recorded event near.
- **{linked("false-discovery-rate", "q")}**: among all results at least this unusual, the share that luck
  alone would be expected to supply. With hundreds of
  events, some large moves are bound to be luck; q says how many.
- **{linked("market-value", "Market value")}**: the change of the close times the shares outstanding, in US
  dollars at HK${HKD_PER_USD:.2f}, the
  midpoint of the Hong Kong dollar’s peg. Share counts of low confidence are marked.
- **{linked("day-0", "Day 0")}**: the first session in which that market could react. News after Hong Kong’s
  close shows first in New York.

## What they don’t mean
- **Not a {linked("causation", "cause")}.** A move beside an event is not proof that the event caused it.
  Other events often share the window:
  they are listed with every result, and “clean events only” drops such pairs.
- **Not the whole reaction.** News leaks before it is dated, and the hour of publication is known for
  {(snapshot.events["announced_at"] != "").sum()} of {len(snapshot.events)} events.
- **Not independent.** Three firms hit by one event count as one event in every band and comparison, and in
  the tests that say so (“right when days are shared”).
- **Not advice**, and not complete: prices run through {day(last)}; the record holds what curators found and
  sourced.

## Why a number may be missing
{missing}
""")
    beyond_tech(snapshot)


def every_statistic(chosen: str | None = None) -> None:
    """Each statistic in plain words, with its formula and its paper; `chosen` is open and in view."""
    for heading, entries in (
        ("One event and one share", method.PAIR_ENTRIES),
        ("Groups of events", method.GROUP_ENTRIES),
    ):
        st.header(heading)
        for entry in entries:
            asked = entry.key == chosen
            with (
                st.container(key="asked-statistic") if asked else nullcontext(),
                st.expander(entry.name, expanded=asked),
            ):
                st.write(plain(entry.words))
                st.latex(entry.formula)
                st.caption(plain(entry.paper) if entry.paper else "Plain arithmetic.")
    if chosen:
        scroll_to(".st-key-asked-statistic")


def by_hand() -> None:
    """Where any number can be followed from the closes to the result."""
    st.write(
        "Any event and any share can be worked out again, from the closes to the result: the steps "
        "with their numbers on screen, a workbook whose formulas are live, a sheet to print, both also "
        "with blanks for a class to fill in, and a notebook."
    )
    st.page_link("classroom.py", label="Reproduce it by hand", query_params={"part": "by-hand"})
