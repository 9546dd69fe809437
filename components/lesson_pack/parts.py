"""Pieces that the parts of the pack share: how an event opens, and the table worked out by hand."""

from __future__ import annotations

from html import escape

from components.charts.kit.theme import TYPE_NAMES
from components.language import day, decimal, percent, short_day
from components.lesson_pack.pack import LessonPack, Task
from components.worksheets.pair import Pair
from components.worksheets.paper import signed

FILL = '<td class="fill"></td>'


def opening(pack: LessonPack, task: Task, title: str) -> str:
    """Number, date, type and title of an event."""
    event = pack.snapshot.events.loc[task.question.event]
    return (
        f'<p class="kicker">Event {task.number} · {day(event["date"])} · '
        f"{escape(TYPE_NAMES[event['type']])}</p><h3>{escape(title)}</h3>"
    )


def closes(pair: Pair, *, answered: bool) -> str:
    """The closes from the last one before day 0 on, and each session's returns: to fill in, or filled in."""
    first, last = pair.spec.window
    path = pair.path.set_index("day")
    rows = []
    for row in pair.sessions[pair.sessions["day"].between(first - 1, last)].to_dict("records"):
        at = int(row["day"])
        cells = [signed(at), short_day(row["session"]), decimal(row["adjusted"], 3), decimal(row["level"], 2)]
        numbers = (
            [row["share"], row["market"], path.at[at, "expected"], path.at[at, "ar"]] if at >= first else []
        )
        shown = [f"<td>{percent(value, 2, signed=True)}</td>" if answered else FILL for value in numbers]
        rows.append(
            "<tr>"
            + "".join(
                f"<td{' class=word' if place == 1 else ''}>{cell}</td>" for place, cell in enumerate(cells)
            )
            + "".join(shown or ["<td></td>"] * 4)
            + "</tr>"
        )
    names = (
        "Day",
        "Session",
        f"{pair.share.partition(' (')[0]} ({pair.currency})",
        pair.benchmark,
        "Share’s return",
        "Index’s return",
        "Expected",
        "Beyond",
    )
    head = "".join(f"<th{' class=word' if name == 'Session' else ''}>{escape(name)}</th>" for name in names)
    return (
        f'<table class="closes{"" if answered else " blank"}"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def line(pair: Pair) -> str:
    """What the study expects of the share in a session, as a sum to be worked out."""
    alpha, beta = pair.study["alpha"], pair.study["beta"]
    return (
        f"expected of a session = {percent(alpha, 3, signed=True)} + {decimal(beta, 3)} × the index’s return"
    )


def ratio(pair: Pair) -> str:
    """`209.000 ÷ 226.600 − 1`: the two closes that make the move."""
    adjusted = pair.sessions.set_index("day")["adjusted"]
    first, last = pair.spec.window
    return f"{decimal(adjusted[last], 3)} ÷ {decimal(adjusted[first - 1], 3)} − 1"
