"""Patterns: what kinds of event did on average, what came next, and whether the market grew used to them."""

from __future__ import annotations

import streamlit as st

from components.charts import aftermath, fatigue, patterns, why_differ
from components.charts.patterns.study import grouped
from components.controls.answer_strip import answer_strip
from components.controls.event.page import event_picker
from components.controls.filters import company_filter, event_filters, nothing_left
from components.controls.frame import page_footer, page_frame
from components.controls.patterns.page import group_tests, grouping, like_which, outcome_switch, two_groups
from components.controls.reached import reached
from components.controls.show import remembered_chart, show
from components.controls.state import current_view
from components.controls.study_switches import study_switches
from components.controls.timeline.selection import choose_event
from components.controls.viewport import current_look
from components.controls.views import PatternsView
from components.controls.visit import visit_snapshot
from components.page_index import PAGE_OF_PATH

snapshot = visit_snapshot()
view = current_view(snapshot, "patterns", PatternsView)
page_frame(snapshot)
look = current_look()

st.title(PAGE_OF_PATH["patterns"].heading)
company_filter(snapshot, view)
event_filters(snapshot, view)
study_switches(snapshot, view)
grouping(view.by)

params = patterns.Params.taking(view)
if not grouped(snapshot, params.replace(event=None), view.by, params.window):
    nothing_left(view)
else:
    show(remembered_chart(snapshot, patterns.SLUG, params, look), key="patterns")
    answer_strip(snapshot, view, "under “What usually came next”")
    tests, against = st.columns([3, 2], gap="large")
    with tests:
        st.header("Is the average beyond chance?")
        if near := reached("group-tests", view.filters, height=260, words="Show the tests"):
            group_tests(snapshot, params, view.a)
    with against:
        st.header("One group against another")
        if near:
            two_groups(snapshot, params, view.a, view.b)

    st.header("Why do moves differ?")
    outcome_switch(view.outcome)
    if reached("why-differ", view.filters, height=640, words="Show what goes with larger moves"):
        show(
            remembered_chart(snapshot, why_differ.SLUG, why_differ.Params.taking(view), look),
            key="why-differ",
        )

    st.header("What usually came next")
    event_picker(snapshot, view)
    after = aftermath.Params.taking(view)
    st.caption(like_which(snapshot, after))
    if reached("aftermath", view.filters, height=640, words="Show what came next"):
        show(remembered_chart(snapshot, aftermath.SLUG, after, look), key="aftermath", on_click=choose_event)

    st.header("Did reactions wear off?")
    if reached("fatigue", view.filters, height=640, words="Show reactions over time"):
        show(
            remembered_chart(snapshot, fatigue.SLUG, fatigue.Params.taking(view), look),
            key="fatigue",
            on_click=choose_event,
        )

page_footer(snapshot)
