"""What a lesson is told with: event, share, window and the line; and the way on where a share has no
numbers."""

from __future__ import annotations

import streamlit as st

from components.charts.kit.one_share import chosen_symbol
from components.charts.kit.share_params import ShareParams
from components.charts.kit.windows import WINDOWS, window_name
from components.classroom import lesson as lesson_content
from components.controls.event.page import event_titles
from components.controls.plain_text import plain
from components.controls.state import bound, update_view
from components.controls.views import Lesson, View
from components.params.method import USUAL
from data import Snapshot

_USUAL_LINE = {
    name: getattr(USUAL, name) for name in ("estimation", "min_estimation", "benchmark", "clean_estimation")
}
EARLIEST, LATEST = -260, -2
"""How far the slider goes; an address may go further."""


def pickers(snapshot: Snapshot, view: Lesson, params: ShareParams) -> None:
    """Event, share and place in the lesson."""
    event, share, place = st.columns([5, 2.4, 3.2], vertical_alignment="bottom", gap="small")
    titles, names = event_titles(snapshot), lesson_content.share_names(snapshot)
    with event:
        st.selectbox("Event", list(titles), format_func=titles.__getitem__, **bound("event", params.event))
    with share:
        st.selectbox(
            "Share",
            list(names),
            format_func=names.__getitem__,
            **bound("symbol", chosen_symbol(snapshot, params)),
        )
    with place, st.container(key="lesson-places"):
        st.segmented_control(
            "Step",
            list(lesson_content.STEPS),
            required=True,
            label_visibility="collapsed",
            **bound("step", view.step),
        )


def fitting(snapshot: Snapshot, view: Lesson, params: ShareParams) -> None:
    """The line of step 2: fitted on which sessions, against which index."""
    names = snapshot.benchmark_names["name"].to_dict()
    line, index = st.columns([3, 2], gap="medium", vertical_alignment="bottom")
    with line:
        st.slider(
            "Line fitted on sessions, counted from day 0",
            min(EARLIEST, view.estimation[0]),
            max(LATEST, view.estimation[1]),
            **bound("estimation", view.estimation),
        )
    with index:
        st.selectbox(
            "Against",
            (None, *snapshot.benchmarks.columns),
            format_func=lambda code: "Its home index" if code is None else names.get(code, code),
            placeholder="Its home index",
            **bound("benchmark", view.benchmark),
        )
    undisturbed, back = st.columns([3, 2], gap="medium", vertical_alignment="center")
    with undisturbed:
        st.toggle("Leave out days near other events", **bound("clean_estimation", view.clean_estimation))
    if _turned(view):
        back.button("Back to the usual line", key="lesson-usual", type="tertiary", on_click=_usual_line)


def window_choice(view: View) -> None:
    """The event window of step 4."""
    windows = WINDOWS if view.window in WINDOWS else (view.window, *WINDOWS)
    st.selectbox(
        "Event window",
        windows,
        format_func=window_name,
        width=320,
        **bound("window", view.window),
    )


def unusual(view: Lesson) -> None:
    """In the other steps: that the line is not the usual one, and the way back."""
    if _turned(view):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.caption("The line was changed in step 2; every number here follows it.")
            st.button("Back to the usual line", key="lesson-usual", type="tertiary", on_click=_usual_line)


def _turned(view: Lesson) -> bool:
    return any(getattr(view, name) != usual for name, usual in _USUAL_LINE.items())


def _usual_line() -> None:
    update_view(**_USUAL_LINE)


def explain_obstacle(snapshot: Snapshot, trouble: lesson_content.Obstacle) -> None:
    """Why there are no numbers, and buttons for each way on."""
    st.warning(plain(f"{trouble.why} {lesson_content.others_words(snapshot, trouble)}"))
    with st.container(horizontal=True, gap="small"):
        if lesson_content.EVERY_SESSION in trouble.ways:
            st.button(
                "Fit on every session",
                key="lesson-every",
                type="primary",
                on_click=update_view,
                kwargs={"clean_estimation": False},
            )
        if lesson_content.USUAL_LINE in trouble.ways:
            st.button("Back to the usual line", key="lesson-usual-line", type="primary", on_click=_usual_line)
        for symbol in trouble.others[:3]:
            st.button(
                lesson_content.share_names(snapshot)[symbol],
                key=f"lesson-share-{symbol}",
                on_click=update_view,
                kwargs={"symbol": symbol},
            )
        if lesson_content.EXAMPLE in trouble.ways:
            event, share = lesson_content.example(snapshot)
            st.button("The worked example", key="lesson-example", on_click=_open, args=(event, share))
    if lesson_content.EVERY_SESSION in trouble.ways:
        st.caption(
            "Fitted on every session, days of news count among the ordinary ones: more shares have "
            "numbers, on rougher ground."
        )


def _open(event: str | None, share: str | None) -> None:
    update_view(event=event, symbol=share)
