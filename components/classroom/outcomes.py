"""What happened: only for questions whose guesses are closed, and to keep a draw balanced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.charts.kit.memo import remembered
from components.classroom.questions import Question, pairs_of
from components.classroom.scale import step_of
from components.study.words import how_unusual

if TYPE_CHECKING:
    from data import Snapshot


@dataclass(frozen=True)
class Outcome:
    """One share around one event.

    raw: return from the close before day 0 to the close of the last session asked about, fraction.
    beyond: the part that the market model did not expect (CAR), fraction; ci_low, ci_high its 95% interval.
    unusual: how often an ordinary window moved as much, in words. step: the step of `raw`, 0 to 4.
    overlaps: ids of other events on the company in the window.
    """

    symbol: str
    company: str
    raw: float
    beyond: float
    ci_low: float
    ci_high: float
    unusual: str
    step: int
    overlaps: tuple[str, ...]


@remembered(512)
def outcomes(snapshot: Snapshot, question: Question, window: tuple[int, int]) -> tuple[Outcome, ...]:
    """What the shares of a question did, in its order."""
    pairs = pairs_of(snapshot, question.event, window, question.symbols)
    return tuple(
        Outcome(
            pair["symbol"],
            pair["company"],
            float(pair["raw_return"]),
            float(pair["car"]),
            float(pair["ci_low"]),
            float(pair["ci_high"]),
            how_unusual(pair),
            step_of(pair["raw_return"], window),
            tuple(pair["overlaps"]),
        )
        for pair in pairs
    )


def kind_of_move(snapshot: Snapshot, question: Question, window: tuple[int, int]) -> str:
    """`fell`, `little` or `rose`: where the share that moved most ended, little being no more than the middle
    three steps.
    """
    top = max(outcomes(snapshot, question, window), key=lambda outcome: abs(outcome.raw))
    return {0: "fell", 4: "rose"}.get(top.step, "little")
