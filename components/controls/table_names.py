"""What the Tab key and a thumb meet: names for stops that Streamlit leaves without (a table's canvas, the
menu of a phone), one stop a table, a stop at tables and formulas that must be scrolled sideways, and a
phone's menu that closes once a page was chosen in it.
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
      canvas.setAttribute("aria-label", `${said.replace(/\\.?$/, ".")} Arrows move between the cells.`);
    }
    // A browser stops at whatever can be scrolled; these are scrolled by their canvas's arrows.
    const rooms = "[data-testid=stDataFrame] .dvn-scroller:not([tabindex])";
    for (const room of document.querySelectorAll(rooms)) room.tabIndex = -1;
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
  // Tab would go through every cell of a row first.
  const leave = (event) => {
    if (event.key === "Tab" && event.target.closest?.("[data-testid=stDataFrame]")) event.stopPropagation();
  };
  const chosen = (event) => {
    if (!event.target.closest?.("[data-testid=stSidebarNavLink]")) return;
    setTimeout(() => document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click());
  };
  const watch = new MutationObserver(name);
  watch.observe(document.body, { childList: true, subtree: true });
  document.addEventListener("keydown", leave, true);
  document.addEventListener("click", chosen);
  name();
  return () => {
    watch.disconnect();
    document.removeEventListener("keydown", leave, true);
    document.removeEventListener("click", chosen);
  };
}
"""
_component = st.components.v2.component("table_names", js=_NAME)


def name_tables() -> None:
    """Call once a page."""
    _component(key="table-names", height="content")
