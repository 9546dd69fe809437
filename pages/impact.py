"""Impact: every event beside every share, ranked by how far the share moved beyond what its market
explains."""

from __future__ import annotations

import streamlit as st

from components.charts import impact, impact_scatter
from components.charts.impact.study import ranked
from components.charts.impact_scatter.params import AGAINST
from components.charts.kit.pairs import shown_pairs
from components.controls.answer_strip import answer_strip
from components.controls.event_card import event_card
from components.controls.filters import company_filter, event_filters, nothing_left
from components.controls.frame import page_footer, page_frame
from components.controls.impact.ranking import ranking_table
from components.controls.reached import reached
from components.controls.show import remembered_chart, show
from components.controls.state import bound, current_view
from components.controls.study_switches import offer_every_session, study_switches
from components.controls.timeline.selection import choose_event
from components.controls.viewport import current_look
from components.controls.views import ImpactView
from components.controls.visit import visit_snapshot
from components.page_index import PAGE_OF_PATH

AGAINST_NAMES = {"severity": "Against severity", "fine": "Against the fine"}


snapshot = visit_snapshot()
view = current_view(snapshot, "impact", ImpactView)
page_frame(snapshot)
look = current_look(tablet="phone")

st.title(PAGE_OF_PATH["impact"].heading)
company_filter(snapshot, view)
event_filters(snapshot, view)
study_switches(snapshot, view)

params = impact.Params.taking(view)
whole = params.replace(event=None)
st.markdown(f"**{impact.opening(snapshot, whole)}**")
st.caption(f"{impact.finding(snapshot, whole)} {impact.moves(snapshot, whole)}")
offer_every_session(shown_pairs(snapshot, params)["status"], view)
if ranked(snapshot, params).empty:
    nothing_left(view)
else:
    show(remembered_chart(snapshot, impact.SLUG, params, look), key="impact", on_click=choose_event)
    answer_strip(snapshot, view)
    table, chosen = st.columns([5, 4], gap="large")
    with table:
        st.header("Every event and share")
        if reached("ranking", view.filters, height=640, words="Show the table"):
            ranking_table(snapshot, params, look, whole=view.all_columns)
    with chosen:
        event_card(snapshot, view)
    st.segmented_control(
        "Moves",
        AGAINST,
        format_func=AGAINST_NAMES.__getitem__,
        required=True,
        label_visibility="collapsed",
        **bound("x", view.x),
    )
    if reached("impact-scatter", view.filters, height=640, words="Show the chart"):
        show(
            remembered_chart(snapshot, impact_scatter.SLUG, impact_scatter.Params.taking(view), look),
            key="impact-scatter",
            on_click=choose_event,
        )

page_footer(snapshot)
