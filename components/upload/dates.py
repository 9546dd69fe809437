"""Dates as people write them. What could be read in two ways is asked, never guessed.

Read: 2021-03-15 (also with / or .), 20210315, 2021年3月15日, 15 March 2021, Mar 15, 2021, and
15/03/2021 or 03/15/2021. For the last two the whole column decides: a number above 12 shows which
part is the day. When no cell shows it, the uploader must say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from components.upload.problems import AmbiguousDates

Order = Literal["day first", "month first"]

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_CHINESE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?", re.ASCII)
_DAY_MONTH_NAME = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[\s\-/.]*([A-Za-z]{3,9})\.?,?[\s\-/.]*(\d{4})", re.ASCII
)
_MONTH_NAME_DAY = re.compile(
    r"([A-Za-z]{3,9})\.?[\s\-/.]*(\d{1,2})(?:st|nd|rd|th)?,?[\s\-/.]+(\d{4})", re.ASCII
)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)
_SHORT_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}", re.ASCII)
_WITH_TIME = re.compile(r".*\d[ T]\d{1,2}:\d{2}.*", re.ASCII)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
EXAMPLE = "write it like 2021-03-15"


@dataclass(frozen=True)
class ReadDates:
    """values: a date, or None where the cell is blank or bad. reasons: place → why it is bad.
    order: how year-last dates were read, None when there were none.
    evidence: the cell that showed the order, blank when the uploader declared it."""

    values: list[date | None]
    reasons: dict[int, str]
    order: Order | None
    evidence: str


def read_dates(cells: Sequence[str], declared: Order | None = None) -> ReadDates:
    """Read a column of dates. Raises `AmbiguousDates` when it can be read in two ways."""
    order, evidence = (declared, "") if declared else _order_shown(cells)
    known: dict[str, date | str | None] = {}
    values: list[date | None] = []
    reasons: dict[int, str] = {}
    for place, cell in enumerate(cells):
        if cell not in known:
            known[cell] = _read(cell, order)
        read = known[cell]
        if isinstance(read, str):
            reasons[place] = read
        values.append(None if isinstance(read, str) else read)
    used = order if any(_YEAR_LAST.fullmatch(cell) for cell in known) else None
    return ReadDates(values, reasons, used, evidence)


def _order_shown(cells: Sequence[str]) -> tuple[Order | None, str]:
    """What the year-last dates of a column show by themselves, with the cell that shows it."""
    shown: dict[Order, str] = {}
    open_questions: list[str] = []
    for cell in dict.fromkeys(cells):
        if not (match := _YEAR_LAST.fullmatch(cell)):
            continue
        first, second = int(match[1]), int(match[3])
        if first > 12 >= second:
            shown.setdefault("day first", cell)
        elif second > 12 >= first:
            shown.setdefault("month first", cell)
        elif first != second:
            open_questions.append(cell)
    if len(shown) == 1:
        return next(iter(shown.items()))
    if not shown and open_questions:
        raise AmbiguousDates(tuple(open_questions[:3]))
    return None, ""  # none needed, or the column mixes both and each cell must stand alone


def _read(cell: str, order: Order | None) -> date | str | None:
    if not cell:
        return None
    if match := _YEAR_FIRST.fullmatch(cell):
        return _date(match[1], match[3], match[4])
    if match := _COMPACT.fullmatch(cell) or _CHINESE.fullmatch(cell):
        return _date(match[1], match[2], match[3])
    if match := _DAY_MONTH_NAME.fullmatch(cell):
        return _date(match[3], _month(match[2]), match[1])
    if match := _MONTH_NAME_DAY.fullmatch(cell):
        return _date(match[3], _month(match[1]), match[2])
    if match := _YEAR_LAST.fullmatch(cell):
        return _year_last(int(match[1]), int(match[3]), match[4], order)
    if _SHORT_YEAR.fullmatch(cell):
        return f"the year needs four digits: {EXAMPLE}"
    if _WITH_TIME.fullmatch(cell):
        return f"a date without a time of day is needed here: {EXAMPLE}, and put the hour into announced_at"
    if re.fullmatch(r"[34]\d{4}(\.0)?", cell, re.ASCII):
        return "looks like a spreadsheet's day number: format the column as dates and save again"
    return f"is not a date we can read: {EXAMPLE}"


def _year_last(first: int, second: int, year: str, order: Order | None) -> date | str:
    if order == "day first" or (order is None and first > 12):
        read = _date(year, second, first)
    elif order == "month first" or (order is None and second > 12):
        read = _date(year, first, second)
    elif first == second:
        return _date(year, first, second)
    else:
        return f"could be day/month or month/day, and the column mixes both: {EXAMPLE}"
    if isinstance(read, str) and order:
        return f"there is no such day when read {order}, as the rest of the column is"
    return read


def _month(name: str) -> int:
    """1 to 12, or 0 for a word that is no month. Three letters or more, so that `sept` works."""
    folded = name.casefold()
    return next((place for place, month in enumerate(_MONTHS, start=1) if month.startswith(folded)), 0)


def _date(year: str | int, month: str | int, day: str | int) -> date | str:
    try:
        read = date(int(year), int(month), int(day))
    except ValueError:
        return f"there is no such day: {EXAMPLE}"
    return read if 1990 <= read.year <= 2100 else "the year must be from 1990 to 2100"
