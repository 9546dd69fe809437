"""A quiz: which events are asked, in which order, drawn by a seed or chosen by the teacher.

Equal parameters give the equal quiz on every machine: the draw uses `random.Random` seeded
with a text, whose numbers Python guarantees, one generator an event, so that a longer quiz
holds most of the shorter one. Questions come in the order of time, and so far apart that
no chart of one question shows a session that another asks about: they can be taken in any
order, and a link may open at any of them.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from components.charts.kit.memo import remembered
from components.charts.kit.record import plain_title
from components.classroom.outcomes import kind_of_move
from components.classroom.questions import Question, askable, question
from components.language import counted, day
from components.params import BadParam, choice, number, text
from components.params.record import Events

if TYPE_CHECKING:
    from data import Snapshot

MOST, FEWEST = 10, 5
RUN_UP, AFTER = 40, 10
"""Sessions shown before day 0, and after the last session asked about once it is revealed; fewer where
another question is near.
"""
APART, LEAST_RUN_UP = 25, 5
"""Fewest sessions of run-up that a drawn question and one of the teacher's choice may be left with."""
HEAVY = 2
"""As many other events in the same sessions count as heavy overlap."""
OVERLAPS = {
    "without": "leave out heavy overlap",
    "with": "only events with overlaps: what else happened that day?",
    "any": "any event",
}
DAYS = {"0,0": "Day 0 alone", "0,1": "Day 0 and the next", "0,5": "Day 0 to day 5"}


@dataclass(frozen=True)
class Quiz(Events):
    """What a link to a quiz says: drawn by the seed, or the teacher's own `events` in its place."""

    seed: str = text("67", 40, help="a whole number or a short text; the same seed gives the same quiz")
    questions: int = number(FEWEST, FEWEST, MOST, whole=True, help="how many events are asked")
    overlap: str = choice(
        "without", tuple(OVERLAPS), help="what to do with events that share their days with others"
    )
    days: str = choice("0,1", tuple(DAYS), help="the event window, from day 0 on")

    @property
    def asked_window(self) -> tuple[int, int]:
        first, last = self.days.split(",")
        return int(first), int(last)

    def check(self, snapshot: Snapshot) -> None:
        super().check(snapshot)
        if len(self.events) > MOST:
            raise BadParam("events", ",".join(self.events), f"a quiz holds at most {MOST} events")


@dataclass(frozen=True)
class QuizEntry:
    """A question in its place: run_up sessions shown before day 0, `after` sessions after the last one asked
    about.
    """

    question: Question
    run_up: int
    after: int


@dataclass(frozen=True)
class QuestionSet:
    """The questions of a quiz in the order of time, and what must be said about the draw."""

    entries: tuple[QuizEntry, ...]
    notes: tuple[str, ...]
    window: tuple[int, int]

    @property
    def mark(self) -> str:
        """Six hex digits that tell this quiz from others: guesses carry it, so that they never open another's
        answers.
        """
        return sha256(
            "|".join([*(a.question.event for a in self.entries), *map(str, self.window)]).encode()
        ).hexdigest()[:6]


@remembered(64)
def draw(snapshot: Snapshot, quiz: Quiz) -> QuestionSet:
    """The quiz that the parameters stand for."""
    questions, notes = _by_choice(snapshot, quiz) if quiz.events else _by_seed(snapshot, quiz)
    return QuestionSet(_spaced(questions), tuple(notes), quiz.asked_window)


def _by_seed(snapshot: Snapshot, quiz: Quiz) -> tuple[list[Question], list[str]]:
    """By the seed: at most four in ten of a kind of outcome and a quarter from outside the campaign, as long
    as others are left.
    """
    events = snapshot.events
    pool = [
        q
        for q in askable(snapshot, quiz.asked_window).values()
        if _fits(q, quiz.overlap) and (events.at[q.event, "severity"] >= 2 or events.at[q.event, "label"])
    ]
    ranked = sorted(pool, key=lambda q: (-_luck(quiz.seed, q.event, _weight(events.loc[q.event])), q.event))
    chosen: list[Question] = []
    for limited in (True, False):
        for candidate in ranked:
            if (
                len(chosen) < quiz.questions
                and candidate not in chosen
                and _clear_of(candidate, chosen, APART)
                and not (limited and _too_many(snapshot, candidate, chosen, quiz))
            ):
                chosen.append(candidate)
    notes = []
    if len(chosen) < quiz.questions:
        notes.append(
            f"Only {counted(len(chosen), 'event')} of the record can be asked this way without one "
            f"chart showing another’s days; {quiz.questions} were asked for."
        )
    return chosen, notes


def _by_choice(snapshot: Snapshot, quiz: Quiz) -> tuple[list[Question], list[str]]:
    """The teacher's events; each that cannot be asked is named with its reason."""
    chosen: list[Question] = []
    notes = []
    for event in quiz.events:
        title = plain_title(str(snapshot.events.at[event, "title"]))
        candidate = question(snapshot, event, quiz.asked_window)
        if isinstance(candidate, str):
            notes.append(
                f"One of the events chosen, dated {day(snapshot.events.at[event, 'date'])}, is "
                f"left out: {candidate}."
            )
        elif not _clear_of(candidate, chosen, LEAST_RUN_UP):
            notes.append(
                f"“{candidate.story.title or title}” is left out: its chart would show the days "
                "that another question asks about, or the other’s would show its own."
            )
        else:
            chosen.append(candidate)
    return chosen, notes


def _fits(candidate: Question, overlap: str) -> bool:
    return overlap == "any" or (
        candidate.most_overlaps > 0 if overlap == "with" else candidate.most_overlaps < HEAVY
    )


def _weight(event) -> int:
    """How many lots an event has: landmarks and grave events teach more than other shocks."""
    return 1 if event["type"] == "confounder" else 4 if event["label"] else 2 if event["severity"] >= 3 else 1


def _luck(seed: str, event: str, lots: int) -> float:
    """The best of an event's lots."""
    lottery = random.Random(f"{seed}\n{event}")
    return max(lottery.random() for _ in range(lots))


def _too_many(snapshot: Snapshot, candidate: Question, chosen: list[Question], quiz: Quiz) -> bool:
    """Whether another of its kind would make the quiz lopsided: a class must not learn that shares always
    fall.
    """
    same = sum(
        kind_of_move(snapshot, q, quiz.asked_window) == kind_of_move(snapshot, candidate, quiz.asked_window)
        for q in chosen
    )
    shocks = sum(snapshot.events.at[q.event, "type"] == "confounder" for q in chosen)
    return same >= math.ceil(0.4 * quiz.questions) or (
        snapshot.events.at[candidate.event, "type"] == "confounder" and shocks >= quiz.questions // 4
    )


def _clear_of(candidate: Question, chosen: Iterable[Question], apart: int) -> bool:
    """Whether `apart` sessions lie between the days asked about and those of every other question."""
    return all(candidate.place - q.last > apart or q.place - candidate.last > apart for q in chosen)


def _spaced(questions: list[Question]) -> tuple[QuizEntry, ...]:
    """In the order of time, each with as much before and after as shows no day of another question."""
    ordered = sorted(questions, key=lambda q: (q.place, q.event))
    before = [None, *ordered][: len(ordered)]
    following = [*ordered, None][1:]
    return tuple(
        QuizEntry(
            q,
            min(RUN_UP, q.place if earlier is None else q.place - earlier.last - 1),
            AFTER if later is None else min(AFTER, later.place - q.last - 1),
        )
        for earlier, q, later in zip(before, ordered, following, strict=True)
    )
