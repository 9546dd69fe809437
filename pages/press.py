"""Press: share moves as newspapers printed them, beside the record's."""

from __future__ import annotations

import streamlit as st

from components.controls.frame import page_footer, page_frame
from components.controls.press import page as press_page
from components.controls.viewport import current_look
from components.page_index import PAGE_OF_PATH
from data import load_snapshot

snapshot = load_snapshot()
page_frame(snapshot)
look = current_look()

st.title(PAGE_OF_PATH["press"].heading)
st.caption(PAGE_OF_PATH["press"].lead)
st.markdown(f"**{press_page.finding(snapshot)}**")
press_page.comparison(snapshot, look)

st.header("The events that the record began with")
press_page.founding_events(snapshot, look)
st.header("Tencent’s two sessions of March 2021")
st.markdown(press_page.two_sessions(snapshot))

page_footer(snapshot)
