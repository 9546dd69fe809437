"""How a quiz is set up and shared, and the moves through it that callbacks make."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from components.classroom.guesses import Guess
from components.classroom.questions import askable
from components.classroom.quiz import DAYS, FEWEST, MOST, OVERLAPS, Drawn, Quiz
from components.classroom.sitting import Sitting
from components.controls.address import app_address
from components.controls.page_params import update_page
from components.controls.plain_text import plain
from components.language import short_day
from data import Snapshot

PAGE = "classroom-quiz"
LONGEST_SEED = 40


def set_up(snapshot: Snapshot, sitting: Sitting, drawn: Drawn) -> None:
    """Seed, length, overlaps and days, or the teacher's own events; a link that gives the same quiz."""
    for note in drawn.notes:
        st.warning(plain(note))
    with st.expander(f"This quiz: {_summary(sitting, drawn)}. Change or share it"):
        _controls(snapshot, sitting)
        st.caption(
            "This link gives the same quiz on any machine with the same data version, unguessed and with nothing revealed:"
        )
        st.code(quiz_link(sitting.quiz), language=None, wrap_lines=True)


def nothing_to_ask(drawn: Drawn) -> None:
    """No question is left: say why, and lead back to a quiz that works."""
    st.info("None of the events chosen can be asked." if drawn.notes else "No event can be asked this way.")
    st.button(
        "Start with a quiz drawn by chance",
        key="quiz-instead",
        type="primary",
        on_click=_change,
        kwargs={"events": ()},
    )


def quiz_link(quiz: Quiz) -> str:
    """The address of a quiz, with its seed written out."""
    query = quiz.query() if quiz.events else {"seed": quiz.seed, **quiz.query()}
    return f"{app_address()[0]}/classroom?{urlencode(query, safe=',')}"


def move_to(number: int) -> None:
    """To a question, counted from 1; for callbacks."""
    update_page(PAGE, at=number)


def record(place: int, drawn: Drawn, guess: Guess) -> None:
    """Keep a question's guess; for callbacks."""
    sitting: Sitting = st.session_state[f"_own_{PAGE}"]
    update_page(PAGE, said=sitting.guessed(drawn, place, guess).said)


def start_again() -> None:
    """The same quiz, unguessed; for callbacks."""
    _change()


def new_quiz() -> None:
    """Another seed; for callbacks."""
    _change(seed=str(secrets.randbelow(9_000) + 1_000), events=())


def _summary(sitting: Sitting, drawn: Drawn) -> str:
    events = f"{len(drawn.asked)} event{'' if len(drawn.asked) == 1 else 's'}"
    return f"{events} of your own" if sitting.events else f"{events}, seed {plain(sitting.seed)}"


def _controls(snapshot: Snapshot, sitting: Sitting) -> None:
    seed, count, days = st.columns(3, gap="medium")
    with seed:
        st.text_input(
            "Seed (a number or a short text)",
            max_chars=LONGEST_SEED,
            disabled=bool(sitting.events),
            **_bound("seed", sitting.seed),
        )
    with count:
        st.slider(
            "Events asked",
            FEWEST,
            MOST,
            disabled=bool(sitting.events),
            **_bound("questions", sitting.questions),
        )
    with days:
        st.selectbox(
            "How far ahead to guess", list(DAYS), format_func=DAYS.get, **_bound("days", sitting.days)
        )
    st.selectbox(
        "Events that share their days with others on the same companies",
        list(OVERLAPS),
        format_func=lambda kind: OVERLAPS[kind][:1].upper() + OVERLAPS[kind][1:],
        disabled=bool(sitting.events),
        help="Heavy overlap: two or more other events on one of the companies in the same sessions.",
        **_bound("overlap", sitting.overlap),
    )
    titles = {
        event: f"{short_day(snapshot.events.at[event, 'date'])}: {q.told.title}"
        for event, q in askable(snapshot, sitting.window).items()
    }
    chosen = [event for event in sitting.events if event in titles]
    st.multiselect(
        "Or your own events, asked in the order of time",
        list(titles),
        format_func=titles.get,
        max_selections=MOST,
        placeholder="Choose up to ten events; empty: drawn by the seed",
        **_bound("events", chosen),
    )
    with st.container(horizontal=True, gap="small"):
        st.button("New quiz", key="quiz-new", help="Draws another seed.", on_click=new_quiz)
        st.button("Start this one again", key="quiz-again", help="Forgets all guesses.", on_click=start_again)


def _bound(field: str, value: Any) -> dict[str, Any]:
    """Ties a widget to a parameter of the quiz; a change begins another quiz, unguessed."""
    key = f"{PAGE}-{field}"
    st.session_state[key] = value
    return {"key": key, "on_change": _moved, "args": (field, key)}


def _moved(field: str, key: str) -> None:
    value = st.session_state[key]
    if field == "seed":
        value = "".join(c for c in value.strip() if c.isprintable()) or Quiz().seed
    _change(**{field: tuple(value) if isinstance(value, list) else value})


def _change(**changes: Any) -> None:
    update_page(PAGE, **changes, at=1, said="")
