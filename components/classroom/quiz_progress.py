"""A quiz being played: where the class is, and what it has guessed; all of it fits into an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.classroom import guesses
from components.classroom.guesses import BadGuesses, Guess
from components.classroom.quiz import MOST, QuestionSet, Quiz, draw
from components.params import BadParam, flag, number, text

if TYPE_CHECKING:
    from data import Snapshot


@dataclass(frozen=True)
class QuizProgress(Quiz):
    """A quiz with a position and guesses. A link without `said` opens every question unguessed and closed."""

    at: int = number(
        1, 1, MOST + 1, whole=True, help="the question on screen; one more than the last is the score"
    )
    hands: bool = flag(False, help="guesses are typed in as counts of hands")
    said: str = text("", 1200, help="the guesses so far, as the page writes them")

    def check(self, snapshot: Snapshot) -> None:
        super().check(snapshot)
        question_set = draw(snapshot, self.quiz)
        try:
            guesses.read(self.said, question_set.mark, _shares(question_set))
        except BadGuesses as problem:
            raise BadParam("said", self.said, str(problem)) from None
        if self.at > len(question_set.entries) + 1:
            raise BadParam(
                "at",
                str(self.at),
                f"this quiz has {len(question_set.entries)} questions, and its score comes after the last",
            )

    @property
    def quiz(self) -> Quiz:
        """The quiz alone: what a link to share says."""
        return Quiz.taking(self)

    def place(self, question_set: QuestionSet) -> int:
        """The question on screen, from 0; the number of questions stands for the score."""
        return min(self.at, len(question_set.entries) + 1) - 1

    def guesses(self, question_set: QuestionSet) -> tuple[Guess, ...]:
        """What was guessed, by question; blank when the record has changed under the quiz."""
        try:
            return guesses.read(self.said, question_set.mark, _shares(question_set))
        except BadGuesses:
            return guesses.unguessed(_shares(question_set))

    def guessed(self, question_set: QuestionSet, place: int, guess: Guess) -> QuizProgress:
        """The same progress with another guess for one question."""
        said = list(self.guesses(question_set))
        said[place] = guess
        return self.replace(said=guesses.written(question_set.mark, said))


def _shares(question_set: QuestionSet) -> list[int]:
    return [len(entry.question.symbols) for entry in question_set.entries]
