"""Impact: every event beside every share, ranked by how far the share moved beyond what its market explains."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from components.charts import impact, impact_scatter
from components.charts.impact.study import ranked
from components.charts.kit.pairs import shown_pairs
from components.controls.event_card import event_card
from components.controls.filters import company_filter, event_filters, nothing_left
from components.controls.frame import page_footer, page_frame
from components.controls.impact.ranking import ranking_table
from components.controls.page_params import bound_here, names_of, page_params
from components.controls.show import remembered_chart, show
from components.controls.state import current_view
from components.controls.study_switches import offer_every_session, study_switches
from components.controls.timeline.selection import choose_event
from components.controls.viewport import current_look
from components.page_index import PAGE_OF_PATH
from components.params import Params, choice
from data import load_snapshot

AGAINST = {"severity": "Against severity", "fine": "Against the fine"}


@dataclass(frozen=True)
class Own(Params):
    x: str = choice("severity", tuple(AGAINST))


snapshot = load_snapshot()
view = current_view(snapshot, "impact", own=names_of(Own))
own = page_params(snapshot, "impact", Own)
page_frame(snapshot)
look = current_look()

st.title(PAGE_OF_PATH["impact"].heading)
company_filter(snapshot, view)
event_filters(snapshot, view)
study_switches(snapshot, view, significant=True)

params = view.for_chart(impact.Params)
st.markdown(f"**{impact.finding(snapshot, params.replace(event=None))}**")
offer_every_session(shown_pairs(snapshot, params)["status"], view)
if ranked(snapshot, params).empty:
    nothing_left(view)
else:
    show(remembered_chart(snapshot, impact.SLUG, params, look), key="impact", on_click=choose_event)
    table, chosen = st.columns([5, 3], gap="large")
    with table:
        st.subheader("Every event and share")
        ranking_table(snapshot, params, look)
    with chosen:
        event_card(snapshot, view)
    st.segmented_control(
        "Moves",
        tuple(AGAINST),
        format_func=AGAINST.get,
        required=True,
        label_visibility="collapsed",
        **bound_here("impact", "x", own.x),
    )
    show(
        remembered_chart(snapshot, impact_scatter.SLUG, view.for_chart(impact_scatter.Params, x=own.x), look),
        key="impact-scatter",
        on_click=choose_event,
    )

page_footer(snapshot)
