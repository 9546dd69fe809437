"""What a component reported a moment ago.

A report may arrive after its component has left the page: Streamlit then calls back all the same, and the
session no longer knows the component. Nothing was asked then of what the reader sees.
"""

from __future__ import annotations

from typing import Any

import streamlit as st


def triggered(key: str, name: str) -> Any | None:
    """What the component `key` reported as its trigger `name`; None where it has left the page."""
    return st.session_state.get(key, {}).get(name)
