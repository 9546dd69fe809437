"""Parameters that one page alone has, in its address beside the view.

Like the view: the address wins when we did not write it, the session otherwise, and what
cannot be read is reported while the rest of the page is shown.
"""

from __future__ import annotations

from typing import Any, TypeVar

import streamlit as st

from components.controls.plain_text import plain
from components.params import Params
from data import Snapshot

Own = TypeVar("Own", bound=Params)


def names_of(kind: type[Params]) -> tuple[str, ...]:
    """For `current_view(own=…)`."""
    return tuple(kind.kinds())


def page_params(snapshot: Snapshot, page: str, kind: type[Own]) -> Own:
    """The page's own parameters of this run; call it after `current_view`."""
    state = st.session_state
    key, written = f"_own_{page}", f"_own_{page}_written"
    names = names_of(kind)
    given = {name: st.query_params.get_all(name) for name in names if name in st.query_params}
    if key not in state or (given and given != state.get(written)):
        state[key], problems = kind.parse_leniently(given, snapshot)
        for problem in problems:
            st.warning(
                f"{plain(str(problem))} The rest of the page is shown without it.", icon=":material/link_off:"
            )
    own: Own = state[key]
    wanted = {name: [value] for name, value in own.query().items()}
    for name in given.keys() - wanted.keys():
        del st.query_params[name]
    for name, values in wanted.items():
        if given.get(name) != values:
            st.query_params[name] = values[0]
    state[written] = wanted
    return own


def update_page(page: str, **changes: Any) -> None:
    """Move the page's parameters; for callbacks."""
    key = f"_own_{page}"
    st.session_state[key] = st.session_state[key].replace(**changes)


def bound_here(page: str, field: str, value: Any) -> dict[str, Any]:
    """Keyword arguments that tie a widget to a parameter of the page."""
    key = f"{page}_{field}"
    st.session_state[key] = value
    return {"key": key, "on_change": _moved, "args": (page, field, key)}


def _moved(page: str, field: str, key: str) -> None:
    value = st.session_state[key]
    update_page(page, **{field: tuple(value) if isinstance(value, list) else value})
