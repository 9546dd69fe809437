"""Addresses that come late: what follows a press at once still brings the address from before it.

A run is asked for with the address that the browser has at that moment, and the answer to the press before,
which would have changed it, may still be on its way. Such an address is one of those that the page wrote
itself while it was open, and it does not come from the browser's Back or Forward.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_OPEN, _PASSED = "_open_page", "_passed_addresses"
_MOST = 32


def page_opened(path: str) -> None:
    """Say which page is open, before it runs: a link to another may lead to an address of before."""
    if st.session_state.get(_OPEN) != path:
        st.session_state[_OPEN] = path
        st.session_state[_PASSED] = ()


def by_history() -> bool:
    """Whether the browser's Back or Forward asked for this run."""
    run = get_script_run_ctx()
    return run is not None and run.is_history_navigation


def comes_late(query: Mapping[str, Any]) -> bool:
    """Whether the query of this run's address is one that has passed."""
    return not by_history() and query in st.session_state.get(_PASSED, ())


def pass_on(*before: Mapping[str, Any] | None, to: Mapping[str, Any]) -> None:
    """Remember that the address of the page that is open becomes `to`, where it was one of `before`.

    Call it before the address is written: the next press may end the run there.
    """
    gone = (query for query in before if query is not None and query != to)
    st.session_state[_PASSED] = (*st.session_state.get(_PASSED, ()), *gone)[-_MOST:]
