"""The two sheets for the class: what happened, to predict on; and the prices, to reproduce a number with."""

from __future__ import annotations

from html import escape

from components.classroom.scale import UNTIL, step_names
from components.classroom.score import EXPLAINED
from components.lesson_pack.pack import LessonPack, Task
from components.lesson_pack.parts import closes, line, opening
from components.worksheets.paper import signed

NAME = '<p class="name">Name<span></span></p>'


def sheet_1(pack: LessonPack) -> str:
    """HTML: each event as it is told before the reveal, the steps to tick, room for reasons. No outcome."""
    return (
        f"<h2>Sheet 1: what will the shares do?</h2>{NAME}"
        "<p>Read what happened. How far does each share move from the last close before day 0 "
        f"{UNTIL[pack.window]} (Hong Kong)? Day 0 is the first session that could react to the news. Tick "
        f"one step for each share, and write down why. {EXPLAINED}</p>"
        + "".join(f'<section class="task">{_predict(pack, task)}</section>' for task in pack.tasks)
    )


def _predict(pack: LessonPack, task: Task) -> str:
    story = task.question.story
    names = step_names(pack.window)
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    boxes = '<td class="fill"><i></i></td>' * len(names)
    rows = "".join(
        f'<tr><th scope="row" class="word">{escape(company)}</th>{boxes}<td class="fill"></td></tr>'
        for company in task.question.companies
    )
    return (
        f"{opening(pack, task, story.title)}<p>{escape(' '.join(story.sentences))}</p>"
        f'<table class="steps blank"><thead><tr><th class="word">Share</th>{head}<th>What it did</th></tr>'
        f"</thead><tbody>{rows}</tbody></table>"
        '<p class="why">Why?</p><span class="write"></span><span class="write"></span>'
    )


def sheet_2(pack: LessonPack) -> str:
    """HTML: after the reveal, the closes of one share an event, and the number to reproduce."""
    return (
        f"<h2>Sheet 2: reproduce a number by hand</h2>{NAME}"
        "<p>A return is a close divided by the one before, less 1. The move over several sessions takes the "
        "last close and the one before day 0. Closes are adjusted for dividends and splits. What is expected "
        "of a session was learnt from earlier sessions: the share’s own drift, and how far it usually moves "
        "when the index moves by 1%. What is left is the part beyond the market.</p>"
        + "".join(f'<section class="task">{_reproduce(pack, task)}</section>' for task in pack.tasks)
    )


def _reproduce(pack: LessonPack, task: Task) -> str:
    first, last = pack.window
    days = f"from the close of day {signed(first - 1)} to that of day {signed(last)}"
    several = " Add the sessions up." if last > first else ""
    return (
        f"{opening(pack, task, task.question.story.title)}"
        f"{closes(task.pair, answered=False)}"
        f'<p class="result"><span><b>The move</b> of {escape(task.by_hand.company)} {days}: last close ÷ '
        "first close − 1</span><i></i></p>"
        f'<p class="result"><span><b>Beyond the market</b>: {line(task.pair)}; beyond it = the share’s '
        f"return − expected.{several}</span><i></i></p>"
    )
