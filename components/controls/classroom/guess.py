"""How a class guesses: a button a step, or a show of hands typed in."""

from __future__ import annotations

import html

import streamlit as st

from components.charts.kit.look import Look
from components.charts.kit.theme import company_colour
from components.classroom.guesses import MOST_HANDS, Guess
from components.classroom.quiz import QuestionSet
from components.classroom.quiz_progress import QuizProgress
from components.classroom.scale import UNTIL, step_names
from components.controls.classroom.phones import offer_phones
from components.controls.classroom.setup import record
from components.controls.state import bound
from components.controls.views import Room
from data import Snapshot


def guess_panel(
    snapshot: Snapshot, progress: QuizProgress, question_set: QuestionSet, place: int, room: Room, look: Look
) -> None:
    """One row a share. The same counts are behind both ways of guessing."""
    with st.container(key="guess-panel"):
        _panel(snapshot, progress, question_set, place, room, look)


def _panel(
    snapshot: Snapshot, progress: QuizProgress, question_set: QuestionSet, place: int, room: Room, look: Look
) -> None:
    question, guess = question_set.entries[place].question, progress.guesses(question_set)[place]
    since = "" if look.phone else " from the last close before day 0"
    st.html(
        f"<p class='told' style='margin:0'><strong>How far does each share move</strong>{since} "
        f"{UNTIL[question_set.window]} (Hong Kong)?</p>"
    )
    if question.new_york_first is not None and not room.presenter:
        st.caption("New York could trade on this news before Hong Kong did.")
    waiting = next((share for share, counts in enumerate(guess.counts) if not any(counts)), None)
    for share, company in enumerate(question.companies):
        hands = sum(guess.counts[share])
        said = f" · {hands} {'hand' if hands == 1 else 'hands'}" if progress.hands and hands else ""
        st.html(
            '<p class="outcome"><span class="share-dot" '
            f'style="background:{company_colour(snapshot, company, look)}"></span><strong>'
            f"{html.escape(company)}</strong>{said}</p>"
        )
        with st.container(horizontal=True, gap="small", key=f"steps-{share}"):
            if progress.hands:
                _hands(question_set, place, guess, share)
            else:
                _buttons(question_set, place, guess, share, numbered=share == waiting)


def ways_to_guess(progress: QuizProgress) -> None:
    """Phones, and between one choice and a show of hands."""
    offer_phones()
    st.toggle(
        "Show of hands",
        help="Type in how many hands went up for each step.",
        **bound("hands", progress.hands),
    )


def take_back(progress: QuizProgress, question_set: QuestionSet, place: int) -> None:
    """Back to no guess at all; nothing before there is one."""
    guess = progress.guesses(question_set)[place]
    if any(map(any, guess.counts)):
        st.button(
            "Clear",
            key="quiz-clear",
            type="tertiary",
            shortcut=None if progress.hands else "Backspace",
            help="Takes the guesses for this question back.",
            on_click=record,
            args=(place, question_set, Guess.cleared),
        )


def _buttons(question_set: QuestionSet, place: int, guess: Guess, share: int, *, numbered: bool) -> None:
    """The five steps; the keys 1 to 5 belong to the first share without a guess."""
    for step, name in enumerate(map(_unbroken, step_names(question_set.window))):
        chosen = guess.counts[share][step] > 0
        st.button(
            f"✓ {name}" if chosen else name,
            key=f"guess-{place}-{share}-{step}",
            type="primary" if chosen else "secondary",
            shortcut=str(step + 1) if numbered else None,
            width="stretch",
            wrap=True,
            on_click=record,
            args=(place, question_set, Guess.choosing, share, step),
        )


def _hands(question_set: QuestionSet, place: int, guess: Guess, share: int) -> None:
    """Five counts; an emptied field counts as nobody."""
    for step, name in enumerate(step_names(question_set.window)):
        key = f"hands-{place}-{share}-{step}"
        st.session_state[key] = guess.counts[share][step]
        st.number_input(
            name,
            0,
            MOST_HANDS,
            step=1,
            key=key,
            on_change=_count,
            args=(place, question_set, share, step, key),
        )


def _count(place: int, question_set: QuestionSet, share: int, step: int, key: str) -> None:
    record(place, question_set, Guess.counting, share, step, int(st.session_state[key] or 0))


def _unbroken(name: str) -> str:
    """A step's name whose figures stay on one line (word joiners around the dash)."""
    return name.replace("–", "\u2060–\u2060")
