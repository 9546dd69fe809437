"""Guesses as counts, in and out of an address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.classroom.guesses import NOBODY, BadGuesses, Guess, read, unguessed, written
from components.classroom.quiz import Quiz, draw
from components.classroom.quiz_progress import QuizProgress
from components.params import BadParam

MARK = "a1b2c3"
counts = st.tuples(*[st.integers(0, 999)] * 5)
guesses = st.lists(st.lists(counts, min_size=1, max_size=3), min_size=1, max_size=10).map(
    lambda questions: tuple(
        Guess(tuple(shares), all(map(any, shares)) and len(shares) % 2 == 0) for shares in questions
    )
)


@given(guesses=guesses)
def test_guesses_survive_the_address(guesses):
    shares = [len(guess.counts) for guess in guesses]
    text = written(MARK, guesses)
    assert read(text, MARK, shares) == (guesses if text else unguessed(shares))
    assert len(text) <= 1200 and not set(text) - set("0123456789abcdefr.-_~")


@given(text=st.text(max_size=80))
def test_any_other_text_is_refused_or_read_whole(text):
    try:
        found = read(text, MARK, [2, 1])
    except BadGuesses as problem:
        assert "from 0 to 999" in str(problem)
    else:
        assert [len(guess.counts) for guess in found] == [2, 1]


@pytest.mark.parametrize(
    "text",
    [
        "a1b2c3~-1.0.0.0.0-_",  # negative
        "a1b2c3~1000.0.0.0.0-_",  # huge
        "a1b2c3~1.0.0.0-_",  # four counts
        "a1b2c3~r1.0.0.0.0-_",  # revealed with a share that nobody guessed
        "a1b2c3~r-_",  # revealed without any guess
        "a1b2c3~-_-",  # another quiz's shape
        "ffffff~1.0.0.0.0-1.0.0.0.0_",  # another quiz
        "<script>alert(1)</script>",
        "a1b2c3~١.0.0.0.0-_",  # digits of another script
    ],
)
def test_hostile_guesses_are_refused(text):
    with pytest.raises(BadGuesses):
        read(text, MARK, [2, 1])


@given(guess=guesses.map(lambda some: some[0]), step=st.integers(0, 4), hands=st.integers(0, 999))
def test_changes_touch_what_they_name(guess, step, hands):
    last = len(guess.counts) - 1
    counted = guess.counting(last, step, hands)
    assert counted.counts[last][step] == hands and counted.counts[:last] == guess.counts[:last]
    assert [n for at, n in enumerate(counted.counts[last]) if at != step] == [
        n for at, n in enumerate(guess.counts[last]) if at != step
    ]
    assert guess.cleared() == unguessed([last + 1])[0]
    assert guess.revealing().counts == guess.counts
    assert guess.revealing().revealed == all(map(any, guess.counts))


def test_one_choice_is_one_hand():
    guess = Guess((NOBODY, (3, 1, 0, 0, 0)))
    assert guess.choosing(0, 4).counts == ((0, 0, 0, 0, 1), (3, 1, 0, 0, 0))
    assert not guess.complete and guess.choosing(0, 4).complete
    assert guess.choosing(1, 2).counts[1] == (0, 0, 1, 0, 0)


def test_the_guesses_of_one_quiz_open_no_other(snapshot):
    question_set = draw(snapshot, Quiz())
    progress = QuizProgress()
    shares = len(question_set.entries[0].question.symbols)
    played = progress.guessed(question_set, 0, Guess(((1, 0, 0, 0, 0),) * shares, True))
    assert played.guesses(question_set)[0].revealed and QuizProgress.parse(played.query(), snapshot) == played
    with pytest.raises(BadParam, match="this very quiz"):
        QuizProgress.parse({**played.query(), "seed": "68"}, snapshot)
    elsewhere = played.replace(seed="68")
    assert not any(guess.revealed for guess in elsewhere.guesses(draw(snapshot, elsewhere.quiz)))


def test_a_position_outside_the_quiz_is_named(snapshot):
    for at in ("0", "12", "-3", "two"):
        with pytest.raises(BadParam, match="“at”"):
            QuizProgress.parse({"at": at}, snapshot)
    with pytest.raises(BadParam, match="5 questions"):
        QuizProgress.parse({"at": "7"}, snapshot)
    assert QuizProgress.parse({"at": "6"}, snapshot).place(draw(snapshot, Quiz())) == 5


def test_a_link_to_share_says_nothing_of_the_game(snapshot):
    played = QuizProgress(seed="Class 4b", at=3, said="x", hands=True)
    assert played.quiz.query() == {"seed": "Class 4b"}
