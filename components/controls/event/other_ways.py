"""Whether a move of the event page hangs on how it is measured."""

from __future__ import annotations

import streamlit as st

from components.charts import robustness
from components.charts.kit.look import Look
from components.controls.event.share_choice import share_choice
from components.controls.impact_table import event_pairs
from components.controls.show import remembered_chart, show
from components.controls.views import View
from data import Snapshot


def other_ways(snapshot: Snapshot, view: View, look: Look) -> None:
    """Closed until asked for: the share is then measured in every sensible way, which takes a second."""
    place = st.expander(
        "Does it hang on the method? Every other way to measure it", on_change="rerun", key="other-ways"
    )
    if not place.open or view.event is None:
        return
    with place:
        symbol = share_choice(snapshot, view.event, event_pairs(snapshot, view, view.event), "ways")
        if symbol is None:
            st.write("No share has numbers beside this event, so there is nothing to compare.")
            return
        params = robustness.Params(event=view.event, symbol=symbol)
        with st.spinner("Measuring it in every other way …"):
            chart = remembered_chart(snapshot, robustness.SLUG, params, look)
        show(chart, key="robustness")
