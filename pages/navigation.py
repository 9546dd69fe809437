"""The pages of the app, in the order of the menu."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

# A file of ours: named icons and emoji would be fetched from a foreign host.
ICON = str(Path(__file__).with_name("icon.png"))
st.set_page_config(page_title="China's tech crackdown: the record", page_icon=ICON, layout="wide")

PAGES = [
    st.Page("timeline.py", title="Timeline", default=True),
    st.Page("event.py", title="Event", url_path="event"),
    st.Page("impact.py", title="Impact", url_path="impact"),
    st.Page("patterns.py", title="Patterns", url_path="patterns"),
    st.Page("compare.py", title="Compare", url_path="compare"),
    st.Page("bring_your_own.py", title="Bring your own", url_path="bring-your-own"),
    st.Page("embed_studio.py", title="Embed", url_path="studio"),
    st.Page("classroom.py", title="Classroom", url_path="classroom"),
    st.Page("glossary.py", title="Glossary", url_path="glossary"),
    st.Page("data_and_method.py", title="Data & method", url_path="method"),
]

st.navigation(PAGES, position="top").run()
