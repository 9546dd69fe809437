"""A name for every table that the Tab key stops at: Streamlit draws tables on a canvas that has none."""

from __future__ import annotations

import streamlit as st

_NAME = """
export default function () {
  const name = () => {
    const nameless = "[data-testid=stDataFrame] canvas[tabindex]:not([aria-label])";
    for (const canvas of document.querySelectorAll(nameless)) {
      const said = canvas.closest("[aria-label]")?.getAttribute("aria-label") ?? "Table";
      canvas.setAttribute("role", "group");
      canvas.setAttribute("aria-label", `${said} Arrows move between the cells.`);
    }
  };
  const watch = new MutationObserver(name);
  watch.observe(document.body, { childList: true, subtree: true });
  name();
  return () => watch.disconnect();
}
"""
_component = st.components.v2.component("table_names", js=_NAME)


def name_tables() -> None:
    """Call once a page."""
    _component(key="table-names", height="content")
