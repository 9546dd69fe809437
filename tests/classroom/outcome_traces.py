"""What would betray a question's outcome, and everything readable in what a page sends."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
from google.protobuf.message import Message

from components.charts.alt import percent
from components.classroom.outcomes import outcomes
from components.classroom.quiz import Asked, Drawn
from data import Snapshot
from tests.charts.reading import _plain

DAYS_AFTER = 12


def traces(snapshot: Snapshot, asked: Asked, drawn: Drawn) -> list[str]:
    """Returns, closes and dates of day 0 and after, in every form in which a page writes them.

    Day 0's own date is told with the question. Closes carry two decimals at least, so that no round number is mistaken for one.
    """
    question = asked.question
    found = []
    for outcome in outcomes(snapshot, question, drawn.window):
        for value in (outcome.raw, outcome.beyond):
            found += [percent(value, signed=True), f"{value:.6f}"[:8], repr(value)]
        later = snapshot.ohlc(outcome.symbol).loc[question.day0 :].head(DAYS_AFTER)
        found += [repr(round(close, 3)) for close in later["adj_close"] if len(repr(round(close, 3))) > 5]
        found += [outcome.unusual]
    for session in snapshot.sessions("XHKG")[question.place + 1 : question.place + DAYS_AFTER]:
        found += [session.strftime("%Y-%m-%d"), f"{session.day} {session:%b %Y}", f"{session.day} {session:%B %Y}"]
    found += [sentence for sentence in question.told.kept]
    return found


def readable(message: Message) -> str:
    """A message as text, the JSON inside it with its typed arrays unpacked."""
    return " ".join(_texts(message))


def _texts(message: Message) -> list[str]:
    found: list[str] = []
    for field, value in message.ListFields():
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
    return json.dumps(_plain(json.loads(text)), ensure_ascii=False)


def betrayed(snapshot: Snapshot, asked: Asked, drawn: Drawn, seen: str) -> list[str]:
    """The traces of an outcome that occur in what was seen."""
    return [trace for trace in traces(snapshot, asked, drawn) if trace in seen]


def numbers_of(value: Any) -> list[float]:
    """Every number anywhere in plain data."""
    if isinstance(value, dict):
        return [n for one in value.values() for n in numbers_of(one)]
    if isinstance(value, (list, tuple)):
        return [n for one in value for n in numbers_of(one)]
    return [float(value)] if isinstance(value, (int, float)) and not isinstance(value, bool) else []


def after_day0(snapshot: Snapshot, asked: Asked) -> pd.DatetimeIndex:
    """Hong Kong's sessions from day 0 on."""
    return snapshot.sessions("XHKG")[asked.question.place :]
