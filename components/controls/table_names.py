"""Names for stops of the Tab key that Streamlit leaves without: a table's canvas, the menu of a phone; and a
stop at tables and formulas that must be scrolled sideways.
"""

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
    const wide = "[data-testid=stTable] > div:not([tabindex]), .katex-display:not([tabindex])";
    for (const room of document.querySelectorAll(wide)) {
      if (room.scrollWidth <= room.clientWidth) continue;
      const said = room.querySelector("table")?.ariaLabel ?? "Formula";
      room.tabIndex = 0;
      room.setAttribute("role", "group");
      room.setAttribute("aria-label", `${said}, wider than the screen`);
    }
    const menu = document.querySelector("[data-testid=stExpandSidebarButton]");
    menu?.setAttribute("aria-label", "Menu of pages");
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
