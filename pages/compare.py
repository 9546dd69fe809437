"""Compare."""

from __future__ import annotations

import streamlit as st

from components.controls.frame import page_footer, page_frame
from components.controls.state import current_view
from data import load_snapshot

snapshot = load_snapshot()
view = current_view(snapshot, "compare")
page_frame(snapshot)
st.title("Compare")
page_footer(snapshot)
