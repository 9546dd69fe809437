"""Charts of one share on the event page that are made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components.charts import robustness, volume_and_range
from components.charts.kit.look import Look
from components.controls.event.share_choice import share_choice
from components.controls.impact_table import event_pairs
from components.controls.show import remembered_chart, show
from components.controls.views import View
from components.params import Params
from data import Snapshot


def other_ways(snapshot: Snapshot, view: View, look: Look) -> None:
    """Whether a move hangs on how it is measured."""
    _on_request(
        snapshot,
        view,
        look,
        "Does it hang on the method? Every other way to measure it",
        robustness.SLUG,
        lambda symbol: robustness.Params(event=view.event, symbol=symbol),
    )


def trading(snapshot: Snapshot, view: View, look: Look) -> None:
    """Whether a share was traded more, and its price ranged wider, than usual."""
    _on_request(
        snapshot,
        view,
        look,
        "Was it traded more than usual? Volume and range",
        volume_and_range.SLUG,
        lambda symbol: volume_and_range.Params.taking(view, symbol=symbol),
    )


def _on_request(
    snapshot: Snapshot, view: View, look: Look, title: str, slug: str, params: Callable[[str], Params]
) -> None:
    """A closed place; once opened, the choice of a share and the chart."""
    place = st.expander(title, on_change="rerun", key=slug)
    if not place.open or view.event is None:
        return
    with place:
        symbol = share_choice(snapshot, view.event, event_pairs(snapshot, view, view.event), slug)
        if symbol is None:
            st.write("No share has numbers beside this event, so there is nothing to draw.")
            return
        with st.spinner("Making the chart …"):
            chart = remembered_chart(snapshot, slug, params(symbol), look)
        show(chart, key=f"{slug}-chart")
