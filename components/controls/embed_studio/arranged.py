"""The embed that the form describes."""

from __future__ import annotations

import streamlit as st

from components.controls.embed_studio.chart_form import chart_form
from components.controls.embed_studio.fields import Fields
from components.controls.embed_studio.layout import Places
from components.controls.embed_studio.marks_form import pointed_form
from components.controls.embed_studio.naming import said
from components.controls.embed_studio.preview import WIDEST
from components.controls.embed_studio.steps_form import can_step, steps_form
from components.controls.embed_studio.words_form import look_form, words_form
from components.controls.plain_text import plain
from components.embed.heights import embed_height
from components.embed.presentation import Presentation
from components.embed.request import Asked, read
from components.embed.steps import Step
from components.params import BadParam, Params
from data import Snapshot


def arranged(
    slug: str, query: dict[str, str], snapshot: Snapshot, home: str, places: Places, *, narrow: bool
) -> Asked | None:
    """What the widgets say, or what is wrong with it: at its field, and in place of the preview."""
    fields = Fields()
    try:
        with places.form:
            params = chart_form(slug, query, snapshot, fields, opened=not narrow)
            presentation = _presentation(query, params, snapshot, fields, narrow=narrow)
        asked = read(slug, {**params.query(), **presentation.query()}, snapshot, home=home)
        asked.check_pointed()
        embed_height(asked, WIDEST)  # steps and choices that the chart cannot have
        return asked
    except BadParam as problem:
        fields.refuse(problem)
        places.result.error(f"{plain(said(problem))} The preview waits for it.", icon=":material/error:")
    except LookupError as problem:
        places.result.error(plain(str(problem)))
    return None


def _presentation(
    query: dict[str, str], params: Params, snapshot: Snapshot, fields: Fields, *, narrow: bool
) -> Presentation:
    """What the publisher sets on the embed, form by form."""
    start, problems = Presentation.parse_leniently(query, snapshot, ignore_unknown=True)
    for problem in problems:
        st.warning(f"{plain(str(problem))} The chart is shown without it.", icon=":material/link_off:")
    with st.expander("Words", expanded=not narrow):
        words = words_form(start)
    with st.expander("Theme and behaviour", expanded=not narrow):
        look = look_form(query, start, snapshot, fields)
    with st.expander("Marks and highlights", expanded=bool(start.marks or start.highlight)):
        pointed = pointed_form(start, snapshot, fields)
    steps: tuple[Step, ...] = ()
    if can_step(params):
        with st.expander("A story in steps", expanded=bool(start.steps)):
            steps = steps_form(start, params, snapshot, fields)
    elif start.steps:
        st.warning(
            "This chart has no period that steps could choose. It is shown without them.",
            icon=":material/link_off:",
        )
    return start.replace(**words, **look, **pointed, steps=steps)
