"""Is this visit the operator's? Only then does a page offer what changes the record for everybody."""

from __future__ import annotations

import streamlit as st

from components.operators import MARK, PROOF, is_token, takes_tokens

_OPEN = "operator-let-in"
_FIELD = "operator-token"


def is_operator() -> bool:
    """Whether whoever made this visit sits at the machine, or gave the token."""
    return bool(st.session_state.get(_OPEN)) or st.context.headers.get(MARK) == PROOF


def operator_door() -> None:
    """For visitors: who may change the record, and a field for the token where the server has one."""
    st.caption(
        "Fetching new prices and adding listings change the record for everybody: on this server that is "
        "its operator’s. A share of your own, for this visit alone, is added on *Bring your own*, from a "
        "file of its prices: every page can then show it."
    )
    if not takes_tokens():
        return
    with st.expander("For the operator"):
        st.text_input("Token", type="password", key=_FIELD, on_change=_try_token, max_chars=200)
        if st.session_state.pop("operator-refused", False):
            st.error("This is not the token, or there were too many wrong ones: wait a minute.")


def _try_token() -> None:
    """The token leaves the session at once, right or wrong."""
    given = st.session_state.pop(_FIELD, "")
    if given:
        st.session_state[_OPEN] = is_token(given)
        st.session_state["operator-refused"] = not st.session_state[_OPEN]
