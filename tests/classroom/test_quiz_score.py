"""Points, and the sheet that a teacher takes away."""

from __future__ import annotations

import math

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.classroom.guesses import Guess, unguessed
from components.classroom.outcomes import outcomes
from components.classroom.quiz import Quiz, draw
from components.classroom.scale import (
    BOUNDS,
    STEPS,
    WINDOWS,
    by_chance,
    mean_points,
    most_chosen,
    points,
    step_names,
    step_of,
)
from components.classroom.score import notes, score, sheet
from components.downloads import csv_bytes, xlsx_bytes

counts = st.tuples(*[st.integers(0, 999)] * STEPS)


@pytest.mark.parametrize(
    ("move", "step"),
    [
        (-0.2, 0),
        (-0.0406, 0),
        (-0.0404, 1),
        (-0.04, 1),
        (-0.0156, 1),
        (-0.0154, 2),
        (0.0, 2),
        (0.0154, 2),
        (0.0156, 3),
        (0.0404, 3),
        (0.0406, 4),
        (0.5, 4),
    ],
)
def test_a_move_is_judged_as_it_is_shown(move, step):
    assert step_of(move, (0, 1)) == step


@given(move=st.floats(-0.9, 3), window=st.sampled_from(WINDOWS))
def test_steps_are_ordered_and_symmetric(move, window):
    assert step_of(move, window) <= step_of(move + 0.01, window)
    assert step_of(-move, window) == STEPS - 1 - step_of(move, window)


def test_a_missing_move_has_no_step():
    with pytest.raises(ValueError, match="move"):
        step_of(math.nan, (0, 1))


@pytest.mark.parametrize("window", WINDOWS)
def test_every_step_is_worth_guessing(snapshot, window):
    """The bounds were set on the record so that no step is rare."""
    from components.classroom.questions import askable

    steps = [o.step for q in askable(snapshot, window).values() for o in outcomes(snapshot, q, window)]
    assert min(steps.count(step) for step in range(STEPS)) > 0.07 * len(steps)
    assert (
        len(step_names(window)) == STEPS == len(set(step_names(window)))
        and BOUNDS[window][0] < BOUNDS[window][1]
    )


@given(counts=counts, truth=st.integers(0, STEPS - 1))
def test_a_class_scores_the_mean_over_its_hands(counts, truth):
    value = mean_points(counts, truth)
    if not any(counts):
        assert math.isnan(value) and most_chosen(counts) == ()
    else:
        hands = [points(step, truth) for step, count in enumerate(counts) for _ in range(count)]
        assert value == pytest.approx(sum(hands) / len(hands)) and 0 <= value <= 1
        assert all(counts[step] == max(counts) for step in most_chosen(counts))
    assert (points(truth, truth), by_chance(2), by_chance(0)) == (1, 0.4, 0.3)


def test_the_raw_move_is_that_of_the_closes(snapshot):
    question_set = draw(snapshot, Quiz(questions=10, seed="closes"))
    for entry in question_set.entries:
        sessions = snapshot.sessions("XHKG")
        for outcome in outcomes(snapshot, entry.question, question_set.window):
            closes = snapshot.ohlc(outcome.symbol)["adj_close"]
            before, last = sessions[entry.question.place - 1], sessions[entry.question.last]
            assert outcome.raw == pytest.approx(closes[last] / closes[before] - 1, abs=1e-12)


def played(snapshot, reveal: int):
    question_set = draw(snapshot, Quiz())
    blank = unguessed([len(a.question.symbols) for a in question_set.entries])
    done = tuple(
        Guess(tuple((5, 3, 0, 0, 2) for _ in guess.counts), place < reveal)
        for place, guess in enumerate(blank)
    )
    return question_set, done


def test_only_revealed_questions_carry_outcomes(snapshot):
    question_set, guesses = played(snapshot, 2)
    rows = sheet(snapshot, question_set, guesses)
    shown = rows["question"] <= 2
    assert len(rows) == sum(len(a.question.symbols) for a in question_set.entries)
    columns = ["return", "beyond the market", "points"]
    assert rows.loc[shown, columns].notna().all(axis=None) and rows.loc[~shown, columns].isna().all(axis=None)
    assert (rows.loc[~shown, ["happened", "how unusual", "other events in these days"]] == "").all(axis=None)
    text = csv_bytes(rows[~shown]).decode()
    for entry in question_set.entries[2:]:
        assert entry.question.story.title in text.replace('""', '"')
        for outcome in outcomes(snapshot, entry.question, question_set.window):
            assert repr(outcome.raw) not in text and repr(outcome.beyond) not in text


def test_the_total_is_the_sum_of_the_sheet(snapshot):
    question_set, guesses = played(snapshot, 3)
    total, rows = score(snapshot, question_set, guesses), sheet(snapshot, question_set, guesses)
    assert (
        total.earned == pytest.approx(rows["points"].sum()) and total.possible == rows["points"].notna().sum()
    )
    assert total.questions == 3 and 0 < total.blind < total.possible and total.spread > 0
    nothing = score(snapshot, *played(snapshot, 0))
    assert (nothing.earned, nothing.possible, nothing.questions) == (0, 0, 0)


def test_the_workbook_says_which_quiz_and_which_data(snapshot, tmp_path):
    question_set, guesses = played(snapshot, 5)
    quiz = Quiz(seed="=HYPERLINK(1)")
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(
        xlsx_bytes(
            sheet(snapshot, question_set, guesses),
            notes(snapshot, quiz, question_set, "http://here/classroom?seed=67"),
            sheet="Score",
        )
    )
    book = openpyxl.load_workbook(path)
    said = {row[0].value: row[1].value for row in book["Notes"].iter_rows()}
    assert said["Data version"] == snapshot.version and said["Quiz"] == "http://here/classroom?seed=67"
    assert book["Notes"]["B2"].data_type == "s" and said["seed"] == "=HYPERLINK(1)"
    header = [cell.value for cell in book["Score"][1]]
    assert header[:4] == ["question", "date", "event", "share"] and "hands: Fell over 4%" in header
    assert (
        sum(book["Score"].cell(2, header.index(f"hands: {name}") + 1).value for name in step_names((0, 1)))
        == 10
    )
