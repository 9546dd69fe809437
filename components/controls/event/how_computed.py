"""How a number of the event page came about: the line it rests on, and the ordinary windows it stands
among."""

from __future__ import annotations

import streamlit as st

from components.charts import placebo, regression
from components.charts.kit.look import Look
from components.charts.kit.one_share import chosen_symbol
from components.classroom.lesson import share_names
from components.controls.impact_table import event_pairs
from components.controls.show import remembered_chart, show
from components.controls.views import View
from components.study.status import USED
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
    pairs = event_pairs(snapshot, view, event)
    pairs = pairs[pairs["status"] == USED].sort_values("affected", ascending=False, kind="stable")
    if pairs.empty:
        st.write("No share has numbers beside this event, so there is nothing to show.")
        return
    names = share_names(snapshot)
    symbols = list(pairs["symbol"])
    usual = chosen_symbol(snapshot, regression.Params(event=event))
    symbol = st.segmented_control(
        "Share",
        symbols,
        default=usual if usual in symbols else symbols[0],
        format_func=names.__getitem__,
        required=True,
        key=f"how-share-{event}",
    )
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
