"""Impact: every event and share ranked by how far it moved."""

from __future__ import annotations

import streamlit as st

from components.charts import impact
from components.controls.filters import company_filter, event_filters
from components.controls.frame import page_footer, page_frame
from components.controls.show import show
from components.controls.state import current_view
from components.controls.viewport import current_look
from data import load_snapshot

snapshot = load_snapshot()
view = current_view(snapshot, "impact")
page_frame(snapshot)
look = current_look()
st.title("Which events moved which shares")
company_filter(snapshot, view)
event_filters(snapshot, view)
show(impact.build(snapshot, view.for_chart(impact.Params), look), key="impact")
page_footer(snapshot)
