"""What is pointed out: up to eight dates, ranges or levels with a few words, companies and events."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from components.controls.embed_studio import draft
from components.controls.embed_studio.fields import Fields
from components.controls.embed_studio.naming import company_or_event, label_of
from components.embed.pointed import MARK_LENGTH, MOST_HIGHLIGHTED, Mark, MarkKind
from components.embed.presentation import MARKS, Presentation
from components.params import BadParam
from data import Snapshot

DATE, RANGE, LEVEL = "Date", "Range", "Level"


def pointed_form(start: Presentation, snapshot: Snapshot, fields: Fields) -> dict[str, object]:
    """Marks by their parameter, and what stands out."""
    return {**_marks(start, snapshot, fields), "highlight": _highlight(start, snapshot, fields)}


def _marks(start: Presentation, snapshot: Snapshot, fields: Fields) -> dict[str, Mark | None]:
    """A row for every mark that is begun, and one more to begin."""
    marks: dict[str, Mark | None] = dict.fromkeys(MARKS)
    for place, name in enumerate(MARKS, start=1):
        with fields.place(name):
            begun, marks[name] = _mark(place, getattr(start, name), snapshot)
        if not begun and not any(getattr(start, later) for later in MARKS[place:]):
            break
    return marks


def _mark(place: int, old: Mark | None, snapshot: Snapshot) -> tuple[bool, Mark | None]:
    """Whether the mark is begun, and the mark where it is whole."""
    kinds, wheres = st.columns([2, 5])
    given = DATE if old is None or not (old.until or old.level) else RANGE if old.until else LEVEL
    kind = kinds.selectbox(
        f"Mark {place}",
        (DATE, RANGE, LEVEL),
        help="What to point out on the picture: a day, a stretch of days, or a value of the chart’s scale.",
        **draft.kept(_name(place, "kind"), given),
    )
    with wheres:
        where, whole = _where(place, kind, old)
    text = st.text_input(
        f"Words of mark {place}",
        max_chars=MARK_LENGTH,
        **draft.kept(_name(place, "words"), old.text if old else ""),
    )
    words = " ".join(text.split())
    begun = bool(where or words)
    if begun:
        st.button(
            f"Remove mark {place}", type="tertiary", on_click=_clear, args=(place,), icon=":material/close:"
        )
    if not (whole and words):
        if begun:
            st.caption(f"Mark {place} is drawn when it has both a place and words.")
        return begun, None
    try:
        return begun, MarkKind().read(MARKS[place - 1], f"{where} {words}", snapshot)
    except BadParam as problem:
        st.error(_refusal(place, kind, problem), icon=":material/error:")
        return begun, None


def _refusal(place: int, kind: str, problem: BadParam) -> str:
    if kind == LEVEL:
        return f"Level of mark {place}: it must be a number such as 100 or a percentage such as -10%."
    return f"Mark {place}: {problem.allowed}."


def _where(place: int, kind: str, old: Mark | None) -> tuple[str, bool]:
    """The place of a mark as addresses write it, and whether it is whole."""
    if kind == LEVEL:
        text = st.text_input(
            f"Level of mark {place}",
            placeholder="100 or -10%",
            max_chars=16,
            **draft.kept(_name(place, "level"), old.level if old else ""),
        ).strip()
        return (f"={text}" if text else ""), bool(text)
    if kind == DATE:
        day = _day(f"Date of mark {place}", place, "day", old.day if old else None)
        return (day.isoformat() if day else ""), bool(day)
    left, right = st.columns(2)
    with left:
        first = _day(f"Mark {place} from", place, "day", old.day if old else None)
    with right:
        last = _day(f"Mark {place} to", place, "until", old.until if old else None)
    return "/".join(day.isoformat() for day in (first, last) if day), bool(first and last)


def _day(label: str, place: int, part: str, start: date | None) -> date | None:
    day = st.date_input(label, None, **draft.kept(_name(place, part), start))
    return day if isinstance(day, date) else None


def _name(place: int, part: str) -> str:
    return f"mark-{place}-{part}"


def _clear(place: int) -> None:
    for part in ("day", "until"):
        draft.put(_name(place, part), None)
    for part in ("level", "words"):
        draft.put(_name(place, part), "")


def _highlight(start: Presentation, snapshot: Snapshot, fields: Fields) -> tuple[str, ...]:
    """Companies first, then events."""
    with fields.place("highlight"):
        return tuple(
            st.multiselect(
                label_of("highlight"),
                [*snapshot.companies.index, *snapshot.events.index],
                format_func=partial(company_or_event, snapshot),
                max_selections=MOST_HIGHLIGHTED,
                placeholder="Companies and events that stand out",
                help="The others are drawn faintly.",
                **draft.kept("highlight", list(start.highlight)),
            )
        )
