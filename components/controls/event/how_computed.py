"""How a number of the event page came about: the line it rests on, and the ordinary windows it stands
among."""

from __future__ import annotations

import streamlit as st

from components.charts import placebo, regression
from components.charts.kit.look import Look
from components.controls.event.share_choice import share_choice
from components.controls.impact_table import event_pairs
from components.controls.show import remembered_chart, show
from components.controls.views import View
from data import Snapshot


def how_computed(snapshot: Snapshot, view: View, look: Look) -> None:
    """Closed until asked for; both charts are made only then. Only the market model has a line to show."""
    if view.model != "market" or view.event is None:
        return
    place = st.expander("How this was computed", on_change="rerun", key="how-computed")
    if place.open:
        with place:
            _charts(snapshot, view, view.event, look)


def _charts(snapshot: Snapshot, view: View, event: str, look: Look) -> None:
    symbol = share_choice(snapshot, event, event_pairs(snapshot, view, event), "how")
    if symbol is None:
        st.write("No share has numbers beside this event, so there is nothing to show.")
        return
    left, right = st.columns(2, gap="large")
    with left:
        show(
            remembered_chart(snapshot, regression.SLUG, regression.Params.taking(view, symbol=symbol), look),
            key="how-regression",
        )
    with right:
        show(
            remembered_chart(snapshot, placebo.SLUG, placebo.Params.taking(view, symbol=symbol), look),
            key="how-placebo",
        )
    query = {
        "part": "lesson",
        "step": "2",
        **regression.Params.taking(view).query(),
        "symbol": symbol,
    }
    st.page_link("classroom.py", label="The whole calculation in eight steps", query_params=query)
