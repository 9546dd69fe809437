"""The parts of the event page below its headline."""

from __future__ import annotations

import html
import re
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from components.charts.kit.memo import remembered
from components.charts.kit.record import plain_title
from components.charts.kit.theme import TYPE_NAMES
from components.charts.kit.two_markets import first_mover, lead_lag, two_listed
from components.charts.kit.windows import WINDOWS, window_name
from components.controls.glossary_links import linked
from components.controls.impact_table import event_pairs, study_of
from components.controls.plain_text import plain
from components.controls.state import bound, update_view
from components.controls.usual_method import usual_method
from components.controls.views import View
from components.language import day, short_day
from components.study.benchmark_returns import OVERSEAS_FACTOR
from components.study.model_words import MODEL_WORDS
from components.study.spec import MODELS
from data import Snapshot

MARKET_CLOCKS = {"XHKG": ("Hong Kong", "Asia/Hong_Kong"), "XNYS": ("New York", "America/New_York")}


def model_label(snapshot: Snapshot, model: str) -> str:
    """What a menu calls a model."""
    return MODEL_WORDS[model].label.format(overseas=snapshot.benchmark_names.at[OVERSEAS_FACTOR, "name"])


def dating(notes: str) -> str:
    """The curators' notes with the table's column names said in words."""
    said = {"announced_at": "the hour given", "fine_cny": "the fine on record"}

    def in_words(found: re.Match[str]) -> str:
        before, words = found[1], said[found[2]]
        return (before or "") + (words if before in (None, "; ", ": ") else words.capitalize())

    return plain(re.sub(rf"(^|[.;:]\s+)?\b({'|'.join(said)})\b", in_words, notes))


def escaped(text: str) -> str:
    return html.escape(text)


def official_facts(event: pd.Series) -> None:
    """The official name of a rule, and the fine, where there is one."""
    if event["official_name_zh"]:
        st.write(f"Official name: {plain(event['official_name_zh'])}")
    if pd.notna(event["fine_cny"]):
        st.write(f"Fine: {event['fine_cny']:,.0f} yuan in all.")


def event_picker(snapshot: Snapshot, view: View) -> None:
    """Any event by typing a part of its title or date."""
    titles = event_titles(snapshot)
    st.selectbox(
        "Event",
        list(titles),
        format_func=titles.__getitem__,
        label_visibility="collapsed",
        **bound("event", view.event),
    )


def study_controls(snapshot: Snapshot, view: View) -> None:
    """Event window and model; every number and both charts follow."""
    windows = WINDOWS if view.window in WINDOWS else (view.window, *WINDOWS)
    left, right = st.columns(2)
    with left:
        st.selectbox(
            "Event window",
            windows,
            format_func=window_name,
            **bound("window", view.window),
        )
    with right:
        st.selectbox(
            "What the share was expected to do",
            MODELS,
            format_func=partial(model_label, snapshot),
            **bound("model", view.model),
        )
    usual_method(view)


def by_hand_link(view: View) -> None:
    """The way to these numbers worked out step by step, in the classroom."""
    st.page_link(
        "classroom.py",
        label="Reproduce by hand",
        query_params={"part": "by-hand", **view.query()},
        help="The steps from the closes to these numbers, as a workbook, on paper and as a notebook.",
    )


def two_markets(snapshot: Snapshot, view: View, event_id: str) -> None:
    """Compare's sentence: of a company listed in both, which market could react first, how far each moved."""
    spec = study_of(snapshot, view, event_id).spec()
    for company in two_listed(snapshot):
        rows = lead_lag(snapshot, company, spec)
        rows = rows[rows["event_id"] == event_id]
        if len(rows):
            st.write(
                f"**{plain(company)}, Hong Kong against New York.** {plain(first_mover(rows.iloc[0]))} "
                "Both beyond what their own market explains."
            )


def when_public(snapshot: Snapshot, view: View, event_id: str) -> None:
    """When the news came out, and which session is day 0 in each market and why."""
    event = snapshot.events.loc[event_id]
    announced = event["announced_at"]
    if announced:
        moment = datetime.fromisoformat(announced)
        clocks = "; ".join(
            f"{moment.astimezone(ZoneInfo(zone)):%H:%M on %-d %B} in {name}"
            for name, zone in MARKET_CLOCKS.values()
        )
        st.write(f"Public by **{clocks}**.")
    else:
        st.write(f"Dated **{day(event['date'])}**; no hour of publication was found.")
    pairs = event_pairs(snapshot, view, event_id)
    exchanges = snapshot.listings["exchange"].to_dict()
    rules = {
        exchanges[symbol]: rule
        for symbol, rule in zip(pairs["symbol"].tolist(), pairs["day0_rule"].tolist(), strict=True)
    }
    for exchange, (name, _) in MARKET_CLOCKS.items():
        session = event[snapshot.day0_column(exchange)]
        why = f" ({rules[exchange]})" if exchange in rules else ""
        st.write(
            f"**{name}**: day 0 is {session:%A}, {day(session)}{why}."
            if pd.notna(session)
            else f"**{name}**: no session on record yet."
            if snapshot.awaits_prices(event_id)
            else f"**{name}**: no session could react."
        )
    st.caption(
        f"{linked('day-0', 'Day 0')} is the first session in which a market could react. News after "
        "one market’s close shows first in the other."
    )


def overlaps(snapshot: Snapshot, view: View, event_id: str) -> None:
    """Other events and confounders in the same windows: their effects cannot be told apart."""
    pairs = event_pairs(snapshot, view, event_id)
    ids = dict.fromkeys(other for others in pairs["overlaps"] for other in others)
    if not ids:
        st.write("No other recorded event on these companies has its day 0 inside the window.")
        return
    st.write(
        f"{len(ids)} other recorded {'event has its' if len(ids) == 1 else 'events have their'} day 0 "
        f"{linked('overlap', 'inside the window')} of at least one of these companies. A move in the "
        "window may belong to any of them."
    )
    _links(snapshot, list(ids), "overlap")


def neighbours_in_time(snapshot: Snapshot, event_id: str, each_side: int = 3) -> None:
    ids = list(snapshot.events.index)
    at = ids.index(event_id)
    _links(snapshot, ids[max(0, at - each_side) : at] + ids[at + 1 : at + 1 + each_side], "near")


def same_kind(snapshot: Snapshot, event_id: str, most: int = 6) -> None:
    """Events of the same type, those by the same actors and of like severity first."""
    ids = _same_kind(snapshot, event_id)
    name = TYPE_NAMES[snapshot.events.at[event_id, "type"]]
    st.caption(f"{len(ids)} other events of the type “{name}”; nearest in actors, severity and time:")
    _links(snapshot, ids[:most], "kind")


@remembered(256)
def _same_kind(snapshot: Snapshot, event_id: str) -> list[str]:
    event = snapshot.events.loc[event_id]
    others = snapshot.events[(snapshot.events["type"] == event["type"]) & (snapshot.events.index != event_id)]
    acted = set(event["actors"])
    order = others.assign(
        shared=[-len(acted & set(actors)) for actors in others["actors"]],
        apart=(others["severity"] - event["severity"]).abs(),
        days=(others["date"] - event["date"]).abs(),
    ).sort_values(["shared", "apart", "days"])
    return list(order.index)


@remembered(4)
def event_titles(snapshot: Snapshot) -> dict[str, str]:
    """Every event as `3 Nov 2020: its title`."""
    events = snapshot.events[["date", "title"]].itertuples()
    return {event.Index: f"{short_day(event.date)}: {plain_title(event.title)}" for event in events}


def _links(snapshot: Snapshot, ids: list[str], group: str) -> None:
    titles = event_titles(snapshot)
    for other in ids:
        st.button(
            plain(titles[other]),
            key=f"{group}-{other}",
            type="tertiary",
            on_click=update_view,
            kwargs={"event": other},
            wrap=True,
        )
