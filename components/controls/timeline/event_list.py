"""The list of events beside the timeline; choosing a row chooses the event."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from components.charts.kit.memo import remembered
from components.charts.kit.record import plain_title
from components.charts.kit.theme import TYPE_NAMES
from components.controls.filters import DIRECTION_NAMES
from components.controls.plain_text import plain
from components.controls.state import update_view
from components.controls.tables import day_column
from components.controls.views import View
from components.language import short_month
from data import Snapshot, search_events

_CHOSEN_HERE, _FRESH = "_event_list_chosen", "_event_list_fresh"
MOST_HITS = 12


def event_list(snapshot: Snapshot, events: pd.DataFrame, view: View, *, height: int = 460) -> None:
    """`events` (rows of the snapshot's events) newest first, the chosen one selected.

    An event chosen elsewhere comes first, since a table cannot be scrolled from here.
    """
    key, first = _table_key(view.event)
    newest_first = list(events.index[::-1])
    ids = [first, *(i for i in newest_first if i != first)] if first in events.index else newest_first
    rows = _readable(snapshot).loc[ids]
    st.dataframe(
        rows,
        hide_index=True,
        height=height,
        key=key,
        on_select=partial(_choose, ids, key),
        selection_mode="single-row",
        selection_default={"selection": {"rows": [ids.index(view.event)] if view.event in ids else []}},
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


def _table_key(event: str | None) -> tuple[str, str | None]:
    """The table's key, and the event to put first.

    A choice made in the table keeps it as it is, scroll included; one made elsewhere
    makes a fresh table, in which that event comes first.
    """
    state = st.session_state
    if event != state.get(_CHOSEN_HERE):
        state[_CHOSEN_HERE] = event
        state[_FRESH] = (state.get(_FRESH, (0, None))[0] + 1, event)
    number, first = state.get(_FRESH, (0, None))
    return f"event-list-{number}", first


def _choose(ids: list[str], key: str) -> None:
    rows = st.session_state[key].selection.rows
    chosen = ids[rows[0]] if rows else None
    st.session_state[_CHOSEN_HERE] = chosen
    update_view(event=chosen)


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
