"""Bring your own."""

from __future__ import annotations

import streamlit as st

from components.controls.frame import page_footer, page_frame
from components.controls.state import current_view
from data import load_snapshot

snapshot = load_snapshot()
view = current_view(snapshot, "bring_your_own")
page_frame(snapshot)
st.title("Bring your own")
page_footer(snapshot)
