"""Embed: any chart, dressed for an article, with its code, citation and files."""

from __future__ import annotations

import streamlit as st

from components.controls.address import app_address
from components.controls.embed_studio import studio
from components.controls.embed_studio.clipboard import take_away
from components.controls.frame import page_footer, page_frame
from data import load_snapshot

snapshot = load_snapshot()
page_frame(snapshot)
st.title("Embed a chart")

base, root = app_address()
form, shown = st.columns([2, 3], gap="large")
with form:
    slug, query = studio.chosen_chart(snapshot)
    with st.expander("What the chart shows", expanded=True):
        params = studio.chart_form(slug, query, snapshot)
    with st.expander("Words, marks and theme", expanded=True):
        presentation = studio.words_form(query, snapshot)
with shown:
    asked = studio.arranged(slug, params, presentation, snapshot, base)
if asked is not None:
    studio.remember(asked)
    with shown:
        take_away(asked, base, root)
        studio.codes(asked, base, root)

page_footer(snapshot)
