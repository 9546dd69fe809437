"""Timeline: the whole record at once, prices above, events in lanes below."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components.charts import timeline
from components.charts.timeline.study import candles_possible, shown_events
from components.controls.answer_strip import answer_strip
from components.controls.edition_line import what_it_brought
from components.controls.event_card import event_card
from components.controls.filters import company_filter, event_filters, nothing_left, price_view
from components.controls.frame import page_footer, page_frame
from components.controls.show import remembered_chart, show
from components.controls.state import current_view
from components.controls.timeline.event_list import event_list, list_files, search_hits
from components.controls.timeline.selection import KEY, choose_event, follow_box, neighbours
from components.controls.viewport import current_look
from components.controls.views import TimelineView
from components.controls.visit import visit_snapshot
from components.edition_words import how_far
from components.page_index import PAGE_OF_PATH

snapshot = visit_snapshot()
view = current_view(snapshot, "timeline", TimelineView)
page_frame(snapshot)
look = current_look()
params = timeline.Params.taking(view)

st.title(PAGE_OF_PATH[""].heading)
st.caption(f"{PAGE_OF_PATH[''].lead} {how_far(snapshot)} {what_it_brought(snapshot)}")
with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
    company_filter(snapshot, view)
    price_view(view, candles=view.style == "candlestick" or candles_possible(snapshot, params))
event_filters(snapshot, view)

events = shown_events(snapshot, params)
if events.empty:
    nothing_left(view)
chart_key = f"{KEY}-{view.period_key}"
show(
    remembered_chart(snapshot, timeline.SLUG, params, look),
    key=chart_key,
    on_click=choose_event,
    on_select=partial(follow_box, chart_key),
    selection_mode=("box",),
)
answer_strip(snapshot, view)

left, right = st.columns([5, 4], gap="large")
with left:
    st.header(f"{len(events)} events")
    if view.q:
        search_hits(snapshot, events, view)
    else:
        event_list(snapshot, events, view, look)
    list_files(snapshot, events)
with right:
    neighbours(snapshot, events, view)
    event_card(snapshot, view)

page_footer(snapshot)
