"""Arrow keys stay with the control that has the focus: a slider moved by keys must not turn the page as well."""

from __future__ import annotations

import streamlit as st

# Streamlit listens for its buttons' keys on the document; the controls have had theirs when an event comes past the body.
_KEEP = """
export default function () {
  const own = "[role=slider], [role=radio], [role=radiogroup], [role=combobox], [role=listbox], [role=tab], input, textarea, select";
  const keep = (event) => {
    if (event.key.startsWith("Arrow") && event.isTrusted && event.target.closest && event.target.closest(own)) event.stopPropagation();
  };
  document.body.addEventListener("keydown", keep);
  return () => document.body.removeEventListener("keydown", keep);
}
"""
_component = st.components.v2.component("focused_keys", js=_KEEP)


def arrows_stay_with_controls() -> None:
    """Call once on a page whose buttons have arrow keys for shortcuts."""
    _component(key="focused-keys", height="content")
