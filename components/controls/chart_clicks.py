"""Clicks on a chart that a box can also be drawn on.

Streamlit reports either clicked points or drawn boxes of a Plotly chart, never both:
where dragging selects, it turns the selection by click off. So a component of a few
lines listens to the chart's own click event and reports what the point carries.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

_LISTEN = """
export default function ({ data, setTriggerValue }) {
  const find = () => document.querySelector(`.st-key-${CSS.escape(data.chart)} .js-plotly-plot`);
  const report = (click) => {
    const carried = click.points.map((point) => point.customdata).find(Boolean);
    const id = Array.isArray(carried) ? carried[0] : carried;
    if (typeof id === "string") setTriggerValue("clicked", id);
  };
  let plot = null;
  const attach = () => {
    const now = find();
    if (now && now !== plot && now.on) {
      if (plot && plot.removeListener) plot.removeListener("plotly_click", report);
      plot = now;
      plot.on("plotly_click", report);
    }
  };
  attach();
  const timer = setInterval(attach, 200);
  return () => {
    clearInterval(timer);
    if (plot && plot.removeListener) plot.removeListener("plotly_click", report);
  };
}
"""
_component = st.components.v2.component("chart_clicks", js=_LISTEN)


def on_chart_click(chart_key: str, chosen: Callable[[str], None]) -> None:
    """Call `chosen(id)` before the rerun when a point of the chart `chart_key` that carries an id is clicked."""
    key = f"{chart_key}-clicks"

    def report() -> None:
        clicked = st.session_state[key].get("clicked")
        if clicked:
            chosen(clicked)

    _component(key=key, data={"chart": chart_key}, on_clicked_change=report, height="content")
