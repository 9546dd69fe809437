"""Compare: events or shares side by side, Hong Kong against New York, and the market value that went."""

from __future__ import annotations

import streamlit as st

from components.charts import compare, market_value, share_of_fall
from components.charts.compare.study import chosen_events
from components.controls.answer_strip import answer_strip
from components.controls.compare.page import events_picker, heaviest_table, markets, since_picker
from components.controls.filters import company_filter, event_filters
from components.controls.frame import page_footer, page_frame
from components.controls.plain_text import plain
from components.controls.reached import reached
from components.controls.show import remembered_chart, show
from components.controls.state import current_view
from components.controls.study_switches import study_switches
from components.controls.timeline.selection import choose_event
from components.controls.viewport import current_look, look_with
from components.controls.views import CompareView
from components.controls.visit import visit_snapshot
from components.page_index import PAGE_OF_PATH
from components.params import BadParam

snapshot = visit_snapshot()
view = current_view(snapshot, "compare", CompareView)
page_frame(snapshot)
look = current_look()

st.title(PAGE_OF_PATH["compare"].heading)
company_filter(snapshot, view)
side_by_side = compare.Params.taking(view)
events_picker(snapshot, chosen_events(snapshot, side_by_side))
study_switches(snapshot, view)
show(remembered_chart(snapshot, compare.SLUG, side_by_side, look), key="compare", on_click=choose_event)
answer_strip(snapshot, view, "on a chart or in a table")

st.header("Hong Kong against New York")
event_filters(snapshot, view)
params = market_value.Params.taking(view)
if reached("markets", view.shares_and_method, height=520, words="Show both markets"):
    markets(snapshot, view, params, look)

st.header("Market value")
since_picker(snapshot, view.counted_from)
if reached("market-value", view.filters, height=640, words="Show market value"):
    try:
        show(
            remembered_chart(snapshot, market_value.SLUG, params, look_with(tablet="phone")),
            key="market-value",
            on_click=choose_event,
        )
        heaviest_table(snapshot, params, look)
    except BadParam as problem:
        st.info(f"{plain(str(problem))} Choose other companies, or another day.", icon=":material/info:")

st.header("How much of the fall came on sessions of events")
if reached("share-of-fall", view.filters, height=640, words="Show shares of the fall"):
    show(
        remembered_chart(snapshot, share_of_fall.SLUG, share_of_fall.Params.taking(view), look),
        key="share-of-fall",
    )

page_footer(snapshot)
