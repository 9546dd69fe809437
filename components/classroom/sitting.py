"""A quiz being played: where the class is, and what it has guessed; all of it fits into an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.classroom import guesses
from components.classroom.guesses import BadGuesses, Guess
from components.classroom.quiz import MOST, Drawn, Quiz, draw
from components.params import BadParam, flag, number, text

if TYPE_CHECKING:
    from data import Snapshot


@dataclass(frozen=True)
class Sitting(Quiz):
    """A quiz with a position and guesses. A link without `said` opens every question unguessed and closed."""

    at: int = number(
        1, 1, MOST + 1, whole=True, help="the question on screen; one more than the last is the score"
    )
    hands: bool = flag(False, help="guesses are typed in as counts of hands")
    said: str = text("", 1200, help="the guesses so far, as the page writes them")

    def check(self, snapshot: Snapshot) -> None:
        super().check(snapshot)
        drawn = draw(snapshot, self.quiz)
        try:
            guesses.read(self.said, drawn.mark, _shares(drawn))
        except BadGuesses as problem:
            raise BadParam("said", self.said, str(problem)) from None
        if self.at > len(drawn.asked) + 1:
            raise BadParam(
                "at",
                str(self.at),
                f"this quiz has {len(drawn.asked)} questions, and its score comes after the last",
            )

    @property
    def quiz(self) -> Quiz:
        """The quiz alone: what a link to share says."""
        return Quiz(
            seed=self.seed, questions=self.questions, overlap=self.overlap, days=self.days, events=self.events
        )

    def place(self, drawn: Drawn) -> int:
        """The question on screen, from 0; the number of questions stands for the score."""
        return min(self.at, len(drawn.asked) + 1) - 1

    def guesses(self, drawn: Drawn) -> tuple[Guess, ...]:
        """What was guessed, by question; blank when the record has changed under the quiz."""
        try:
            return guesses.read(self.said, drawn.mark, _shares(drawn))
        except BadGuesses:
            return guesses.unguessed(_shares(drawn))

    def guessed(self, drawn: Drawn, place: int, guess: Guess) -> Sitting:
        """The sitting with another guess for one question."""
        said = list(self.guesses(drawn))
        said[place] = guess
        return self.replace(said=guesses.written(drawn.mark, said))


def _shares(drawn: Drawn) -> list[int]:
    return [len(asked.question.symbols) for asked in drawn.asked]
