"""Bring into view the place that an address names: Streamlit draws it after the browser has looked for it.

A component of a few lines waits until the place is there, scrolls to it, and keeps it in
view while what stands above it is still being drawn, unless the reader has moved.
"""

from __future__ import annotations

import streamlit as st

_ARRIVE = """
export default function ({ data, parentElement }) {
  const named = data.selector || decodeURIComponent(location.hash.slice(1));
  if (!named || parentElement.arrivedAt === named) return;
  parentElement.arrivedAt = named; // once a visit: later runs of the page leave the reader where they are
  const find = () => (data.selector ? document.querySelector(named) : document.getElementById(named));
  const app = document.querySelector("[data-testid=stApp]");
  let seen = 0, left = 100, where = null;
  const stop = () => {
    clearInterval(timer);
    for (const act of ["wheel", "touchstart", "keydown", "pointerdown"]) removeEventListener(act, stop);
  };
  const look = () => {
    const place = find();
    if (place) {
      const top = place.getBoundingClientRect().top;
      place.style.scrollMarginTop ||= "4.5rem"; // the menu stands over the page
      if (where === null || Math.abs(top - where) > 2) {
        place.scrollIntoView({ block: "start" });
        place.classList.add("arrived");
        where = place.getBoundingClientRect().top;
      }
      if (app?.dataset.testScriptState !== "running") seen += 1;
    }
    left -= 1;
    if (seen > 15 || left < 1) stop();
  };
  const timer = setInterval(look, 100);
  for (const act of ["wheel", "touchstart", "keydown", "pointerdown"]) addEventListener(act, stop);
  look();
}
"""
_component = st.components.v2.component("arrival", js=_ARRIVE)


def scroll_to(selector: str = "") -> None:
    """Scroll to the element that `selector` (CSS) finds; without one, to that of the address's fragment."""
    _component(key="arrival", data={"selector": selector}, height="content")
