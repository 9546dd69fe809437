"""What a lesson pack is made of: the quiz, what each share did, one number an event to work out by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.classroom.guesses import Guess
from components.classroom.outcomes import Outcome, outcomes
from components.classroom.questions import Question
from components.classroom.quiz import QuestionSet, draw
from components.classroom.quiz_progress import QuizProgress
from components.classroom.scale import STEPS
from components.classroom.score import Score, score
from components.study.concern import by_concern
from components.worksheets.pair import Pair, collect
from components.worksheets.params import WorksheetParams

if TYPE_CHECKING:
    from data import Snapshot


class NothingToAsk(ValueError):
    """The quiz has no question; `str()` says why."""


@dataclass(frozen=True)
class Task:
    """One event of the pack. number: from 1. found: what its shares did, in the question's order.

    pair: the share to work out by hand, the one that the event is about first of all.
    """

    number: int
    question: Question
    found: tuple[Outcome, ...]
    pair: Pair

    @property
    def by_hand(self) -> Outcome:
        """The outcome of the share that is worked out by hand."""
        return next(one for one in self.found if one.symbol == self.pair.params.symbol)


@dataclass(frozen=True)
class LessonPack:
    """link: the address that opens the same quiz, or "". hands: whether guesses are counted as hands."""

    snapshot: Snapshot
    question_set: QuestionSet
    tasks: tuple[Task, ...]
    blind: Score
    hands: bool
    link: str

    @property
    def window(self) -> tuple[int, int]:
        return self.question_set.window


def lesson_pack(snapshot: Snapshot, progress: QuizProgress, link: str = "") -> LessonPack:
    """The pack of a quiz as a teacher has set it up, whatever was guessed. Raises `NothingToAsk`."""
    question_set = draw(snapshot, progress.quiz)
    if not question_set.entries:
        raise NothingToAsk(" ".join(["No event can be asked this way.", *question_set.notes]))
    tasks = tuple(
        Task(
            number,
            entry.question,
            outcomes(snapshot, entry.question, question_set.window),
            _by_hand(snapshot, entry.question, question_set.window),
        )
        for number, entry in enumerate(question_set.entries, 1)
    )
    one_each = [Guess(((1,) * STEPS,) * len(task.found), revealed=True) for task in tasks]
    blind = score(snapshot, question_set, one_each)
    return LessonPack(snapshot, question_set, tasks, blind, progress.hands, link)


def _by_hand(snapshot: Snapshot, question: Question, window: tuple[int, int]) -> Pair:
    symbol = by_concern(snapshot, question.event, question.symbols)[0]
    return collect(snapshot, WorksheetParams(event=question.event, symbol=symbol, window=window))
