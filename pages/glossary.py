"""Glossary: what the words of the study, the markets, the laws and the bodies mean."""

from __future__ import annotations

import streamlit as st

from components.controls.frame import page_footer, page_frame
from components.controls.glossary import page as glossary_page
from components.controls.scroll_to import scroll_to
from components.controls.state import current_view
from components.controls.views import GlossaryView
from data import load_snapshot

snapshot = load_snapshot()
view = current_view(snapshot, glossary_page.PAGE, GlossaryView)
page_frame(snapshot)

st.title("Glossary")
st.caption(
    "The words of this dashboard, in plain language and with their Chinese names. Click a term for "
    "an address that leads straight to it."
)
glossary_page.glossary(snapshot, view.term)
scroll_to()

page_footer(snapshot)
