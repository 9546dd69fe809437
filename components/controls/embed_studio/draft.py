"""What the form of the studio holds: widgets keep it from run to run, and the address follows them.

A link, a reload or the back button brings an address that no widget made: then the address wins, and the
widgets begin from it.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from components.controls.late_address import comes_late, pass_on

PREFIX = "studio-"
_WRITTEN, _MOVED, _CHART = "_studio_written", "_studio_moved", "_studio_chart"


def given() -> dict[str, str]:
    """The query of the address, one text a name."""
    return {name: ",".join(st.query_params.get_all(name)) for name in st.query_params}


def follow_address() -> None:
    """Begin from the address where it is not the one that the form wrote; call first thing on the page.

    After a widget's move it does not count, and neither does one that comes late.
    """
    address, moved = given(), st.session_state.pop(_MOVED, False)
    if not moved and address != st.session_state.get(_WRITTEN) and not comes_late(address):
        _forget()


def begin(chart: str) -> None:
    """Another chart starts from its own: nothing of the form for the one before is kept."""
    if st.session_state.get(_CHART) != chart:
        _forget(but=(key("chart"),))
        st.session_state[_CHART] = chart


def _forget(but: tuple[str, ...] = ()) -> None:
    for name in [str(name) for name in st.session_state if str(name).startswith(PREFIX)]:
        if name not in but:
            del st.session_state[name]


def write(query: dict[str, str]) -> None:
    """Make the address say what the form says, all in one step of the browser's back button."""
    address = given()
    pass_on(address, st.session_state.get(_WRITTEN), to=query)
    st.session_state[_WRITTEN] = query
    if address != query:
        st.query_params.from_dict(query)


def key(*names: str | int) -> str:
    return PREFIX + "-".join(map(str, names))


def kept(name: str, start: Any) -> dict[str, Any]:
    """Keyword arguments of a widget that begins with `start` and then keeps what the publisher enters."""
    st.session_state.setdefault(key(name), start)
    return {"key": key(name), "on_change": moved}


def held(name: str, start: Any) -> Any:
    """Something that the form remembers beside its widgets."""
    return st.session_state.setdefault(key(name), start)


def put(name: str, value: Any) -> None:
    """Set what a widget holds; for callbacks, which run before the page does."""
    moved()
    st.session_state[key(name)] = value


def moved() -> None:
    """That the publisher changed the form; for callbacks."""
    st.session_state[_MOVED] = True
