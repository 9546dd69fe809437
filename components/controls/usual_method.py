"""The way back to the usual method, also from what a link or the lesson has set and no control here shows."""

from __future__ import annotations

import streamlit as st

from components.controls.state import update_view
from components.controls.views import View
from components.params.method import Method

USUAL = View()


def unusual(view: View) -> set[str]:
    """Choices of the method, but for the window, that are not the usual ones."""
    names = {field.name for field in Method.asked().values()} - {"window"} - view.FIXED | {"affected"}
    return {name for name in names if getattr(view, name) != getattr(USUAL, name)}


def usual_method(view: View) -> None:
    """A button where something is not as usual."""
    if names := unusual(view):
        st.button(
            "The usual method",
            help="Model, benchmark, estimation and returns as they are without a choice.",
            type="tertiary",
            on_click=update_view,
            kwargs={name: getattr(USUAL, name) for name in names},
        )
