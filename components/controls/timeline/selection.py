"""What a click or a box on the timeline means, and stepping from event to event."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.controls.state import update_view
from components.controls.views import View

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


def neighbours(events: pd.DataFrame, view: View) -> None:
    """Previous and next event of the shown ones, in time."""
    before, after = step(events, view.event)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="step"):
        st.button("Previous event", disabled=before is None, on_click=update_view, kwargs={"event": before})
        st.button("Next event", disabled=after is None, on_click=update_view, kwargs={"event": after})


def step(events: pd.DataFrame, chosen: str | None) -> tuple[str | None, str | None]:
    """Ids before and after `chosen` among `events`; from nowhere, the first is next."""
    ids = list(events.index)
    if not ids:
        return None, None
    if chosen not in ids:
        return None, ids[0]
    at = ids.index(chosen)
    return (ids[at - 1] if at else None), (ids[at + 1] if at + 1 < len(ids) else None)
