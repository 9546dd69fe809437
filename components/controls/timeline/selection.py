"""What a click or a box on the timeline means, and stepping from event to event."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.controls.state import update_view
from components.controls.views import View
from data import Snapshot

KEY = "timeline-chart"
SHORTEST_PERIOD_DAYS = 7


def follow_box(key: str) -> None:
    """A box drawn on the chart `key` sets the period."""
    boxes = st.session_state[key].selection.get("box")
    if boxes:
        _set_period(boxes[0]["x"])


def choose_event(event_id: str) -> None:
    update_view(event=event_id)


def _set_period(edges: list) -> None:
    first, last = sorted(pd.Timestamp(edge).tz_localize(None).normalize() for edge in edges[:2])
    if (last - first).days >= SHORTEST_PERIOD_DAYS:
        update_view(from_=first.date(), to=last.date())


def neighbours(snapshot: Snapshot, events: pd.DataFrame, view: View) -> None:
    """Previous and next event of the shown ones, in time, whether or not the chosen one is shown."""
    before, after = step(snapshot.events, events, view.event)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="step"):
        st.button("Previous event", disabled=before is None, on_click=update_view, kwargs={"event": before})
        st.button("Next event", disabled=after is None, on_click=update_view, kwargs={"event": after})


def step(record: pd.DataFrame, shown: pd.DataFrame, chosen: str | None) -> tuple[str | None, str | None]:
    """Ids of the shown events nearest before and after `chosen`; from nowhere, the first is next.

    record: all events in their order of time; shown: some of them, in the same order.
    """
    if chosen is None:
        return None, (str(shown.index[0]) if len(shown) else None)
    place = record.index.get_indexer(shown.index)
    here = record.index.get_loc(chosen)
    before, after = shown.index[place < here], shown.index[place > here]
    return (str(before[-1]) if len(before) else None), (str(after[0]) if len(after) else None)
