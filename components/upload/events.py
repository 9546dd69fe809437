"""An uploaded table of events, validated row by row into the columns of the record."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from components.upload.date_forms import ORDERS, Order
from components.upload.dates import read_dates
from components.upload.event_shares import Named, shares_of_events
from components.upload.fields import read_choice, read_id, read_list, read_moment, read_text
from components.upload.grid import Grid
from components.upload.headers import header_key
from components.upload.limits import MAX_EVENT_ROWS
from components.upload.numbers import DECIMAL_SIGNS, read_numbers
from components.upload.problems import NO_ANSWERS, Answers, Asked, BadCell, UploadError, of_file, shortened
from components.upload.sheet import Sheet
from components.upload.tables import Column, Table, find_table
from data.kinds import DAY0_COLUMNS, DIRECTIONS, TYPES

if TYPE_CHECKING:
    from data import Snapshot

COLUMNS = {
    "date": "Day of the event, best written 2021-03-15. Required.",
    "title": "What happened, one line.",
    "announced_at": "When it became public, with offset: 2021-03-15T18:30+08:00. Decides day 0 when given.",
    "affects": "Companies or shares expected to react, separated by “;”. Blank: all in the study.",
    "type": f"One of {', '.join(TYPES)}. Blank: report.",
    "direction": f"One of {', '.join(DIRECTIONS)}. Blank: neutral.",
    "severity": "1 (background) to 5 (changed the regime). Blank: 3.",
    "actors": "Who acted, separated by “;”.",
    "fine_cny": "Fine in yuan.",
    "notes": "Anything worth keeping beside the row.",
    "id": "Your own short name for the row. Blank: own-ROW.",
}
"""Columns read, with what each means: the template and the page are made from this."""
LONGEST = {"title": 300, "actors": 300, "notes": 2_000}
MOST_DAYS_APART = 7  # between the day of an event and its hour; the record's furthest are 5
_STUDY_COLUMNS = re.compile(r"(event|estimation|est|evt)?\s?(window|estimation|win|est)( start| end| length|"
r" from| to| min| max)?|"
                            r"(start|end) event (window|day)|(start|end)( of)? estimation( window)?|(event|"
                            r"estimation) (start|end)|grp|group|group id|"
                            r"market( id)?|benchmark|model|end of estimation window|estimation window "
                            r"length|index|start event|end event")  # fmt: skip


@dataclass(frozen=True)
class EventsUpload:
    """events: index id, the record's columns that an upload can fill, `symbols` (listings named one by
    one), `row`; valid rows only. by_share: whether a column says which shares each event concerns.
    understood: what the shares were taken for. problems: every bad cell. notes: how it was read."""

    events: pd.DataFrame
    problems: tuple[BadCell, ...]
    notes: tuple[str, ...]
    rows_in: int
    by_share: bool = False
    understood: pd.DataFrame | None = None

    @property
    def rows_left_out(self) -> int:
        return len({bad.row for bad in self.problems if bad.dropped})


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
    file: tuple[str, Grid],
    snapshot: Snapshot,
    answers: Answers = NO_ANSWERS,
    *,
    brought: pd.DataFrame | None = None,
) -> EventsUpload:
    """Understand and validate; bad rows are named with their reasons and the others kept.

    file: name and cells. brought: listings of uploaded prices, which events may name. Raises `Asked`
    with the questions that are open, and `UploadError` when the file as a whole cannot be used.
    """
    name, grid = file
    try:
        table = _with_names_told_apart(find_table(grid, "events", answers, name), snapshot)
        return _read(table, snapshot, answers, brought)
    except Asked as asked:
        general = all(question.key in ("dates", "decimals") for question in asked.questions)
        raise (of_file(asked, name, False) if general else asked) from None


def _read(table: Table, snapshot: Snapshot, answers: Answers, brought: pd.DataFrame | None) -> EventsUpload:
    if table.with_role("date") is None:
        header = shortened(", ".join(column.name for column in table.columns), 200)
        raise UploadError(
            f"The header has no column “date”; it reads: {header}; say in the preview which column is the "
            f"date"
        )
    if len(table.rows) > MAX_EVENT_ROWS:
        raise UploadError(f"The file has more than {MAX_EVENT_ROWS:,} rows: split it")
    sheet = Sheet(table)
    notes = list(table.notes)
    dates = _dates(sheet, "date", answers)
    notes += dates.notes
    for place, day in enumerate(dates.values):
        if day is None and place not in dates.reasons:
            sheet.refuse(place, "date", "is blank and must not be")
    if dates.times:
        notes.append(
            f"{dates.times} dates have an hour, which is not used: put it into announced_at, with its offset."
        )
    named = shares_of_events(sheet, snapshot, answers, brought)
    titled = table.with_role("title") is not None
    if not titled:
        notes.append("There is no column of titles: events are called by their shares and dates.")
    days = pd.Series(pd.to_datetime(dates.values), dtype="datetime64[us]")
    events = pd.DataFrame(
        {
            "date": days,
            "announced_at": _moments(sheet, days),
            "title": sheet.read("title", _text_reader("title"), ""),
            "type": sheet.read("type", lambda cell: read_choice(cell, TYPES), "report"),
            "actors": sheet.read("actors", lambda cell: read_list(read_text(cell, LONGEST["actors"])), ()),
            "affects": named.companies,
            "symbols": named.symbols,
            "direction": sheet.read("direction", lambda cell: read_choice(cell, DIRECTIONS), "neutral"),
            "severity": sheet.read("severity", _severity, 3),
            "fine_cny": _fines(sheet, answers),
            "notes": sheet.read("notes", _text_reader("notes"), ""),
            "id": sheet.read("id", read_id, ""),
            "row": table.numbers,
        }
    )
    events = _with_day0(events, sheet, snapshot, answers)
    events["title"] = _titles(events, sheet, named, titled)
    events["id"] = _ids(events, sheet)
    events = events[~events.index.isin(sheet.bad_places)]
    notes += _unused(table, named) + _without_shares(events)
    return EventsUpload(
        events.set_index("id").sort_values(["date", "row"], kind="stable"),
        tuple(sorted(sheet.problems)),
        tuple(dict.fromkeys(notes)),
        len(table.rows),
        named.by_share,
        named.understood,
    )


def _without_shares(events: pd.DataFrame) -> list[str]:
    """What is done with rows that name no share where others do."""
    names = [
        bool(symbols or companies)
        for symbols, companies in zip(events["symbols"], events["affects"], strict=True)
    ]
    rows = [str(row) for row, named in zip(events["row"], names, strict=True) if not named]
    if not rows or not any(names):
        return []
    lead = f"Row {rows[0]} names" if len(rows) == 1 else f"Rows {shortened(', '.join(rows), 80)} name"
    return [f"{lead} no share: every share chosen on the page is studied there."]


def _with_names_told_apart(table: Table, snapshot: Snapshot) -> Table:
    """A column “name” holds companies in some lists and titles in others: its cells say which."""
    from components.upload.shares import Directory, NoShare

    column = next((one for one in table.columns if header_key(one.header) == "name"), None)
    if column is None or column.role != "shares":
        return table
    directory = Directory.of(snapshot)

    def known(cell: object) -> bool:
        try:
            return bool(directory.understand(cell))  # type: ignore[arg-type]
        except NoShare:
            return False

    sample = [cell for cell in table.cells(column)[:50] if cell != ""]
    if sum(map(known, sample)) >= 0.5 * len(sample) and sample:
        return table
    role = "" if table.with_role("title") else "title"
    return table.with_columns(
        Column(one.place, one.stack, role if one is column else one.role) for one in table.columns
    )


def _dates(sheet: Sheet, role: str, answers: Answers):
    said = answers.given.get(f"dates:{sheet.table.file}", "")
    declared: Order | None = said if said in ORDERS else None
    read = read_dates(sheet.cells(role), declared, epoch_1904=sheet.table.epoch_1904)
    for place, reason in read.reasons.items():
        sheet.refuse(place, role, reason)
    return read


def _moments(sheet: Sheet, days: pd.Series) -> list[str]:
    """Hours of publication; one far from its event's day contradicts it."""
    moments = sheet.read("announced_at", read_moment, "")
    for place, moment in enumerate(moments):
        if not moment or pd.isna(days[place]):
            continue
        apart = abs((pd.Timestamp(moment).tz_localize(None).normalize() - days[place]).days)
        if apart > MOST_DAYS_APART:
            sheet.refuse(place, "announced_at", f"is {apart:,} days from the date: one of the two is wrong")
    return moments


def _with_day0(events: pd.DataFrame, sheet: Sheet, snapshot: Snapshot, answers: Answers) -> pd.DataFrame:
    """Days 0 that the file names, as the record's own download does; they must be sessions near the date."""
    for exchange, role in {"XHKG": "day0_hk", "XNYS": "day0_us"}.items():
        assert DAY0_COLUMNS[exchange] == role
        if sheet.table.with_role(role) is None:
            continue
        read = _dates(sheet, role, answers)
        given = pd.Series(pd.to_datetime(read.values), dtype="datetime64[us]")
        sessions = snapshot.sessions(exchange)
        for place in given.index[given.notna()]:
            if given[place] not in sessions:
                sheet.refuse(place, role, f"is no trading day of {exchange}")
            elif abs((given[place] - events["date"][place]).days) > 2 * MOST_DAYS_APART:
                sheet.refuse(place, role, "is far from the date: one of the two is wrong")
        events[role] = given
    return events


def _titles(events: pd.DataFrame, sheet: Sheet, named: Named, titled: bool) -> list[str]:
    titles = []
    for place, (title, day) in enumerate(zip(events["title"], events["date"], strict=True)):
        if titled and not title and not sheet.names(place, "title"):
            sheet.refuse(place, "title", "is blank and must not be")
        whose = ", ".join((*named.companies[place], *named.symbols[place]))
        if not title and not pd.isna(day):
            title = f"{whose + ', ' if whose else 'Event of '}{day.day} {day:%B %Y}"
        titles.append(title)
    return titles


def _text_reader(column: str) -> Callable[[str], str]:
    return lambda cell: read_text(cell, LONGEST[column])


def _severity(cell: str) -> int:
    if cell not in {"1", "2", "3", "4", "5"}:
        raise ValueError("is not a whole number from 1 to 5")
    return int(cell)


def _fines(sheet: Sheet, answers: Answers) -> list[float]:
    column = sheet.table.with_role("fine_cny")
    said = answers.given.get(f"decimals:{sheet.table.file}", "")
    read = read_numbers(
        sheet.cells("fine_cny"), column.name if column else "", declared=said if said in DECIMAL_SIGNS else ""
    )
    for place, reason in read.reasons.items():
        sheet.refuse(place, "fine_cny", reason)
    for place, value in enumerate(read.values):
        if value < 0:
            sheet.refuse(place, "fine_cny", "must not be negative")
    return read.values


def _unused(table: Table, named: Named) -> list[str]:
    """Columns that were not read, those of a study's settings with where to set them."""
    known = {*COLUMNS, "shares", *DAY0_COLUMNS.values()}
    left = [column for column in table.columns if column.header and column.role not in known]
    first: dict[str, int] = {}
    for column in table.columns:
        if column.role:
            first.setdefault(column.role, column.place)
    left += [
        column
        for column in table.columns
        if column.role in known and column.place != first[column.role] and column.place not in named.places
    ]
    settings = [column.name for column in left if _STUDY_COLUMNS.fullmatch(header_key(column.header))]
    others = [column.name for column in left if column.name not in settings]
    notes = []
    if settings:
        notes.append(
            f"Columns not used: {shortened(', '.join(settings), 200)}; one window and one estimation hold "
            f"for all "
            "events and are set below."
        )
    if others:
        notes.append(f"Columns not used: {shortened(', '.join(others), 200)}.")
    return notes


def _ids(events: pd.DataFrame, sheet: Sheet) -> Sequence[str]:
    """Given ids, checked for repeats; the others named after their row."""
    seen: dict[str, int] = {}
    ids = []
    for place, (given, row) in enumerate(zip(events["id"], events["row"], strict=True)):
        own = given or f"own-{row}"
        if own in seen:
            sheet.refuse(place, "id", f"is also the id of row {seen[own]}")
        seen.setdefault(own, row)
        ids.append(own)
    return ids
