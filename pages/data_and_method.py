"""Data & method: the tables, how they were made and checked, what the numbers mean and what they don't."""

from __future__ import annotations

import streamlit as st

from components.controls.data_and_method import method as method_page
from components.controls.data_and_method import record_tables as record_page
from components.controls.data_and_method.refresh_panel import listings_panel, refresh_panel
from components.controls.data_and_method.what_changed import what_changed
from components.controls.frame import page_footer, page_frame
from components.controls.glossary_links import linked
from components.controls.operator import is_operator, operator_door
from components.controls.state import current_view
from components.controls.views import MethodView
from data import load_snapshot

snapshot = load_snapshot()
view = current_view(snapshot, method_page.PAGE, MethodView)
page_frame(snapshot)

st.title("Data & method")
st.caption(
    "Where every figure comes from, how it is made, and what it cannot tell you. Words are explained "
    f"in the {linked('event-study', 'glossary')}."
)

tabs = method_page.parts(view.tab)
if tabs["meaning"].open:
    with tabs["meaning"]:
        method_page.what_it_means(snapshot)
if tabs["statistics"].open:
    with tabs["statistics"]:
        method_page.every_statistic(view.statistic)
if tabs["by-hand"].open:
    with tabs["by-hand"]:
        method_page.by_hand()
if tabs["record"].open:
    with tabs["record"]:
        record_page.tables(snapshot)
if tabs["changes"].open:
    with tabs["changes"]:
        what_changed(snapshot)
if tabs["prices"].open:
    with tabs["prices"]:
        record_page.provenance(snapshot)
        if is_operator():
            refresh_panel(snapshot)
            listings_panel(snapshot)
        else:
            operator_door()
if tabs["check"].open:
    with tabs["check"]:
        record_page.check_report()

page_footer(snapshot)
