"""What the Classroom page as a whole is asked for: which part of it, and whether a projector shows it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components.charts.kit.look import Look
from components.charts.kit.theme import PAPER
from components.controls.classroom.one_visit import one_visit
from components.controls.state import bound, update_view
from components.controls.views import PARTS, Room

ENTER, LEAVE = "P", "Esc"
"""Keys that enter and leave the presenter mode; "R" and "C" are Streamlit's own."""

SHORT = {"quiz": "Predict", "lesson": "Method", "by-hand": "By hand"}
"""What the parts are called where there is little room: on a phone, and in the projector's row of buttons."""

# Streamlit writes white on the accent of the dark theme, which is too pale for it.
_BUTTONS = (
    "<style>.st-key-classroom-keys, .st-key-classroom-visit { position: absolute; height: 0; "
    "overflow: hidden; } "
    "@media (hover: none) { .block-container button kbd, .st-key-keys-told { display: none; } } "
    "@media (max-width: 640px) { .block-container { padding-top: 3.4rem !important; } "
    ".block-container h1 { font-size: 1.2rem; padding: .1rem 0 .5rem; } .st-key-present { display: none; } "
    ".st-key-view_part button { min-height: 32px; } } "
    "@media (max-width: 640px) and (max-height: 700px) { .block-container h1 { font-size: 0; padding: 0; } } "
    ".block-container button[kind=primary]:not(:disabled), .block-container "
    "button[kind=primary]:not(:disabled) * { color: BACKGROUND; }</style>"
)
_STAGE = """
<style>
:root { font-size: 18px !important; }
[data-testid=stHeader], [data-testid=stToolbar], footer { display: none !important; }
.block-container { max-width: none; padding: .55rem 1.6rem 4rem !important; }
.block-container > [data-testid=stVerticalBlock] { gap: .35rem; }
.chart-subtitle, .source-line, .event-meta, .zh, [data-testid=stCaptionContainer] { opacity: 1; }
.block-container h2 { font-size: 1.45rem; }
.chart-title { font-size: 1.15rem; }
.st-key-view_part { margin-left: auto; }
.st-key-view_part button { min-height: 2rem; padding: .1rem .6rem; }
.st-key-stage-leave button p { font-size: .8rem; }
.block-container .st-key-quiz-steps { position: fixed; bottom: 0; left: 0; right: 0; width: auto !important;
  padding: .35rem 1.6rem .45rem; background: BACKGROUND; z-index: 99; }
button:focus-visible, input:focus-visible, [role=radio]:focus-visible { outline: 3px solid currentColor
  !important; outline-offset: 2px; }
</style>
"""


def entrance(room: Room, look: Look) -> None:
    """The page's title, its three parts and the way into the presenter mode; on a projector only the way
    out."""
    paper = PAPER[look.theme]
    st.html(((_STAGE if room.presenter else "") + _BUTTONS).replace("BACKGROUND", paper))
    one_visit(next(iter(PARTS)))
    if room.presenter:
        return
    st.title("Classroom")
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"
    ):
        st.segmented_control(
            "Part",
            list(PARTS),
            format_func=(SHORT if look.phone else PARTS).__getitem__,
            label_visibility="collapsed",
            required=True,
            wrap=True,
            **bound("part", room.part),
        )
        st.button(
            "Presenter mode",
            key="present",
            shortcut=ENTER,
            help="Large type for a projector; Esc leads back.",
            on_click=_present,
            args=(True,),
        )


def way_out(room: Room) -> None:
    """On a projector, the other parts and the small button that ends the presenter mode; in a row of buttons
    they stand at the far end.
    """
    if room.presenter:
        st.segmented_control(
            "Part",
            list(PARTS),
            format_func=SHORT.__getitem__,
            label_visibility="collapsed",
            required=True,
            **bound("part", room.part),
        )
        st.button(
            "Leave presenter mode",
            key="stage-leave",
            type="tertiary",
            shortcut=LEAVE,
            on_click=_present,
            args=(False,),
        )


def look_of(room: Room, look: Look) -> Look:
    """How charts are dressed in this room."""
    return replace(look, large=True) if room.presenter else look


def _present(on: bool) -> None:
    update_view(presenter=on)
