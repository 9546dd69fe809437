"""The switches of the study: window, model, benchmark, market, and which pairs count."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from components.charts.impact.params import BeyondChance
from components.charts.kit.record import HONG_KONG, listings_of
from components.charts.kit.windows import WINDOWS, window_name
from components.controls.event.page import model_label
from components.controls.glossary_links import linked
from components.controls.plain_text import plain
from components.controls.state import bound, update_view
from components.controls.usual_method import unusual, usual_method
from components.controls.views import View
from components.language import listed
from components.params.chosen_events import principals
from components.params.record import MARKETS
from components.study.spec import MODELS
from components.study.status import TOO_FEW
from data import Snapshot

MARKET_NAMES = {"hk": "Hong Kong", "us": "New York", "both": "Both"}


def study_switches(snapshot: Snapshot, view: View) -> None:
    """The window in sight, the rest of the method behind one button."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="study-switches"):
        windows = WINDOWS if view.window in WINDOWS else (view.window, *WINDOWS)
        st.selectbox(
            "Event window",
            windows,
            format_func=window_name,
            label_visibility="collapsed",
            width=230,
            **bound("window", view.window),
        )
        st.segmented_control(
            "Market of companies listed twice",
            MARKETS,
            format_func=MARKET_NAMES.__getitem__,
            required=True,
            label_visibility="collapsed",
            **bound("market", view.market),
        )
        if isinstance(view, BeyondChance):
            st.toggle(
                "Beyond chance only",
                help=(
                    "Only moves that stand out after correction for the number of comparisons "
                    f"({linked('false-discovery-rate', 'q')} of at most 5%)."
                ),
                **bound("significant", view.significant),
            )
        with st.popover("Method" + _count(view), icon=":material/science:"):
            _method(snapshot, view)
    if elsewhere := only_elsewhere(snapshot, view):
        st.caption(
            f"{listed(elsewhere)} {'has' if len(elsewhere) == 1 else 'have'} no listing in "
            f"{MARKET_NAMES[view.market]} on record: shown from the other market."
        )


def only_elsewhere(snapshot: Snapshot, view: View) -> list[str]:
    """Companies of the view that are not listed in the market asked for."""
    if view.market == "both":
        return []
    companies = view.company or principals(snapshot)
    shown = listings_of(snapshot, companies, view.market)
    wrong = (shown["exchange"] == HONG_KONG) == (view.market == "us")
    return list(dict.fromkeys(shown.loc[wrong, "company"]))


def _method(snapshot: Snapshot, view: View) -> None:
    st.selectbox(
        "What the share was expected to do",
        MODELS,
        format_func=partial(model_label, snapshot),
        help=f"Five ways to an {linked('expected-return', 'expected return')}.",
        **bound("model", view.model),
    )
    names = snapshot.benchmark_names["name"].to_dict()
    st.selectbox(
        "Compared with",
        (None, *snapshot.benchmarks.columns),
        format_func=lambda code: "Each listing’s home index" if code is None else names.get(code, code),
        placeholder="Each listing’s home index",
        help=f"The index that stands for the share’s market: its {linked('benchmark', 'benchmark')}.",
        **bound("benchmark", view.benchmark),
    )
    if view.benchmark and (note := snapshot.benchmark_names.at[view.benchmark, "note"]):
        st.caption(plain(note))
    st.toggle(
        "Clean events only",
        help=f"Drop pairs with {linked('overlap', 'another event')} on the company in the window.",
        **bound("clean_events", view.clean_events),
    )
    st.toggle(
        "Undisturbed estimation",
        help=(
            f"Leave days near other events out of {linked('clean-estimation', 'the estimation')}. Off: "
            "more events have numbers, on rougher ground."
        ),
        **bound("clean_estimation", view.clean_estimation),
    )
    st.toggle(
        "Only shares that the event concerns",
        help="Off: every event is set beside every share, also those that it did not name.",
        **bound("affected", view.affected),
    )
    usual_method(view)


def offer_every_session(statuses: pd.Series, view: View) -> None:
    """Where many pairs have no numbers because events stand too close, say so and offer the way out."""
    lost = int((statuses == TOO_FEW).sum())
    if view.clean_estimation and lost > len(statuses) / 10:
        words, button = st.columns([4, 1], vertical_alignment="center")
        words.caption(
            f"{lost:,} of {len(statuses):,} pairs have no numbers: events came so thick that too few "
            "undisturbed sessions are left to estimate from. Estimating from every session gives them "
            "numbers, on rougher ground."
        )
        button.button("Use every session", on_click=update_view, kwargs={"clean_estimation": False})


def _count(view: View) -> str:
    moved = len(unusual(view))
    return f" ({moved})" if moved else ""
