"""What the Classroom page as a whole is asked for: which part of it, and whether a projector shows it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from components.controls.page_params import bound_here
from components.params import Params, choice, flag

PAGE = "classroom"
PARTS = {"quiz": "Predict and reveal", "lesson": "How it is done", "by-hand": "Reproduce it by hand"}


@dataclass(frozen=True)
class Room(Params):
    """The parts of the page; each part has parameters of its own beside these."""

    part: str = choice("quiz", tuple(PARTS), help="which part of the page")
    presenter: bool = flag(False, help="large type and nothing but the lesson, for a projector")


def choose_part(room: Room) -> None:
    """The three parts side by side."""
    st.segmented_control("Part", list(PARTS), format_func=PARTS.get, label_visibility="collapsed", required=True, **bound_here(PAGE, "part", room.part))
