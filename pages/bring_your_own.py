"""Bring your own: the same study on a visitor's events and shares, in this visit only."""

from __future__ import annotations

import streamlit as st

from components.controls.bring_your_own import sources
from components.controls.bring_your_own.asking import answers_so_far
from components.controls.bring_your_own.drop_zones import drop_zones_are_groups
from components.controls.bring_your_own.kept import EVENTS, PRICES, brought
from components.controls.bring_your_own.own_results import study_of_own
from components.controls.bring_your_own.reading import read_brought_events, read_brought_prices, understood
from components.controls.filters import company_filter
from components.controls.frame import page_footer, page_frame
from components.controls.state import current_view
from components.controls.study_switches import study_switches
from components.controls.viewport import current_look
from components.controls.views import OwnEventsView
from components.controls.visit import offer_everywhere
from data import load_snapshot

snapshot = load_snapshot()
view = current_view(snapshot, "bring_your_own", OwnEventsView)
page_frame(snapshot)
look = current_look()
held = brought()

st.title("Bring your own events")
st.write(
    "Upload a table of events, and if you like prices of further shares: the very study of this record runs "
    "on them."
)
sources.begin(snapshot, held)

left, right = st.columns(2, gap="large")
with right:
    sources.uploader(PRICES, held)
    prices = read_brought_prices(snapshot, held)
with left:
    sources.uploader(EVENTS, held)
    events = read_brought_events(snapshot, held, prices)
drop_zones_are_groups()
understood(prices, events)
offer_everywhere(snapshot, prices)
answers_so_far(
    held, ("dates", "decimals", "sheet", "which", "share", "whose", "price", "own", "column", "encoding")
)
st.caption(sources.PRIVACY)

if events is not None and len(events.events):
    company_filter(snapshot, view)
    study_switches(snapshot, view)
    study_of_own(snapshot, view, events, prices, held, look)

page_footer(snapshot)
