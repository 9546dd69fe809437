"""The answers: what each share did, how unusual that was, the number worked out, and who says so."""

from __future__ import annotations

from html import escape

from components.charts.kit.record import plain_title
from components.classroom.outcome_words import (
    ALONE,
    BEYOND,
    ELSE,
    FURTHER,
    beyond,
    further,
    how_firm,
    moved,
    others,
)
from components.classroom.scale import step_names
from components.classroom.score import blindly
from components.language import counted, percent
from components.lesson_pack.pack import LessonPack, Task
from components.lesson_pack.parts import closes, line, opening, ratio
from components.worksheets.words import CAUTION

MOST_SOURCES = 4


def answers(pack: LessonPack) -> str:
    """HTML of the part."""
    return (
        "<h2>Answers, for the teacher</h2>"
        f"<p>{counted(pack.blind.possible, 'point')} can be had. {escape(blindly(pack.blind))} {CAUTION}</p>"
        + "".join(f'<section class="answer">{_answer(pack, task)}</section>' for task in pack.tasks)
    )


def _answer(pack: LessonPack, task: Task) -> str:
    question, names = task.question, step_names(pack.window)
    title = plain_title(str(pack.snapshot.events.at[question.event, "title"]))
    rows = "".join(
        f"<li><strong>{escape(moved(one))}</strong>: “{escape(names[one.step])}”. {BEYOND} "
        f"{beyond(one)} {escape(how_firm(one))}</li>"
        for one in task.found
    )
    beside = others(pack.snapshot, task.found)
    told = f"<p><b>{FURTHER}</b> {escape(further(question.story.held_back))}</p>"
    return (
        f"{opening(pack, task, title)}<ul>{rows}</ul>"
        + (f"<p><b>{ELSE}</b> {escape('; '.join(beside))}.</p>" if beside else f"<p>{ALONE}</p>")
        + told * bool(question.story.held_back)
        + f'<div class="worked"><p><b>By hand, {escape(task.by_hand.company)}.</b> {ratio(task.pair)} = '
        f"<b>{percent(task.by_hand.raw, signed=True)}</b>. With {line(task.pair)}, the part beyond the "
        f"market, all sessions together, is <b>{beyond(task.by_hand)}</b>.</p>"
        f"{closes(task.pair, answered=True)}</div>" + _sources(pack, question.event)
    )


def _sources(pack: LessonPack, event: str) -> str:
    """Publisher, headline and address, as far as there is room."""
    own = pack.snapshot.sources
    own = own[own["event_id"] == event]
    told = [_source(row) for row in own.head(MOST_SOURCES).to_dict("records")]
    more = len(own) - len(told)
    rest = f"; and {more} more on the event’s page" if more else ""
    return f'<p class="small sources"><b>Sources.</b> {"; ".join(told)}{rest}.</p>'


def _source(row: dict[str, object]) -> str:
    publisher, title, url = (escape(str(row[name] or "")) for name in ("publisher", "title", "url"))
    words = f"{publisher}: {title}" if title else publisher
    return f'<a href="{url}">{words}</a>' if url.startswith("http") else words
