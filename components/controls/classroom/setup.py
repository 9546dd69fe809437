"""How a quiz is set up and shared, and the moves through it that callbacks make."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode

import streamlit as st

from components.classroom.guesses import Guess
from components.classroom.questions import askable
from components.classroom.quiz import DAYS, FEWEST, MOST, OVERLAPS, QuestionSet, Quiz
from components.classroom.quiz_progress import QuizProgress
from components.controls.address import app_address
from components.controls.plain_text import plain
from components.controls.state import open_view, update_view
from components.language import counted, short_day
from components.lesson_pack.document import document
from components.lesson_pack.pack import lesson_pack
from components.lesson_pack.pdf import can_print, printed
from data import Snapshot

PAGE = "classroom-quiz"
LONGEST_SEED = 40


def set_up(snapshot: Snapshot, progress: QuizProgress, question_set: QuestionSet) -> None:
    """Seed, length, overlaps and days, or the teacher's own events; a link that gives the same quiz."""
    for note in question_set.notes:
        st.warning(plain(note))
    with st.expander(f"This quiz: {_summary(progress, question_set)}. Change or share it"):
        _controls(snapshot, progress)
        st.caption(
            "This link gives the same quiz on any machine with the same data version, unguessed "
            "and with nothing revealed:"
        )
        st.code(quiz_link(progress.quiz), language=None, wrap_lines=True)

    if question_set.entries:
        _lesson_pack(snapshot, progress)


def _lesson_pack(snapshot: Snapshot, progress: QuizProgress) -> None:
    """The quiz on paper; made when it is asked for, since it holds what came."""
    link = quiz_link(progress.quiz)

    def pages() -> str:
        return document(lesson_pack(snapshot, progress, link))

    def pdf() -> bytes:
        return printed(pages())

    kinds: list[tuple[str, Callable[[], str | bytes]]] = [("pdf", pdf)] if can_print() else []
    with st.container(horizontal=True, gap="small", key="lesson-pack"):
        for ending, make in (*kinds, ("html", pages)):
            st.download_button(
                f"Lesson pack to print, {ending.upper()}",
                cast(Callable[[], str], make),
                file_name=f"lesson-pack.{ending}",
                key=f"lesson-pack-{ending}",
                on_click="ignore",
                help="This quiz on paper: a plan, two sheets for the class, the answers. It tells what came.",
            )


def nothing_to_ask(question_set: QuestionSet) -> None:
    """No question is left: say why, and lead back to a quiz that works."""
    st.info(
        "None of the events chosen can be asked." if question_set.notes else "No event can be asked this way."
    )
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
    update_view(at=number)


def record(place: int, question_set: QuestionSet, change: Callable[..., Guess], *given: Any) -> None:
    """Change a question's guess, as it is at that moment; for callbacks."""
    progress: QuizProgress = open_view()
    guess = progress.guesses(question_set)[place]
    update_view(said=progress.guessed(question_set, place, change(guess, *given)).said)


def start_again() -> None:
    """The same quiz, unguessed; for callbacks."""
    _change()


def new_quiz() -> None:
    """Another seed; for callbacks."""
    _change(seed=str(secrets.randbelow(9_000) + 1_000), events=())


def _summary(progress: QuizProgress, question_set: QuestionSet) -> str:
    events = counted(len(question_set.entries), "event")
    return f"{events} of your own" if progress.events else f"{events}, seed {plain(progress.seed)}"


def _controls(snapshot: Snapshot, progress: QuizProgress) -> None:
    seed, count, days = st.columns(3, gap="medium")
    with seed:
        st.text_input(
            "Seed (a number or a short text)",
            max_chars=LONGEST_SEED,
            disabled=bool(progress.events),
            **_bound("seed", progress.seed),
        )
    with count:
        st.slider(
            "Events asked",
            FEWEST,
            MOST,
            disabled=bool(progress.events),
            **_bound("questions", progress.questions),
        )
    with days:
        st.selectbox(
            "How far ahead to guess",
            list(DAYS),
            format_func=DAYS.__getitem__,
            **_bound("days", progress.days),
        )
    st.selectbox(
        "Events that share their days with others on the same companies",
        list(OVERLAPS),
        format_func=lambda kind: OVERLAPS[kind][:1].upper() + OVERLAPS[kind][1:],
        disabled=bool(progress.events),
        help="Heavy overlap: two or more other events on one of the companies in the same sessions.",
        **_bound("overlap", progress.overlap),
    )
    titles = {
        event: f"{short_day(snapshot.events.at[event, 'date'])}: {q.story.title}"
        for event, q in askable(snapshot, progress.asked_window).items()
    }
    chosen = [event for event in progress.events if event in titles]
    st.multiselect(
        "Or your own events, asked in the order of time",
        list(titles),
        format_func=titles.__getitem__,
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
    update_view(**changes, at=1, said="")
