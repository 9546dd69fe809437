"""Bring your own: the same study on a visitor's events and shares, in this visit only."""

from __future__ import annotations

import streamlit as st

from components.controls.bring_your_own import upload as own_upload
from components.controls.filters import company_filter
from components.controls.frame import page_footer, page_frame
from components.controls.state import current_view
from components.controls.study_switches import study_switches
from components.controls.viewport import current_look
from data import load_snapshot

snapshot = load_snapshot()
view = current_view(snapshot, "bring_your_own")
page_frame(snapshot)
look = current_look()

st.title("Bring your own events")
st.write(
    "Upload a table of events, and if you like prices of further shares: the very study of this record runs on them."
)
st.caption(own_upload.PRIVACY)
own_upload.templates()

left, right = st.columns(2, gap="large")
with right:
    prices = own_upload.upload_prices(snapshot)
    if prices:
        own_upload.report(prices, len(prices.prices), "price")
with left:
    brought = tuple(dict.fromkeys(prices.listings["company"])) if prices else ()
    events = own_upload.upload_events(snapshot, (*snapshot.companies.index, *brought))
    if events:
        own_upload.report(events, len(events.events), "event")

if events and len(events.events):
    own_upload.preview(events.events)
    company_filter(snapshot, view)
    study_switches(snapshot, view, significant=True)
    own_upload.study_of_own(snapshot, view, events.events, prices, look)

page_footer(snapshot)
