"""Embed: any chart, dressed for an article, with its code, citation and files."""

from __future__ import annotations

import streamlit as st

from components.controls.address import app_address
from components.controls.embed_studio.arranged import arranged
from components.controls.embed_studio.clipboard import take_away
from components.controls.embed_studio.layout import places
from components.controls.embed_studio.preview import result
from components.controls.embed_studio.which_chart import chosen_chart, remember
from components.controls.frame import page_footer, page_frame
from components.controls.viewport import current_look
from data import load_snapshot

snapshot = load_snapshot()
page_frame(snapshot)
narrow = current_look(tablet="phone").phone
st.title("Embed a chart")

base, root = app_address()
place = places(narrow=narrow)
with place.chart:
    slug, query = chosen_chart(snapshot)
asked = arranged(slug, query, snapshot, base, place, narrow=narrow)
if asked is not None:
    remember(asked)
    with place.take_away:
        take_away(asked, base, root)
    with place.result:
        result(asked, base, root, narrow=narrow)
else:
    place.take_away.caption("Nothing to copy until the mistake is mended.")

page_footer(snapshot)
