"""What is told of the database: to all that the last good record is shown, to the operator the repairs."""

from __future__ import annotations

import streamlit as st

from components.controls.operator import is_operator
from components.controls.plain_text import plain
from components.language import counted
from data import Snapshot, trouble
from data.repairs import acknowledge, unread


def store_notices(snapshot: Snapshot) -> None:
    """A banner while the database cannot be used; the repairs that nobody has acknowledged yet."""
    why = trouble(snapshot.path)
    if why:
        st.warning(
            "The database cannot be used just now, so the last good record is shown "
            f"(data version `{snapshot.version}`). Nothing on these pages is lost by it.",
            icon=":material/healing:",
        )
    if not is_operator():
        return
    if why:
        st.code(why, language=None, wrap_lines=True)
    waiting = unread(snapshot.path)
    if waiting:
        with st.container(border=True):
            st.markdown(f"**The database was repaired ({counted(len(waiting), 'time')}).**")
            for repair in waiting:
                st.markdown(f"- {plain(repair.in_words())}")
            if st.button("I have read this", key="repairs-read"):
                acknowledge(snapshot.path)
                st.rerun()
