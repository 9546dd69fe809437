"""How wide the reader's screen is, and which theme is on: the `Look` of every chart.

Python does not see the browser's width, so a component of a few lines reports whether it is a
phone's. Until it has, a cookie that the page's first answer sets says so (it holds that word and
nothing else, and goes with the browser's session); without one the screen counts as wide.
"""

from __future__ import annotations

import streamlit as st

from components.charts.kit.look import Look, Size, Theme

PHONE_BELOW = 640

_REPORT_SIZE = f"""
export default function ({{ data, setStateValue }}) {{
  const phone = window.matchMedia("(max-width: {PHONE_BELOW - 1}px)");
  let last = data;
  const report = () => {{
    const size = phone.matches ? "phone" : "wide";
    if (size !== last) {{ last = size; setStateValue("size", size); }}
  }};
  report();
  phone.addEventListener("change", report);
  return () => phone.removeEventListener("change", report);
}}
"""
_component = st.components.v2.component("viewport_size", js=_REPORT_SIZE)


def current_look() -> Look:
    """The look that fits the reader's screen and theme; call once a page."""
    before = "phone" if st.context.cookies.get("viewport") == "phone" else "wide"
    state = _component(
        key="viewport",
        data=before,
        default={"size": before},
        on_size_change=lambda: None,
        height="content",
    )
    size: Size = "phone" if getattr(state, "size", before) == "phone" else "wide"
    theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
    return Look(theme=theme, size=size)
