"""A part of the classroom is one step for the browser's back button, however many guesses were made in it.

Streamlit adds a step of history whenever the address changes. Guesses, reveals and steps change it a dozen
times in a quiz, and a teacher who presses Back wants to leave. So a component of a few lines lets
an address of the same page and part take the place of the one before.
"""

from __future__ import annotations

import streamlit as st

_REPLACE = """
export default function ({ data, parentElement }) {
  const part = (address) => new URLSearchParams(address.search).get("part") ?? data;
  const replace = (parentElement.replace ??= function (state, title, address) {
    const to = new URL(address ?? "", location.href);
    const stays = to.pathname === location.pathname && part(to) === part(location);
    const write = stays ? History.prototype.replaceState : History.prototype.pushState;
    return write.call(history, state, title, to);
  });
  history.pushState = replace;
  return () => { if (history.pushState === replace) delete history.pushState; };
}
"""
_component = st.components.v2.component("classroom_one_visit", js=_REPLACE)


def one_visit(first_part: str) -> None:
    """Call once on the page; `first_part` is the part that an address without one means."""
    _component(key="classroom-visit", data=first_part, height="content")
