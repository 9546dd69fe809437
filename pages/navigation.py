"""The pages of the app, in the order of the menu."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from components.controls.late_address import page_opened
from components.page_index import PAGES
from components.record_name import record_name

# A file of ours: named icons and emoji would be fetched from a foreign host.
ICON = str(Path(__file__).with_name("icon.png"))
st.set_page_config(page_title=record_name(), page_icon=ICON, layout="wide")

pages = [
    st.Page(page.file, title=page.title, url_path=page.path or None, default=not page.path) for page in PAGES
]

current = st.navigation(pages, position="top")
st.set_page_config(page_title=f"{current.title} · {record_name()}")
page_opened(current.url_path)
current.run()
