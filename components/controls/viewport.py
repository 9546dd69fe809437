"""How wide the reader's screen is, and which theme is on: the `Look` of every chart.

Python does not see the browser's width, so a component of a few lines reports whether it is a
phone's or a tablet's. Until it has, a cookie that the page's first answer sets says so (it holds that
word and nothing else, and goes with the browser's session); without one the screen counts as wide.
"""

from __future__ import annotations

import streamlit as st

from components.charts.kit.look import Look, Size, Theme

PHONE_BELOW, TABLET_BELOW = 640, 1000

_REPORT_SIZE = f"""
export default function ({{ data, setStateValue }}) {{
  const below = (width) => window.matchMedia(`(max-width: ${{width - 1}}px)`);
  const phone = below({PHONE_BELOW}), tablet = below({TABLET_BELOW});
  let last = data;
  const report = () => {{
    const size = phone.matches ? "phone" : tablet.matches ? "tablet" : "wide";
    if (size !== last) {{ last = size; setStateValue("size", size); }}
  }};
  report();
  for (const width of [phone, tablet]) width.addEventListener("change", report);
  return () => {{ for (const width of [phone, tablet]) width.removeEventListener("change", report); }};
}}
"""
_component = st.components.v2.component("viewport_size", js=_REPORT_SIZE)


def current_look(*, tablet: Size = "wide") -> Look:
    """The look that fits the reader's screen and theme; call once a page.

    tablet: how charts are drawn there; a phone's drawing for those whose names need a wide screen.
    """
    seen = st.context.cookies.get("viewport")
    before = seen if seen in ("phone", "tablet") else "wide"
    state = _component(
        key="viewport",
        data=before,
        default={"size": before},
        on_size_change=lambda: None,
        height="content",
    )
    sizes: dict[str, Size] = {"phone": "phone", "tablet": tablet}
    size = sizes.get(getattr(state, "size", before), "wide")
    theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
    return Look(theme=theme, size=size)
