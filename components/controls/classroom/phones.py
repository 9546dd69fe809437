"""The class tally on the teacher's screen: the address to open, how many have guessed, and taking them."""

from __future__ import annotations

import html
from urllib.parse import urlsplit

import streamlit as st

from components.classroom.guesses import Guess
from components.classroom.quiz import QuestionSet
from components.classroom.scale import step_names
from components.classroom.tally import PREFIX, ROOMS, Asked, Full, allowed, shown
from components.controls.address import app_address
from components.controls.classroom.setup import record
from components.language import counted
from components.operators import is_loopback

_CODE, _TROUBLE = "_classroom_tally", "_classroom_tally_trouble"
_EVERY = 2
"""Seconds between two looks at the count."""


def offer_phones() -> None:
    """The button that opens a room or ends it, where the operator allows one; in the row of steps."""
    if not allowed():
        return
    if st.session_state.get(_CODE):
        st.button("End phones", key="tally-end", type="tertiary", on_click=_end)
    else:
        st.button(
            "Phones",
            key="tally-open",
            type="tertiary",
            help="Pupils guess on their phones, without names; the counts appear here.",
            on_click=_open,
        )


def phones(question_set: QuestionSet, place: int, title: str, until: str) -> None:
    """Put the question to the phones and show how many have guessed; nothing without a room."""
    if trouble := st.session_state.pop(_TROUBLE, ""):
        st.warning(trouble)
    code = st.session_state.get(_CODE)
    if not (code and allowed()):
        return
    asked = Asked(
        f"{question_set.mark}.{place}",
        title,
        until,
        question_set.entries[place].question.companies,
        step_names(question_set.window),
    )
    with st.container(key="tally"):
        _count(code, asked, question_set, place)


def phones_closed() -> None:
    """No question is open: what phones send now counts for nothing."""
    if code := st.session_state.get(_CODE):
        ROOMS.ask(code, None)


@st.fragment(run_every=_EVERY)
def _count(code: str, asked: Asked, question_set: QuestionSet, place: int) -> None:
    if not ROOMS.ask(code, asked):
        st.caption("The class tally has ended. “Phones” opens another.")
        return
    address, _ = app_address()
    counts = ROOMS.counts(code)
    many = counted(sum(counts[0]) if counts else 0, "guess", "guesses")
    place_on_phone = f"{address.partition('://')[2]}{PREFIX}{shown(code)}"
    host = urlsplit(address).hostname
    needs = "<br><small>Phones need this machine’s name or number in your network there.</small>"
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.html(
            '<p class="told" style="margin:0;max-width:27rem"><strong>'
            f"{html.escape(place_on_phone)}</strong> · {many}{needs if is_loopback(host) else ''}</p>"
        )
        pressed = st.button(
            "Count them",
            key="tally-count",
            disabled=not any(map(any, counts)),
            help="The counts become the class’s guess; then reveal.",
        )
    if pressed:
        record(place, question_set, Guess.taking, counts)
        st.rerun()


def _open() -> None:
    try:
        st.session_state[_CODE] = ROOMS.open()
    except Full as full:
        st.session_state[_TROUBLE] = str(full)


def _end() -> None:
    ROOMS.close(st.session_state.pop(_CODE, ""))
