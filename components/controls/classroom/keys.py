"""Keys of the classroom, in the order in which they were pressed, none lost.

A press is heard by a component of a few lines, which keeps it until the page has taken it; the shortcuts
of the buttons say which keys there are, and serve until the component listens. A key counts for the
screen on which it was pressed and for no other: an arrow pressed twice out of impatience does not jump
over an answer that nobody has seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

FORWARD, BACK, SKIP, CLEAR = "ArrowRight", "ArrowLeft", "n", "Backspace"
STEPS = ("1", "2", "3", "4", "5")
_KEY, _DONE = "classroom-keys", "_classroom_keys_done"

_component = st.components.v2.component("classroom_keys", js=Path(__file__).with_suffix(".js").read_text())


@dataclass(frozen=True)
class Press:
    """A key, and the share that a number is for: the first without a guess when it was pressed; else -1."""

    key: str
    share: int = -1


def listen(
    screen: Callable[[], str],
    keys: Sequence[str],
    act: Callable[[Press], None],
    *,
    clicker: bool,
    free: Sequence[int] = (),
    shares: int = 0,
) -> None:
    """Call `act` for each of `keys` that is pressed, before the page runs; call this before all is drawn.

    screen: names what is on screen, as the view has it at that moment; the page writes it beside what it
    shows, as `data-screen`. clicker: PageDown and PageUp count as
    arrows. free: which of the `shares` have no guess yet.
    """

    def waiting() -> list[dict[str, Any]]:
        done = st.session_state.get(_DONE, 0)
        return [press for press in st.session_state[_KEY].get("queue") or () if press["number"] > done]

    def take() -> None:
        for press in waiting():
            if press["key"] in keys and press["screen"] == screen():
                act(Press(press["key"], press["share"] if press["share"] in range(shares) else -1))
            st.session_state[_DONE] = press["number"]

    data: dict[str, Any] = {
        "screen": screen(),
        "keys": list(keys),
        "free": list(free),
        "shares": shares,
        "clicker": clicker,
        "done": st.session_state.get(_DONE, 0),
    }
    _component(key=_KEY, data=data, on_queue_change=take, height="content")
    # A run that the next key cut short has forgotten the callback: that key waits here.
    if waiting():
        take()
        st.rerun()
