"""What would betray a question's outcome, and everything readable in what a page sends."""

from __future__ import annotations

import json

from google.protobuf.message import Message

from components.classroom.outcomes import outcomes
from components.classroom.quiz import QuestionSet, QuizEntry
from components.language import percent
from data import Snapshot
from tests.charts.reading import _plain as plain_lists

DAYS_AFTER = 12
COMMON = 0.03
"""Moves up to here occur as texts elsewhere by chance; they are looked for with more digits only."""


def traces(
    snapshot: Snapshot, entry: QuizEntry, question_set: QuestionSet, *, elsewhere: bool = False
) -> list[str]:
    """Returns, closes and dates of day 0 and after, in every form in which a page writes them.

    Day 0's own date is told with the question; charts write later ones with their number (`5 Jan 2021, day
    +6`),
    while the list of events that a teacher may choose from holds dates alone. `elsewhere` is for pages of
    other
    questions: their charts may begin after the last session asked about, so only sessions up to it count.
    Closes
    carry two decimals at least, so that no round number is mistaken for one.
    """
    question = entry.question
    days = question.last - question.place + 1 if elsewhere else DAYS_AFTER
    found = []
    for outcome in outcomes(snapshot, question, question_set.window):
        for value in (outcome.raw, outcome.beyond):
            found += [
                f"{value:.6f}"[:8],
                repr(value),
                *([percent(value, signed=True)] if abs(value) > COMMON else []),
            ]
        later = snapshot.ohlc(outcome.symbol).loc[question.day0 :].head(days)
        found += [repr(round(close, 3)) for close in later["adj_close"] if len(repr(round(close, 3))) > 5]
        found += [outcome.unusual]
    for session in snapshot.sessions("XHKG")[question.place + 1 : question.place + days]:
        found += [session.strftime("%Y-%m-%d"), f"{session.day} {session:%b %Y}, day"]
    found += [sentence for sentence in question.story.held_back]
    return found


def readable(message: Message) -> str:
    """A message as text, the JSON inside it with its typed arrays unpacked."""
    return " ".join(_texts(message))


def _texts(message: Message) -> list[str]:
    found: list[str] = []
    for _, value in message.ListFields():
        several = not isinstance(value, (str, bytes, Message)) and hasattr(value, "__iter__")
        for one in (value.values() if hasattr(value, "values") else value) if several else [value]:
            if isinstance(one, Message):
                found += _texts(one)
            elif isinstance(one, str):
                found.append(_unpacked(one))
            elif isinstance(one, bytes):
                found.append(one.decode("utf-8", "ignore"))
            else:
                found.append(str(one))
    return found


def _unpacked(text: str) -> str:
    if '"bdata"' not in text:
        return text
    return json.dumps(plain_lists(json.loads(text)), ensure_ascii=False)


def betrayed(
    snapshot: Snapshot, entry: QuizEntry, question_set: QuestionSet, seen: str, *, elsewhere: bool = False
) -> list[str]:
    """The traces of an outcome that occur in what was seen."""
    return [trace for trace in traces(snapshot, entry, question_set, elsewhere=elsewhere) if trace in seen]
