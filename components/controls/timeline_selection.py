"""What a click or a box on the timeline means, and stepping from event to event."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.controls.state import View, update_view

KEY = "timeline-chart"
SHORTEST_PERIOD_DAYS = 7


def follow_selection(key: str) -> None:
    """A click on the chart `key` chooses the event it hits; a box sets the period."""
    selection = st.session_state[key].selection
    if selection.get("box"):
        _set_period(selection["box"][0]["x"])
    elif selection.get("points"):
        _choose_event(selection["points"])


def _choose_event(points: list[dict]) -> None:
    for point in points:
        data = point.get("customdata")
        chosen = data if isinstance(data, str) else (data[0] if data else None)
        if isinstance(chosen, str):
            update_view(event=chosen)
            return


def _set_period(edges: list) -> None:
    first, last = sorted(pd.Timestamp(edge).tz_localize(None).normalize() for edge in edges[:2])
    if (last - first).days >= SHORTEST_PERIOD_DAYS:
        update_view(from_=first.date(), to=last.date())


def neighbours(events: pd.DataFrame, view: View) -> None:
    """Previous and next event of the shown ones, in time."""
    before, after = step(events, view.event)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="step"):
        st.button(
            "Previous event", icon=":material/arrow_back:", disabled=before is None, on_click=update_view, kwargs={"event": before}
        )
        st.button("Next event", icon=":material/arrow_forward:", disabled=after is None, on_click=update_view, kwargs={"event": after})


def step(events: pd.DataFrame, chosen: str | None) -> tuple[str | None, str | None]:
    """Ids before and after `chosen` among `events`; from nowhere, the first is next."""
    ids = list(events.index)
    if not ids:
        return None, None
    if chosen not in ids:
        return None, ids[0]
    at = ids.index(chosen)
    return (ids[at - 1] if at else None), (ids[at + 1] if at + 1 < len(ids) else None)
