"""Clicks on a chart, and the marks of the event that they choose.

Streamlit reports either clicked points or drawn boxes of a Plotly chart, never both:
where dragging selects, it turns the selection by click off. And it draws a chart anew
whenever its figure changes. So a component listens to the chart's own click event,
reports what the point carries, and lays the marks of the selected event over the
chart, which stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import streamlit as st

from components.charts.kit.selection import Selection
from components.controls.triggers import triggered

_component = st.components.v2.component("chart_clicks", js=Path(__file__).with_suffix(".js").read_text())


def on_chart_click(chart_key: str, chosen: Callable[[str], None], selection: Selection) -> None:
    """Call `chosen(id)` before the rerun when a point of the chart `chart_key` that carries an id is clicked.

    `selection` is marked on the chart.
    """
    key = f"{chart_key}-clicks"

    def report() -> None:
        clicked = triggered(key, "clicked")
        if clicked:
            chosen(clicked)

    _component(
        key=key,
        data={"chart": chart_key, "selection": asdict(selection)},
        on_clicked_change=report,
        height="content",
    )
