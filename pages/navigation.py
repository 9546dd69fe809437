"""The pages of the app, in the order of the menu."""

from __future__ import annotations

import streamlit as st

st.set_page_config(page_title="China's tech crackdown: the record", page_icon=":material/timeline:", layout="wide")

PAGES = [
    st.Page("timeline.py", title="Timeline", icon=":material/timeline:", default=True),
    st.Page("event.py", title="Event", icon=":material/event:", url_path="event"),
    st.Page("impact.py", title="Impact", icon=":material/bar_chart:", url_path="impact"),
    st.Page("patterns.py", title="Patterns", icon=":material/stacked_line_chart:", url_path="patterns"),
    st.Page("compare.py", title="Compare", icon=":material/compare_arrows:", url_path="compare"),
    st.Page("bring_your_own.py", title="Bring your own", icon=":material/upload_file:", url_path="bring-your-own"),
    st.Page("embed_studio.py", title="Embed", icon=":material/code:", url_path="studio"),
    st.Page("data_and_method.py", title="Data & method", icon=":material/menu_book:", url_path="method"),
]

st.navigation(PAGES, position="top").run()
