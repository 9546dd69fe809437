"""What a class guessed, as counts of hands, and how that is kept in an address.

A guess by one choice is one hand; a show of hands is several. `fe12ab~r0.3.10.2.0-0.0.1.0.0_0.1.0.0.0-`
holds, after the mark of the quiz, its questions in order (`_` between them), each with its
shares (`-` between them) as five counts from the deepest fall to the largest rise. `r` opens a
question that has been revealed. An address never holds an outcome.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from components.classroom.scale import STEPS

MOST_HANDS = 999
Counts = tuple[int, ...]
NOBODY: Counts = (0,) * STEPS
ALLOWED = (
    "it must be a page’s own record of the guesses in this very quiz, with whole numbers of hands from "
    f"0 to {MOST_HANDS}"
)


class BadGuesses(ValueError):
    """A text that is no record of guesses in this quiz; `str()` says what is allowed."""


@dataclass(frozen=True)
class Guess:
    """One question's hands, per share five counts; `revealed` once the class has seen what happened."""

    counts: tuple[Counts, ...]
    revealed: bool = False

    @property
    def complete(self) -> bool:
        """Whether somebody guessed for every share."""
        return all(any(counts) for counts in self.counts)

    def with_counts(self, share: int, counts: Sequence[int]) -> Guess:
        return replace(self, counts=(*self.counts[:share], tuple(counts), *self.counts[share + 1 :]))

    def revealing(self) -> Guess:
        """The same counts, closed for good; itself while a share is without a guess."""
        return replace(self, revealed=self.complete)

    def cleared(self) -> Guess:
        """Without any guess."""
        return Guess((NOBODY,) * len(self.counts))

    def counting(self, share: int, step: int, hands: int) -> Guess:
        """So many hands for one step of a share."""
        counts = self.counts[share]
        return self.with_counts(share, (*counts[:step], hands, *counts[step + 1 :]))

    def taking(self, counts: Sequence[Counts]) -> Guess:
        """The counts of a whole class, a share each, in place of whatever was there."""
        return replace(self, counts=tuple(counts)) if len(counts) == len(self.counts) else self

    def choosing(self, share: int, step: int) -> Guess:
        """One hand for one step, in place of whatever was there."""
        return self.with_counts(share, [int(place == step) for place in range(STEPS)])


def unguessed(shares: Sequence[int]) -> tuple[Guess, ...]:
    """Blank guesses for questions with so many shares each."""
    return tuple(Guess((NOBODY,) * count) for count in shares)


def written(mark: str, guesses: Sequence[Guess]) -> str:
    """The guesses as text; "" when there are none."""
    if not any(any(map(any, guess.counts)) for guess in guesses):
        return ""
    return f"{mark}~" + "_".join(
        ("r" if guess.revealed else "") + "-".join(_counts(counts) for counts in guess.counts)
        for guess in guesses
    )


def read(text: str, mark: str, shares: Sequence[int]) -> tuple[Guess, ...]:
    """The guesses that `written` wrote for a quiz with this mark and so many shares a question.

    BadGuesses for anything else: another quiz, a missing question, a count that is negative or
    huge, a question revealed without a guess for every share.
    """
    if not text:
        return unguessed(shares)
    theirs, _, rest = text.partition("~")
    questions = rest.split("_")
    if theirs != mark or len(questions) != len(shares):
        raise BadGuesses(ALLOWED)
    return tuple(_question(question, count) for question, count in zip(questions, shares, strict=True))


def _question(text: str, shares: int) -> Guess:
    revealed = text.startswith("r")
    parts = text.removeprefix("r").split("-")
    if len(parts) != shares:
        raise BadGuesses(ALLOWED)
    guess = Guess(tuple(_read_counts(part) for part in parts), revealed)
    if revealed and not guess.complete:
        raise BadGuesses(ALLOWED)
    return guess


def _counts(counts: Counts) -> str:
    return ".".join(map(str, counts)) if any(counts) else ""


def _read_counts(text: str) -> Counts:
    if not text:
        return NOBODY
    if not re.fullmatch(rf"\d{{1,3}}(\.\d{{1,3}}){{{STEPS - 1}}}", text, re.ASCII):
        raise BadGuesses(ALLOWED)
    return tuple(map(int, text.split(".")))
