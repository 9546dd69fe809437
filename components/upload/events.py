"""An uploaded table of events, validated row by row into the columns of the record."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from components.upload.dates import Order, read_dates
from components.upload.fields import read_choice, read_id, read_list, read_moment, read_number, read_text
from components.upload.limits import MAX_EVENT_ROWS
from components.upload.problems import BadCell, shortened
from components.upload.raw_table import read_raw
from components.upload.sheet import Sheet
from data.kinds import DIRECTIONS, TYPES

REQUIRED = ("date", "title")
COLUMNS = {
    "date": "Day of the event, best written 2021-03-15. Required.",
    "title": "What happened, one line. Required.",
    "announced_at": "When it became public, with offset: 2021-03-15T18:30+08:00. Decides day 0 when given.",
    "affects": "Companies expected to react, separated by “;”. Blank: all in the study.",
    "type": f"One of {', '.join(TYPES)}. Blank: report.",
    "direction": f"One of {', '.join(DIRECTIONS)}. Blank: neutral.",
    "severity": "1 (background) to 5 (changed the regime). Blank: 3.",
    "actors": "Who acted, separated by “;”.",
    "fine_cny": "Fine in yuan, a plain number.",
    "notes": "Anything worth keeping beside the row.",
    "id": "Your own short name for the row. Blank: own-ROW.",
}
"""Columns read, with what each means: the template and the page are made from this."""

ALIASES = {
    "day": "date",
    "event_date": "date",
    "日期": "date",
    "name": "title",
    "event": "title",
    "headline": "title",
    "标题": "title",
    "company": "affects",
    "companies": "affects",
    "公司": "affects",
    "actor": "actors",
    "category": "type",
    "类型": "type",
    "fine": "fine_cny",
}
LONGEST = {"title": 300, "actors": 300, "notes": 2_000}


@dataclass(frozen=True)
class EventsUpload:
    """events: index id, the record's columns that an upload can fill, plus `row`; valid rows only.
    problems: every bad cell of every row left out. notes: how the file was read."""

    events: pd.DataFrame
    problems: tuple[BadCell, ...]
    notes: tuple[str, ...]

    @property
    def rows_left_out(self) -> int:
        return len({bad.row for bad in self.problems})


def template() -> pd.DataFrame:
    """A table to fill in: every column, and one made-up row that shows how each is written."""
    example = {
        "date": "2021-03-15",
        "title": "Example: replace this row",
        "announced_at": "2021-03-15T18:30+08:00",
        "affects": "Alibaba;Tencent",
        "type": "meeting",
        "direction": "tightening",
        "severity": 4,
        "actors": "SAMR",
        "fine_cny": "",
        "notes": "",
        "id": "",
    }
    return pd.DataFrame([example], columns=list(COLUMNS))


def read_events(
    content: bytes,
    companies: tuple[str, ...],
    *,
    taken: frozenset[str] = frozenset(),
    date_order: Order | None = None,
) -> EventsUpload:
    """Parse and validate; bad rows are named with their reasons and the others kept.

    companies: names that `affects` may use; a blank cell, an empty tuple, means all. taken: ids already in use.
    Raises `UploadError` (`AmbiguousDates` among them) when the file as a whole cannot be used.
    """
    raw = read_raw(content, max_rows=MAX_EVENT_ROWS, aliases=ALIASES)
    sheet = Sheet(raw, REQUIRED)
    dates = read_dates(raw.column("date"), date_order)
    for place, reason in dates.reasons.items():
        sheet.refuse(place, "date", reason)
    events = pd.DataFrame(
        {
            "date": pd.Series(pd.to_datetime(dates.values), dtype="datetime64[us]"),
            "announced_at": sheet.read("announced_at", read_moment, ""),
            "title": sheet.read("title", _text_reader("title"), None),
            "type": sheet.read("type", lambda cell: read_choice(cell, TYPES), "report"),
            "actors": sheet.read("actors", lambda cell: read_list(read_text(cell, LONGEST["actors"])), ()),
            "affects": sheet.read("affects", lambda cell: _companies(cell, companies), ()),
            "direction": sheet.read("direction", lambda cell: read_choice(cell, DIRECTIONS), "neutral"),
            "severity": sheet.read("severity", _severity, 3),
            "fine_cny": sheet.read("fine_cny", _fine, float("nan")),
            "notes": sheet.read("notes", _text_reader("notes"), ""),
            "id": sheet.read("id", read_id, ""),
            "row": raw.row_numbers,
        }
    )
    events["id"] = _ids(events, sheet, taken)
    events = events[[place not in sheet.bad_places for place in range(len(events))]]
    notes = list(raw.notes)
    if dates.evidence:
        notes.append(
            f"Dates such as {dates.evidence} show that they are written {dates.order}; all were read so."
        )
    if ignored := [name for name in raw.columns if name and name not in COLUMNS]:
        notes.append(f"Columns not used: {shortened(', '.join(ignored), 200)}.")
    return EventsUpload(
        events.set_index("id").sort_values(["date", "row"], kind="stable"),
        tuple(sorted(sheet.problems)),
        tuple(notes),
    )


def _text_reader(column: str) -> Callable[[str], str]:
    return lambda cell: read_text(cell, LONGEST[column])


def _companies(cell: str, known: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(read_choice(part, known) for part in read_list(cell))


def _severity(cell: str) -> int:
    if not re.fullmatch(r"[1-5](\.0+)?", cell, re.ASCII):
        raise ValueError("must be a whole number from 1 to 5")
    return int(cell[0])


def _fine(cell: str) -> float:
    value = read_number(cell)
    if value < 0:
        raise ValueError("must not be negative")
    return value


def _ids(events: pd.DataFrame, sheet: Sheet, taken: frozenset[str]) -> list[str]:
    """Given ids, checked for repeats; the others named after their row."""
    seen: dict[str, int] = {}
    ids = []
    for place, (given, row) in enumerate(zip(events["id"], events["row"], strict=True)):
        own = given or f"own-{row}"
        if own in taken:
            sheet.refuse(place, "id", "is the id of an event of the record: choose another")
        elif own in seen:
            sheet.refuse(place, "id", f"is also the id of row {seen[own]}")
        seen.setdefault(own, row)
        ids.append(own)
    return ids
