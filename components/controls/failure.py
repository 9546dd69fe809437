"""The last resort: what a reader sees when a page fails. Never a traceback."""

from __future__ import annotations

import logging

import streamlit as st

log = logging.getLogger(__name__)


def explain_failure(error: Exception) -> bool:
    """Log the error whole, show one sentence; True suppresses Streamlit's own display."""
    log.error("A page failed", exc_info=error)
    st.error(
        "This part of the page could not be shown. The record itself is unharmed, and the "
        "log says what went wrong. Reload the page, or start from the Timeline without filters.",
        icon=":material/error:",
    )
    return True
