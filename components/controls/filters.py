"""The filters of the record, shared by every page that lists events."""

from __future__ import annotations

from datetime import date

import streamlit as st

from components.charts.kit.memo import remembered
from components.charts.kit.record import chosen_companies
from components.charts.kit.theme import TYPE_NAMES
from components.charts.timeline.params import PRICES
from components.controls.glossary_links import linked
from components.controls.state import bound, reset_view, update_view
from components.controls.views import TimelineView, View
from components.params.chosen_events import principals
from components.params.record import companies_named, companies_with_prices, record_period
from data import Snapshot
from data.kinds import DIRECTIONS, TYPES

DIRECTION_NAMES = {"tightening": "▼ Tightening", "easing": "▲ Easing", "neutral": "● Neutral"}
PRICE_NAMES = {"rebased": "Rebased to 100", "traded": "As traded", "total": "Total return"}
SEVERITY_NAMES = {
    1: "All, background too",
    2: "Minor and up",
    3: "Notable and up",
    4: "Major and up",
    5: "Regime-changing only",
}


def company_filter(snapshot: Snapshot, view: View) -> None:
    """The three principals and, one click away, everybody else with prices."""
    usual = principals(snapshot)
    st.pills(
        "Companies",
        companies_with_prices(snapshot),
        selection_mode="multi",
        width="content",
        wrap=True,
        label_visibility="collapsed",
        **bound(
            "company",
            list(chosen_companies(snapshot, view.company)),
            read=lambda chosen: _kept(tuple(chosen), view.company, usual),
        ),
    )


def _kept(chosen: tuple[str, ...], before: tuple[str, ...], usual: tuple[str, ...]) -> tuple[str, ...]:
    """The companies chosen, () for the usual ones; the last one cannot be taken off."""
    if not chosen:
        st.toast("One company stays chosen: choose another before you take this one off.")
        return before
    return () if set(chosen) == set(usual) else chosen


def event_filters(snapshot: Snapshot, view: View) -> None:
    """Search, direction, and the rest behind one button."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="event-filters"):
        st.text_input(
            "Search the record",
            placeholder="Search: antitrust, 反垄断, Ant Group …",
            label_visibility="collapsed",
            width=290,
            max_chars=200,
            **bound("q", view.q),
        )
        st.pills(
            "Direction",
            DIRECTIONS,
            selection_mode="multi",
            format_func=DIRECTION_NAMES.__getitem__,
            label_visibility="collapsed",
            **bound("direction", list(view.direction)),
        )
        with st.popover(f"Filters{_count(view)}"):
            _more_filters(snapshot, view)


def _more_filters(snapshot: Snapshot, view: View) -> None:
    """Two columns: the panel must fit a screen of 720 pixels under the button that opens it."""
    with st.container(key="more-filters"):
        left, right = st.columns(2, gap="medium")
        with left:
            st.multiselect(
                "Type of event",
                TYPES,
                format_func=TYPE_NAMES.__getitem__,
                placeholder="All types",
                **bound("type", list(view.type)),
            )
            st.multiselect(
                "Names the company",
                companies_named(snapshot),
                placeholder="Any company",
                help=(
                    "Events whose text names one of these companies. The buttons at the top choose whose "
                    "shares are shown."
                ),
                **bound("named", list(view.named)),
            )
        with right:
            names = _actors_who_acted(snapshot)
            st.multiselect(
                "Who acted",
                list(names),
                format_func=names.__getitem__,
                placeholder="Everybody",
                **bound("actor", list(view.actor)),
            )
            st.select_slider(
                "Severity",
                list(SEVERITY_NAMES),
                format_func=SEVERITY_NAMES.__getitem__,
                help=f"How much an event weighed, as {linked('severity', 'judged by the curators')}.",
                **bound("severity", view.severity),
            )
        period_filter(snapshot, view)
        st.toggle(
            "Show other shocks",
            help=(
                "Things outside the campaign that moved these shares "
                f"({linked('confounder', '“confounders”')}): results, placements, wars, US measures."
            ),
            **bound("confounders", view.confounders),
        )


@remembered(4)
def _actors_who_acted(snapshot: Snapshot) -> dict[str, str]:
    """Codes of the actors that stand in an event, with both names."""
    used = {code for actors in snapshot.events["actors"] for code in actors}
    return {
        code: f"{row['name']} {row['name_zh']}"
        for code, row in snapshot.actors.to_dict("index").items()
        if code in used
    }


def period_filter(snapshot: Snapshot, view: View) -> None:
    """A year, or first and last day; a box drawn on the timeline sets the same two."""
    first, last = (edge.date() for edge in record_period(snapshot))
    spans = _years(snapshot)
    shown = next((year for year, span in spans.items() if span == (view.from_, view.to)), None)
    key = "view_year"
    st.session_state[key] = shown
    st.pills("Year", list(spans), key=key, on_change=_choose_year, args=(key, spans))
    left, right = st.columns(2, gap="medium")
    with left:
        st.date_input(
            "From",
            min_value=first,
            max_value=last,
            format="YYYY-MM-DD",
            **bound("from_", view.from_ and min(max(view.from_, first), last)),
        )
    with right:
        st.date_input(
            "To",
            min_value=first,
            max_value=last,
            format="YYYY-MM-DD",
            **bound("to", view.to and min(max(view.to, first), last)),
        )


@remembered(4)
def _years(snapshot: Snapshot) -> dict[int, tuple[date, date]]:
    """Years with events, each with its first and last day."""
    return {
        year: (date(year, 1, 1), date(year, 12, 31)) for year in sorted(set(snapshot.events["date"].dt.year))
    }


def _choose_year(key: str, spans: dict[int, tuple[date, date]]) -> None:
    first, last = spans.get(st.session_state[key], (None, None))
    update_view(from_=first, to=last)


def price_view(view: TimelineView, *, candles: bool) -> None:
    """How prices are drawn."""
    with st.container(
        horizontal=True, gap="small", vertical_alignment="center", key="price-view", width="content"
    ):
        st.segmented_control(
            "Prices",
            PRICES,
            format_func=PRICE_NAMES.__getitem__,
            required=True,
            label_visibility="collapsed",
            **bound("price", view.price),
        )
        st.toggle("Log axis", **bound("log", view.log))
        if candles:
            st.segmented_control(
                "Style",
                ("line", "candlestick"),
                format_func=str.capitalize,
                required=True,
                label_visibility="collapsed",
                **bound("style", view.style),
            )
        if view.from_ or view.to:
            st.button("Whole period", on_click=update_view, kwargs={"from_": None, "to": None})


def _count(view: View) -> str:
    active = sum(
        (
            bool(view.type),
            bool(view.actor),
            bool(view.named),
            view.severity > 1,
            not view.confounders,
            bool(view.from_ or view.to),
        )
    )
    return f" ({active})" if active else ""


def nothing_left(view: View) -> None:
    """An impossible combination says so and offers the way out."""
    st.info("No event fits this combination of filters.")
    st.button(
        "Reset the filters",
        on_click=reset_view,
        args=("event", "company", "price", "log", "by", "x", "counted_from"),
    )
