"""The pack's numbers are the quiz's, the study's and the worksheets', and follow from what it prints."""

from __future__ import annotations

import pytest

from components.classroom.outcomes import outcomes
from components.classroom.questions import askable
from components.classroom.quiz import DAYS, draw
from components.classroom.quiz_progress import QuizProgress
from components.language import percent
from components.lesson_pack.document import document
from components.lesson_pack.pack import NothingToAsk, lesson_pack
from components.lesson_pack.parts import ratio
from components.lesson_pack.plan import stages
from components.study import StudySpec, run_study
from components.worksheets.arithmetic import worked
from tests.lesson_pack.reading import numbers_of, part, rows_of

MINUS = "−"


@pytest.fixture(params=list(DAYS))
def pack(request, snapshot):
    return lesson_pack(snapshot, QuizProgress(days=request.param, questions=10, overlap="any"))


def test_what_the_shares_did_is_what_quiz_study_and_worksheet_say(snapshot, pack):
    question_set = draw(snapshot, QuizProgress(days=f"0,{pack.window[1]}", questions=10, overlap="any").quiz)
    assert [task.question for task in pack.tasks] == [entry.question for entry in question_set.entries]
    pairs = run_study(snapshot, StudySpec(window=pack.window)).pairs.set_index(["event_id", "symbol"])
    answers = part(document(pack), "answers")
    for task in pack.tasks:
        assert task.found == outcomes(snapshot, task.question, pack.window)
        for one in task.found:
            row = pairs.loc[(task.question.event, one.symbol)]
            assert (one.raw, one.beyond) == (row["raw_return"], row["car"])
            how = "fell" if one.raw < 0 else "rose"
            assert f"{one.company} {how} {percent(abs(one.raw))}" in answers
            assert f"Beyond the market: {percent(one.beyond, signed=True)}" in answers
        got = worked(task.pair)
        assert got["car"] == pytest.approx(task.by_hand.beyond, abs=1e-9)
        assert task.pair.study["raw_return"] == pytest.approx(task.by_hand.raw, abs=1e-12)
        assert f"= {percent(task.by_hand.raw, signed=True)}" in answers


def test_a_pupil_reaches_the_answer_from_the_printed_prices(pack):
    """The closes as printed give the move as printed, and the part beyond the market nearly so."""
    text = document(pack)
    for task, rows in zip(pack.tasks, rows_of(text, "reproduce", "closes"), strict=True):
        closes = [numbers_of(row[2]) for row in rows]
        levels = [numbers_of(row[3]) for row in rows]
        assert percent(closes[-1] / closes[0] - 1, signed=True) == percent(task.by_hand.raw, signed=True)
        assert all(cell == "" for row in rows for cell in row[4:])
        drift, beta = task.pair.study["alpha"], task.pair.study["beta"]
        beyond = sum(
            closes[at] / closes[at - 1]
            - 1
            - round(drift, 5)
            - round(beta, 3) * (levels[at] / levels[at - 1] - 1)
            for at in range(1, len(rows))
        )
        assert beyond == pytest.approx(task.by_hand.beyond, abs=6e-4)
        assert ratio(task.pair) == f"{closes[-1]:,.3f} ÷ {closes[0]:,.3f} {MINUS} 1"
    for task, rows in zip(pack.tasks, rows_of(text, "answers", "closes"), strict=True):
        added = sum(numbers_of(row[7]) for row in rows[1:]) / 100
        assert added == pytest.approx(task.by_hand.beyond, abs=6e-4)


def test_every_event_that_a_quiz_can_ask_has_a_pack(snapshot):
    found = list(askable(snapshot, (0, 5)))
    for at in range(0, len(found), 10):
        pack = lesson_pack(snapshot, QuizProgress(events=tuple(found[at : at + 10]), days="0,5"))
        assert pack.tasks and all(task.pair.study["car"] == task.by_hand.beyond for task in pack.tasks)


def test_a_quiz_without_questions_has_none(snapshot):
    event = next(event for event in snapshot.events.index if event not in askable(snapshot, (0, 1)))
    with pytest.raises(NothingToAsk, match="left out"):
        lesson_pack(snapshot, QuizProgress(events=(event,)))


def test_minutes_follow_the_number_of_events(snapshot):
    minutes = [
        sum(stage.minutes for stage in stages(lesson_pack(snapshot, QuizProgress(questions=number))))
        for number in (5, 10)
    ]
    assert minutes[1] - minutes[0] == 15 and minutes[0] <= 45
