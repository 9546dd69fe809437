"""How a class did: per share, and as a sheet to take away."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from components.charts.kit.record import plain_title
from components.classroom.guesses import Guess
from components.classroom.outcomes import Outcome, outcomes
from components.classroom.quiz import DAYS, QuestionSet, Quiz
from components.classroom.scale import by_chance, chance_variance, mean_points, most_chosen, step_names

if TYPE_CHECKING:
    from data import Snapshot

EXPLAINED = (
    "One point for the right step, half a point for the step beside it; a class scores the mean over "
    "its hands."
)


@dataclass(frozen=True)
class Score:
    """Points of the questions revealed so far: earned, how many were to be had, what one blind guesser earns
    on average, and the standard deviation of that.
    """

    earned: float
    possible: int
    blind: float
    spread: float
    questions: int


def score(snapshot: Snapshot, question_set: QuestionSet, guesses: Sequence[Guess]) -> Score:
    """The class's points over every share of every revealed question."""
    pairs = [
        pair
        for entry, guess in zip(question_set.entries, guesses, strict=True)
        if guess.revealed
        for pair in zip(outcomes(snapshot, entry.question, question_set.window), guess.counts, strict=True)
    ]
    earned = [mean_points(counts, outcome.step) for outcome, counts in pairs]
    return Score(
        sum(earned),
        len(earned),
        sum(by_chance(outcome.step) for outcome, _ in pairs),
        math.sqrt(sum(chance_variance(outcome.step) for outcome, _ in pairs)),
        sum(guess.revealed for guess in guesses),
    )


def blindly(total: Score) -> str:
    """What the points must be held against."""
    return (
        f"Somebody who picked steps blindly would have earned {total.blind:.1f}, give or take "
        f"{total.spread:.1f}: a few questions are no test of skill."
    )


def sheet(snapshot: Snapshot, question_set: QuestionSet, guesses: Sequence[Guess]) -> pd.DataFrame:
    """One row a question × share. What happened is filled in for revealed questions only.

    Returns are fractions; the columns of hands carry the names of the steps.
    """
    rows = [
        _row(
            snapshot,
            number,
            entry.question.story.title,
            event,
            symbol,
            company,
            counts,
            outcome,
            question_set,
        )
        for number, (entry, guess) in enumerate(zip(question_set.entries, guesses, strict=True), 1)
        for event in [snapshot.events.loc[entry.question.event]]
        for symbol, company, counts, outcome in zip(
            entry.question.symbols,
            entry.question.companies,
            guess.counts,
            outcomes(snapshot, entry.question, question_set.window)
            if guess.revealed
            else [None] * len(guess.counts),
            strict=True,
        )
    ]
    return pd.DataFrame(rows)


def _row(
    snapshot: Snapshot,
    number: int,
    story: str,
    event: pd.Series,
    symbol: str,
    company: str,
    counts: Sequence[int],
    outcome: Outcome | None,
    question_set: QuestionSet,
) -> dict[str, object]:
    names = step_names(question_set.window)
    row: dict[str, object] = {
        "question": number,
        "date": event["date"],
        "event": plain_title(str(event["title"])) if outcome else story,
        "share": company,
        "symbol": symbol,
        "days": DAYS[f"{question_set.window[0]},{question_set.window[1]}"],
    }
    row |= {f"hands: {name}": count for name, count in zip(names, counts, strict=True)}
    row["most chosen"] = " / ".join(names[step] for step in most_chosen(counts))
    row |= {
        "happened": names[outcome.step] if outcome else "",
        "return": outcome.raw if outcome else math.nan,
        "beyond the market": outcome.beyond if outcome else math.nan,
        "how unusual": outcome.unusual if outcome else "",
        "points": mean_points(counts, outcome.step) if outcome else math.nan,
        "other events in these days": "; ".join(
            plain_title(str(snapshot.events.at[other, "title"])) for other in outcome.overlaps
        )
        if outcome
        else "",
    }
    return row


def notes(snapshot: Snapshot, quiz: Quiz, question_set: QuestionSet, link: str) -> list[tuple[str, str]]:
    """What the sheet must say of itself: the quiz, the method, the data."""
    return [
        ("Quiz", link),
        *((name, value) for name, value in quiz.query().items()),
        ("Points", EXPLAINED),
        (
            "Return",
            (
                "From the close before day 0 to the close of the last session asked about, a fraction; "
                "the step is judged by its value in per cent to one decimal."
            ),
        ),
        (
            "Beyond the market",
            (
                "The part that the market model, fitted on sessions before the event, did not expect "
                "(cumulative abnormal return), a fraction."
            ),
        ),
        ("Not revealed", "Questions that were not revealed carry no outcome."),
        *(("Note", note) for note in question_set.notes),
        ("Data version", snapshot.version),
        ("Caution", "A move beside an event is not proof that the event caused it."),
    ]
