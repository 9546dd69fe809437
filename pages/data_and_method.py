"""Data & method: the tables, how they were made and checked, what the numbers mean and what they don't."""

from __future__ import annotations

import streamlit as st

from components.controls import method_page, record_page
from components.controls.frame import page_footer, page_frame
from components.controls.refresh_panel import listings_panel, refresh_panel
from components.controls.state import current_view
from data import load_snapshot

snapshot = load_snapshot()
view = current_view(snapshot, "method")
page_frame(snapshot)

st.title("Data & method")
st.caption("Where every figure comes from, how it is made, and what it cannot tell you.")

meaning, statistics, worked, record, prices, check = st.tabs(
    ["What the numbers mean", "Every statistic", "By hand", "The record", "Prices", "Check report"], on_change="rerun", key="method-tab"
)
if meaning.open:
    with meaning:
        method_page.what_it_means(snapshot)
if statistics.open:
    with statistics:
        method_page.every_statistic()
if worked.open:
    with worked:
        method_page.by_hand(snapshot)
if record.open:
    with record:
        record_page.tables(snapshot)
if prices.open:
    with prices:
        record_page.provenance(snapshot)
        refresh_panel(snapshot)
        listings_panel(snapshot)
if check.open:
    with check:
        record_page.check_report()

page_footer(snapshot)
