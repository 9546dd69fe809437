"""The quiz by keyboard: what each key does on the screen on which it is pressed."""

from __future__ import annotations

from functools import partial

from components.classroom.guesses import Guess
from components.classroom.quiz import QuestionSet
from components.classroom.quiz_progress import QuizProgress
from components.controls.classroom.keys import BACK, CLEAR, FORWARD, SKIP, STEPS, Press, listen
from components.controls.classroom.setup import move_to, record
from components.controls.state import open_view
from components.controls.views import Room


def quiz_keys(progress: QuizProgress, question_set: QuestionSet, room: Room) -> None:
    """Listen for the keys of the question on screen, or of the score."""
    place = progress.place(question_set)
    keys: tuple[str, ...] = (BACK, FORWARD)
    free, shares = [], 0
    if place < len(question_set.entries):
        guess = progress.guesses(question_set)[place]
        if not guess.revealed:
            keys = (*keys, SKIP)
            if not progress.hands:
                keys = (*keys, *STEPS, CLEAR)
                shares = len(guess.counts)
                free = [share for share in range(shares) if not any(guess.counts[share])]
    listen(
        partial(screen_of, question_set),
        keys,
        partial(_press, question_set),
        clicker=room.presenter,
        free=free,
        shares=shares,
    )


def screen_of(question_set: QuestionSet) -> str:
    """The quiz, the question and whether it is closed: a guess changes nothing of it."""
    progress: QuizProgress = open_view()
    place = progress.place(question_set)
    if place == len(question_set.entries):
        return f"{question_set.mark}.score"
    closed = progress.guesses(question_set)[place].revealed
    return f"{question_set.mark}.{place}.{'answer' if closed else 'question'}"


def _press(question_set: QuestionSet, pressed: Press) -> None:
    progress: QuizProgress = open_view()
    place = progress.place(question_set)
    guess = progress.guesses(question_set)[place] if place < len(question_set.entries) else None
    if pressed.key == BACK:
        move_to(max(place, 1))
    elif guess is None:
        return
    elif pressed.key == SKIP or (pressed.key == FORWARD and guess.revealed):
        move_to(place + 2)
    elif pressed.key == FORWARD:
        record(place, question_set, Guess.revealing)
    elif pressed.key == CLEAR:
        record(place, question_set, Guess.cleared)
    elif pressed.share >= 0:
        record(place, question_set, Guess.choosing, pressed.share, int(pressed.key) - 1)
