"""The list of events beside the timeline; choosing a row chooses the event."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from components.charts.kit.look import Look
from components.charts.kit.memo import remembered
from components.charts.kit.record import plain_title
from components.charts.kit.theme import TYPE_NAMES
from components.controls.event_table import TWO_LINES, event_table, title_column
from components.controls.filters import DIRECTION_NAMES
from components.controls.plain_text import plain
from components.controls.state import update_view
from components.controls.tables import day_column
from components.controls.views import View
from components.downloads import csv_bytes, xlsx_bytes
from components.language import short_day
from data import Snapshot, search_events

MOST_HITS = 12


def event_list(
    snapshot: Snapshot, events: pd.DataFrame, view: View, look: Look, *, height: int = 560
) -> None:
    """`events` (rows of the snapshot's events) newest first, the chosen one selected."""
    rows = _readable(snapshot).loc[events.index[::-1]]
    event_table(
        "event-list",
        rows,
        list(rows.index),
        view.event,
        height=height,
        row_height=TWO_LINES,
        column_config={
            "Date": day_column(width=95),
            "Event": title_column(look, 320),
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
    """In place of the list: where the searched words stand, highlighted; a title chooses its event."""
    hits = search_events(snapshot, view.q)
    hits = hits[hits["event_id"].isin(events.index)]
    everything = f"_all_hits_{view.q}"
    shown = hits if st.session_state.get(everything) else hits.head(MOST_HITS)
    if hits.empty:
        st.caption(f"Nothing shown mentions “{plain(view.q)}”.")
        return
    st.caption(f"These mention “{plain(view.q)}”, the closest first.")
    with st.container(key="search-hits", gap="small"):
        for hit in shown.itertuples():
            event = snapshot.events.loc[hit.event_id]
            st.button(
                plain(plain_title(event["title"])),
                key=f"hit-{hit.event_id}",
                type="tertiary",
                wrap=True,
                on_click=update_view,
                kwargs={"event": hit.event_id},
            )
            st.html(
                f"<p class='event-meta'>{short_day(event['date'])} · {TYPE_NAMES[event['type']]} · "
                f"{hit.snippet_html}</p>"
            )
    if len(hits) > len(shown):
        st.button(f"Show all {len(hits)}", on_click=st.session_state.__setitem__, args=(everything, True))


def list_files(snapshot: Snapshot, events: pd.DataFrame) -> None:
    """The list as listed, with what names each event in the other files, as CSV and Excel."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption("This list:", width="content")
        for label, ending, write in (
            ("CSV", "csv", partial(csv_bytes, bom=True)),
            ("Excel", "xlsx", xlsx_bytes),
        ):
            st.download_button(
                label,
                partial(listed_file, snapshot, tuple(events.index[::-1]), write),
                f"events.{ending}",
                key=f"event-list-{ending}",
                on_click="ignore",
            )


def listed_file(snapshot: Snapshot, ids: tuple[str, ...], write: Callable[[pd.DataFrame], bytes]) -> bytes:
    """The rows of the list, headings with units."""
    listed = _readable(snapshot).loc[list(ids)]
    policy = snapshot.events.loc[list(ids), "direction"]
    return write(
        listed.assign(Policy=policy).rename(columns={"Severity": "Severity, 1 to 5"}).reset_index(names="id")
    )
