"""The pages of the app, in the order of the menu."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from components.page_index import PAGES

# A file of ours: named icons and emoji would be fetched from a foreign host.
ICON = str(Path(__file__).with_name("icon.png"))
SITE = "China’s tech crackdown: the record"
st.set_page_config(page_title=SITE, page_icon=ICON, layout="wide")

pages = [
    st.Page(page.file, title=page.title, url_path=page.path or None, default=not page.path) for page in PAGES
]

current = st.navigation(pages, position="top")
st.set_page_config(page_title=f"{current.title} · {SITE}")
current.run()
