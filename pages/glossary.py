"""Glossary: what the words of the study, the markets, the laws and the bodies mean."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from components.controls.frame import page_footer, page_frame
from components.controls.glossary import page as glossary_page
from components.controls.page_params import names_of, page_params
from components.controls.scroll_to import scroll_to
from components.controls.state import current_view
from components.params import Params, text
from data import load_snapshot


@dataclass(frozen=True)
class Own(Params):
    q: str = text(help="words that an entry must hold")


snapshot = load_snapshot()
current_view(snapshot, glossary_page.PAGE, own=names_of(Own))
own = page_params(snapshot, glossary_page.PAGE, Own)
page_frame(snapshot)

st.title("Glossary")
st.caption(
    "The words of this dashboard, in plain language and with their Chinese names. Click a term for an address that leads straight to it."
)
glossary_page.glossary(snapshot, own.q)
scroll_to()

page_footer(snapshot)
