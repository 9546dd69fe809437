"""The plan: aims, what is needed, and the lesson minute by minute with what to ask."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from components.classroom.score import EXPLAINED
from components.language import counted, listed, short_day
from components.lesson_pack.pack import LessonPack, Task

AIMS = (
    "say what a return is, and why day 0 is the first session that could react, not the day of the news;",
    "tell a share’s move from the part of it beyond its market, and work one out from closing prices;",
    "say why one cannot infer from good or bad news alone whether a share rises or falls;",
    "name two reasons for which a number beside an event can mislead.",
)
WATCH = (
    "Students conclude that shares are random. They are not told so: they are told that what was expected is "
    "in the price already.",
    "Say “on the day of”, not “because of”, and correct it kindly: it is the lesson.",
    "Some students may have family, work or savings on one side or other of these events. Ask what happened "
    "and how one would know, not whether it was right.",
)


class Stage(NamedTuple):
    """minutes: how long. what: what the class does. ask: what the teacher asks, or ""."""

    minutes: int
    what: str
    ask: str


def stages(pack: LessonPack) -> list[Stage]:
    """The lesson in order."""
    few, events = len(pack.tasks) < 3, len(pack.tasks)
    each = 4 if few else 3
    collected = (
        "a show of hands for each step, typed in"
        if pack.hands
        else "a vote, whose step is chosen on the screen"
    )
    beside = any(task.question.overlaps for task in pack.tasks)
    return [
        Stage(
            3,
            f"The task. Hand out sheet 1. Read the five steps aloud. {EXPLAINED} Agree that nobody looks "
            "anything up.",
            "",
        ),
        Stage(
            each * events,
            f"Predict and reveal: {counted(events, 'event')}, {each} minutes each. Read it aloud. Half a "
            f"minute alone, a tick on sheet 1, a word with a neighbour; then {collected}. Two students give "
            "a reason. Reveal, and write down what happened.",
            "Who knew what, and when? Did the whole market move that day? What would have had to be "
            "different for the opposite to happen?"
            + (" What else happened on these days, and who can tell the effects apart?" if beside else ""),
        ),
        Stage(
            3,
            "The score, and what blind guessing would have earned (it stands with the answers).",
            "Is the class better than that? By how much would it have to be?",
        ),
        Stage(
            6 if few else 10,
            "By hand. Hand out sheet 2, which tells what came. In pairs, one event a pair: first the move, "
            "then the part beyond the market. The rest is read out, or done at home.",
            "What is the share being compared with? Is that what it would have done anyway?",
        ),
        Stage(
            4,
            "What this cannot tell. Compare the events: the move, the part beyond the market, and how often "
            "ordinary days moved as much.",
            "Exit question, on paper: write the headline that the numbers allow, and one that they do not.",
        ),
    ]


def plan(pack: LessonPack) -> str:
    """HTML of the part."""
    listed_stages, at, rows = stages(pack), 0, []
    for stage in listed_stages:
        ask = f'<p class="ask">{escape(stage.ask)}</p>' if stage.ask else ""
        rows.append(
            f"<tr><td>{at}–{at + stage.minutes}</td><td class=word>{escape(stage.what)}{ask}</td></tr>"
        )
        at += stage.minutes
    return (
        f"<h2>Plan: {at} minutes</h2>"
        "<p><strong>Learning goals.</strong> Afterwards students can</p>"
        f"<ul>{''.join(f'<li>{escape(aim)}</li>' for aim in AIMS)}</ul>"
        f"<h3>What is needed</h3><ul>{''.join(f'<li>{one}</li>' for one in _needed(pack))}</ul>"
        '<h3>The lesson</h3><table class="stages"><thead><tr><th>Minutes</th><th class=word>What happens, '
        f"<em>and what to ask</em></th></tr></thead><tbody>{''.join(rows)}</tbody></table>"
        f"<h3>The events</h3>{_events(pack)}"
        "<h3>What to watch out for</h3>"
        f"<ul>{''.join(f'<li>{escape(one)}</li>' for one in WATCH)}</ul>"
    )


def _needed(pack: LessonPack) -> list[str]:
    """What to bring; HTML."""
    opened = (
        f'A projector with the quiz open at <a href="{escape(pack.link)}">{escape(pack.link)}</a> (P: large '
        "type). Without one, read the answers out of this file."
        if pack.link
        else "A projector with the quiz open, or none: then read the answers out of this file."
    )
    return [
        opened,
        "For everybody: sheet 1 before the quiz, sheet 2 after it (the prices on it tell what came), a "
        "pencil and a calculator.",
        "For yourself: this plan and the answers. Copy neither.",
    ]


def _events(pack: LessonPack) -> str:
    """The questions in order, without what came; what a teacher should know of each."""
    return f"<ol class=events>{''.join(f'<li>{_event(pack, task)}</li>' for task in pack.tasks)}</ol>"


def _event(pack: LessonPack, task: Task) -> str:
    question, date = task.question, pack.snapshot.events.at[task.question.event, "date"]
    notes = [counted(len(question.overlaps), "other event") + " in these days"] * bool(question.overlaps)
    notes += ["New York could trade on it first"] * (question.new_york_first is not None)
    return (
        f"{short_day(date)}: <b>{escape(question.story.title)}</b> "
        f"({escape(listed(question.companies))}){escape(''.join(f'; {note}' for note in notes))}"
    )
