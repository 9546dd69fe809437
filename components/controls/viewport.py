"""How wide the reader's screen is, and which theme is on: the `Look` of every chart.

Python does not see the browser's width, so a component of a few lines reports whether it is a
phone's or a tablet's, and runs the page anew when the system turns dark or light. Until it has reported,
a cookie that the page's first answer sets says so (it holds that word and nothing else, and goes with the
browser's session); without one the screen counts as wide.
"""

from __future__ import annotations

import streamlit as st

from components.charts.kit.look import Look, Size, Theme

SCREENS = ("wide", "tablet", "phone")
PHONE_BELOW, TABLET_BELOW = 640, 1000

_REPORT = f"""
export default function ({{ data, parentElement, setStateValue }}) {{
  const below = (width) => window.matchMedia(`(max-width: ${{width - 1}}px)`);
  const phone = below({PHONE_BELOW}), tablet = below({TABLET_BELOW});
  let last = data;
  const report = () => {{
    const size = phone.matches ? "phone" : tablet.matches ? "tablet" : "wide";
    if (size !== last) {{ last = size; setStateValue("size", size); }}
  }};
  report();
  for (const width of [phone, tablet]) width.addEventListener("change", report);

  // Charts are drawn for a theme: when the system's changes and Streamlit has followed, which calls this
  // function again, they are drawn anew.
  const ground = () => getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  parentElement.drawn ??= ground();
  let timer = 0;
  const follow = (patience = 40) => {{
    clearTimeout(timer);
    if (ground() !== parentElement.drawn) setStateValue("ground", parentElement.drawn = ground());
    else if (patience) timer = setTimeout(follow, 50, patience - 1);
  }};
  const turned = () => follow();
  turned();
  dark.addEventListener("change", turned);
  return () => {{
    clearTimeout(timer);
    for (const width of [phone, tablet]) width.removeEventListener("change", report);
    dark.removeEventListener("change", turned);
  }};
}}
"""
_KEY = "viewport"
_component = st.components.v2.component("viewport_size", js=_REPORT)


def screen_before() -> str | None:
    """One of `SCREENS`, which the cookie of the page's first answer says; None where a browser keeps none."""
    seen = st.context.cookies.get("viewport")
    return seen if seen in SCREENS else None


def current_look(*, tablet: Size = "wide") -> Look:
    """The look that fits the reader's screen and theme; call once a page.

    tablet: how charts are drawn there; a phone's drawing for those whose names need a wide screen.
    """
    before = screen_before() or "wide"
    _component(
        key=_KEY,
        data=before,
        default={"size": before},
        on_size_change=lambda: None,
        on_ground_change=lambda: None,
        height="content",
    )
    return look_with(tablet=tablet)


def look_with(*, tablet: Size) -> Look:
    """The same once more, for a chart that is drawn otherwise on a tablet than the rest of its page."""
    sizes: dict[str, Size] = {"phone": "phone", "tablet": tablet}
    size = sizes.get(st.session_state[_KEY].get("size", ""), "wide")
    theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
    return Look(theme=theme, size=size)
