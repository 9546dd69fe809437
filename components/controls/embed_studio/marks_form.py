"""Up to eight marks: a date, a range of dates or a level, and a few words."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from components.embed.pointed import MARK_LENGTH, Mark, MarkKind
from components.embed.presentation import MARKS, Presentation
from components.params import BadParam
from data import Snapshot

DATE, RANGE, LEVEL = "Date", "Range", "Level"


def marks_form(start: Presentation, snapshot: Snapshot) -> list[Mark | None]:
    """A row for every mark that is set, and one more to set."""
    old = [getattr(start, name) for name in MARKS]
    rows = min(1 + max((place for place, mark in enumerate(old, start=1) if mark), default=0), len(MARKS))
    marks = [_mark(place, old[place - 1], snapshot) for place in range(1, rows + 1)]
    return marks + [None] * (len(MARKS) - rows)


def _mark(place: int, old: Mark | None, snapshot: Snapshot) -> Mark | None:
    kinds, wheres, texts = st.columns([3, 4, 5])
    given = DATE if old is None or not (old.until or old.level) else RANGE if old.until else LEVEL
    options = (DATE, RANGE, LEVEL)
    kind = kinds.selectbox(
        f"Mark {place}", options, options.index(given), help="What to point out on the picture."
    )
    with wheres:
        where = _where(place, kind, old if kind == given else None)
    text = texts.text_input(f"Words of mark {place}", old.text if old else "", max_chars=MARK_LENGTH)
    words = " ".join(text.split())
    if bool(where) != bool(words):
        st.caption(f"Mark {place} is drawn when it has both a place and words.")
    if not (where and words):
        return None
    try:
        return MarkKind().read(MARKS[place - 1], f"{where} {words}", snapshot)
    except BadParam as problem:
        st.error(str(problem))
        return None


def _where(place: int, kind: str, old: Mark | None) -> str:
    """The place of a mark, as addresses write it; empty while it is not whole."""
    label = f"{kind} of mark {place}"
    if kind == LEVEL:
        text = st.text_input(label, old.level if old else "", placeholder="100 or -10%", max_chars=16)
        return f"={text.strip()}" if text.strip() else ""
    days: Any = ((old.day, old.until) if old else ()) if kind == RANGE else (old.day if old else None)
    chosen: Any = st.date_input(label, days)
    ends = [chosen] if isinstance(chosen, date) else list(chosen or ())
    whole = len(ends) == (2 if kind == RANGE else 1)
    return "/".join(day.isoformat() for day in ends) if whole else ""
