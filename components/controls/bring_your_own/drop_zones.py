"""What a place to drop files is to assistive technology: a group with a name.

Streamlit calls it a presentation and yet names it, so that screen readers disagree on what it is.
"""

from __future__ import annotations

import streamlit as st

_NAME = """
export default function () {
  const name = () => {
    for (const zone of document.querySelectorAll("[data-testid=stFileUploaderDropzone][role=presentation]"))
      zone.setAttribute("role", "group");
  };
  const watch = new MutationObserver(name);
  const seen = { subtree: true, childList: true, attributes: true, attributeFilter: ["role"] };
  watch.observe(document.body, seen);
  name();
  return () => watch.disconnect();
}
"""
_component = st.components.v2.component("drop_zones", js=_NAME)


def drop_zones_are_groups() -> None:
    """Call once on a page with file uploaders."""
    _component(key="drop-zones", height="content")
