"""The list of events beside the timeline; choosing a row chooses the event."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.charts.kit.memo import remembered
from components.charts.kit.record import plain_title
from components.charts.kit.theme import TYPE_NAMES
from components.controls.event_table import event_table
from components.controls.filters import DIRECTION_NAMES
from components.controls.plain_text import plain
from components.controls.state import update_view
from components.controls.tables import day_column
from components.controls.views import View
from components.language import short_month
from data import Snapshot, search_events

MOST_HITS = 12


def event_list(snapshot: Snapshot, events: pd.DataFrame, view: View, *, height: int = 460) -> None:
    """`events` (rows of the snapshot's events) newest first, the chosen one selected."""
    rows = _readable(snapshot).loc[events.index[::-1]]
    event_table(
        "event-list",
        rows,
        list(rows.index),
        view.event,
        height=height,
        column_config={
            "Date": day_column(width=95),
            "Event": st.column_config.TextColumn(width=340),
            "Type": st.column_config.TextColumn(width=120),
            "Policy": st.column_config.TextColumn(width=105),
            "Severity": st.column_config.NumberColumn(help="5 changed the regime, 1 is background", width=70),
        },
        alt=f"{len(rows)} events, newest first: date, title, type, direction of policy, severity.",
    )


@remembered(4)
def _readable(snapshot: Snapshot) -> pd.DataFrame:
    """Every event as the list shows it."""
    events = snapshot.events
    return pd.DataFrame(
        {
            "Date": events["date"],
            "Event": events["title"].map(plain_title),
            "Type": events["type"].map(TYPE_NAMES),
            "Policy": events["direction"].map(DIRECTION_NAMES),
            "Severity": events["severity"],
        }
    )


def search_hits(snapshot: Snapshot, events: pd.DataFrame, view: View) -> None:
    """Where the searched words stand, highlighted; a click chooses the event."""
    hits = search_events(snapshot, view.q)
    hits = hits[hits["event_id"].isin(events.index)]
    st.caption(
        f"{len(hits)} of the shown events mention “{plain(view.q)}”."
        if len(hits)
        else f"Nothing shown mentions “{plain(view.q)}”."
    )
    for hit in hits.head(MOST_HITS).itertuples():
        day = snapshot.events.at[hit.event_id, "date"]
        text, button = st.columns([12, 1.4], vertical_alignment="center")
        text.html(
            f"<strong>{plain_title(hit.title_html)}</strong> <span class='event-meta'>{day.day} "
            f"{short_month(day)}</span><br>{hit.snippet_html}"
        )
        button.button(
            "Show",
            key=f"hit-{hit.event_id}",
            help=f"Select: {plain_title(snapshot.events.at[hit.event_id, 'title'])}",
            on_click=update_view,
            kwargs={"event": hit.event_id},
        )
    if len(hits) > MOST_HITS:
        st.caption(f"The first {MOST_HITS} are quoted here; the list below holds them all.")
