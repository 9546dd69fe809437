"""A report that comes after its component has left the page is none."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def test_a_component_that_has_left_the_page_reported_nothing():
    def page() -> None:
        import streamlit as st

        from components.controls.triggers import triggered

        st.text(repr(triggered("never-here", "clicked")))

    app = AppTest.from_function(page).run()
    assert not app.exception and app.text[0].value == "None"
