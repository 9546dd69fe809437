"""Event: one event whole, with its sources, its dating and the moves beside it."""

from __future__ import annotations

import streamlit as st

from components.charts import car, event_window
from components.charts.kit.record import opening_event, plain_title
from components.controls.event import page as event_page
from components.controls.event.beyond import beyond
from components.controls.event.how_computed import how_computed
from components.controls.event.one_share import other_ways, trading
from components.controls.event_card import actors_line, headline, sources_list
from components.controls.frame import page_footer, page_frame
from components.controls.impact_table import impact_table
from components.controls.show import remembered_chart, show
from components.controls.since_then import since_then
from components.controls.state import current_view
from components.controls.timeline.selection import neighbours
from components.controls.viewport import current_look
from components.controls.views import View
from components.controls.visit import visit_snapshot
from components.params.chosen_events import filtered_events

snapshot = visit_snapshot()
view = current_view(snapshot, "event", View, event=opening_event(snapshot))
page_frame(snapshot)
look = current_look()
chosen: str = view.event or opening_event(snapshot)
event = snapshot.events.loc[chosen]
awaits = snapshot.awaits_prices(chosen)

picker, steps = st.columns([5, 3], vertical_alignment="center")
with picker:
    event_page.event_picker(snapshot, view)
with steps:
    neighbours(snapshot, filtered_events(snapshot, view, view.from_, view.to), view)
st.set_page_config(page_title=plain_title(event["title"]))
headline(event, level=1)

story, facts = st.columns([3, 2], gap="large")
with story:
    st.html(f'<p style="font-size:1.1rem;line-height:1.55">{event_page.escaped(event["summary"])}</p>')
    st.html(actors_line(snapshot, chosen))
    event_page.official_facts(event)
    st.header("How the shares moved")
    if not awaits:
        event_page.study_controls(snapshot, view)
    impact_table(snapshot, view, chosen, brief=look.phone)
    if not awaits:
        event_page.two_markets(snapshot, view, chosen)
        event_page.by_hand_link(view)
with facts:
    st.header("When it became public")
    event_page.when_public(snapshot, view, chosen)
    st.header("How this was dated")
    st.write(event_page.dating(event["notes"]) or "No curator’s note.")
    st.header("Sources")
    sources_list(snapshot, chosen)

if not awaits:
    since_then(snapshot, view, chosen, narrow=look.phone)
    left, right = st.columns(2, gap="large")
    with left:
        show(
            remembered_chart(snapshot, event_window.SLUG, event_window.Params.taking(view), look),
            key="event-window",
        )
    with right:
        show(remembered_chart(snapshot, car.SLUG, car.Params.taking(view), look), key="car")
    how_computed(snapshot, view, look)
    beyond(snapshot, view, look)
    other_ways(snapshot, view, look)
    trading(snapshot, view, look)

others, near, kind = st.columns(3, gap="large")
with others:
    st.header("In the same window")
    event_page.overlaps(snapshot, view, chosen)
with near:
    st.header("Before and after")
    event_page.neighbours_in_time(snapshot, chosen)
with kind:
    st.header("Of the same kind")
    event_page.same_kind(snapshot, chosen)

page_footer(snapshot)
