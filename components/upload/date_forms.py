"""What one cell says of a date, by itself.

Read: 2021-03-15 (also with / or .), 20210315, 2021年3月15日, 15 March 2021 and 2-Jul-21 with months in
the usual languages, a spreadsheet's day numbers, and 15/03/2021, 03/15/2021, 03/15/21: what these last
mean is for the whole column to say (`dates`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from components.upload.calendar_words import month_of, without_weekday
from components.upload.grid import UNSEEN, Cell

Order = Literal["day first", "month first", "year first"]
ORDERS: dict[Order, str] = {
    "day first": "Day first: 31/12/2021",
    "month first": "Month first: 12/31/2021",
    "year first": "Year first: 21/12/31",
}
EXAMPLE = "write it like 2021-03-15"
FIRST_YEAR, LAST_YEAR = 1990, 2100
_DAY_NUMBERS = (32874, 73415)  # 1990-01-01 to 2100-12-31

_TIME = re.compile(
    r"(?:[T\s,]+|(?<=日))(?:(上午|下午|AM|PM)\s*)?(\d{1,2})[:：.h](\d{2})(?:[:：.](\d{2})(?:[.,]\d+)?)?"
    r"\s*(AM|PM|a\.m\.|p\.m\.|Uhr)?\s*(Z|UTC|GMT|[A-Z]{2,4}T|[+\-]\d{2}:?\d{2})?\s*$",
    re.ASCII | re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    r"(\d{4})\s*([-/.年년 ])\s*(\d{1,2})\s*[-/.月월 ]\s*(\d{1,2})\s*[日号號일.]?", re.ASCII
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?(?:\.0+)?", re.ASCII)
_SHORT_CHINESE = re.compile(r"(\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?", re.ASCII)
_WORD = r"([^\W\d_]{3,12})\.?"
_DAY_MONTH_NAME = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th|er|[.ºª])?[\s\-/.]*(?:de\s+|"
    rf"of\s+)?{_WORD},?[\s\-/.]*(?:de[l]?\s+)?['’]?(\d{{4}}|\d{{2}})",
    re.IGNORECASE,
)
_MONTH_NAME_DAY = re.compile(
    rf"{_WORD}[\s\-/.]*(\d{{1,2}})(?:st|nd|rd|th)?,?[\s\-/.]+(\d{{4}}|['’]?\d{{2}})", re.IGNORECASE
)
_YEAR_MONTH_NAME = re.compile(rf"(\d{{4}})[\s\-/.]*{_WORD}[\s\-/.]*(\d{{1,2}})", re.IGNORECASE)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})\.?", re.ASCII)
_MONTH_ONLY = re.compile(rf"(?:{_WORD}[\s\-/.,]*'?(?:\d{{4}}|\d{{2}})|\d{{4}}[-/.]\d{{1,2}})", re.IGNORECASE)
_DIGITS = {character: place for place, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}


@dataclass(frozen=True)
class Parts:
    """A date whose three numbers can be ordered in several ways."""

    numbers: tuple[str, str, str]
    weekdays: frozenset[int]

    def read(self, order: Order) -> date | None:
        """The day in this order; None when there is none, or when its weekday is another."""
        first, second, third = self.numbers
        if order == "year first":
            if len(third) == 4 or not 10 <= int(first) <= 35:
                return None
            found = _date(_year(first), second, third)
        else:
            day, month = (first, second) if order == "day first" else (second, first)
            found = _date(_year(third), month, day)
        if isinstance(found, str) or (self.weekdays and found.weekday() not in self.weekdays):
            return None
        return found

    def whatever_weekday(self) -> list[date | str]:
        """The day, or why there is none, day first and month first, whatever weekday stands beside it."""
        first, second, third = self.numbers
        return [_date(_year(third), second, first), _date(_year(third), first, second)]

    def orders(self) -> frozenset[Order]:
        """Those in which there is such a day."""
        return frozenset(order for order in ORDERS if self.read(order) is not None)


def read_cell(cell: Cell, epoch_1904: bool = False) -> tuple[date | str | None | Parts, bool, bool]:
    """(what a cell says, whether it has an hour that is not used, whether it is a day number)."""
    if cell in UNSEEN:
        return UNSEEN[str(cell)], False, False
    if isinstance(cell, (int, float)) or re.fullmatch(r"\d{5}(\.\d+)?", cell, re.ASCII):
        if _COMPACT.fullmatch(str(cell)):
            return _read(str(cell)), False, False
        return _day_number(float(cell), epoch_1904), float(cell) % 1 > 0, True
    text = " ".join(unicodedata.normalize("NFKC", cell).split())
    if not text:
        return None, False, False
    read, timed = _with_time(text)
    if isinstance(read, str):
        rest, weekdays = without_weekday(text)
        if weekdays:
            again, timed = _with_time(rest)
            if isinstance(again, Parts):
                return Parts(again.numbers, weekdays), timed, False
            if isinstance(again, date) and again.weekday() not in weekdays:
                again = f"{again.day} {again:%B %Y} is a {again:%A}: the weekday beside it is another"
            if not isinstance(again, str) or "weekday" in again:
                return again, timed, False
    return read, timed, False


def _with_time(text: str) -> tuple[date | str | Parts, bool]:
    """What `text` says, with or without an hour after it."""
    read = _read(text)
    if not isinstance(read, str):
        return read, False
    match = _TIME.search(text)
    if not match or not match.start():
        return read, False
    bare = text[: match.start()].strip(" ,")
    days = _read(bare)
    if isinstance(days, str) and (stripped := without_weekday(bare))[1]:
        days = _read(stripped[0])
    if isinstance(days, str):
        return read, False
    hour, zone = int(match[2]), (match[6] or "").upper()
    if hour > 24 or int(match[3]) > 59:
        return f"there is no such hour: {EXAMPLE}", False
    if zone in ("Z", "UTC", "GMT", "+00:00", "+0000") and (hour >= 12 or (hour < 4 and hour + int(match[3]))):
        return f"is a moment in UTC, which may be another day at the exchange: {EXAMPLE}", False
    return days, bool(hour + int(match[3]))


def _read(text: str) -> date | str | Parts:
    for pattern, made in _FORMS:
        if match := pattern.fullmatch(text):
            return made(match)
    if "年" in text and (plain := _chinese_numerals(text)) != text:
        return _read(plain)
    if _MONTH_ONLY.fullmatch(text):
        return f"names no day: {EXAMPLE}"
    if re.fullmatch(r"1\d{9}|1\d{12}", text, re.ASCII):
        return f"looks like a computer’s count of seconds: {EXAMPLE}"
    return f"is not a date we can read: {EXAMPLE}"


def _named(year: str, month: str, day: str) -> date | str:
    number = month_of(month)
    return _date(_year(year), number, day) if number else f"there is no such day: {EXAMPLE}"


def _chinese_numerals(text: str) -> str:
    """二〇二一年七月十二日 as 2021年7月12日."""

    def number(match: re.Match[str]) -> str:
        tens, _, ones = match[0].partition("十") if "十" in match[0] else ("", "", match[0])
        if "十" not in match[0]:
            return "".join(str(_DIGITS[one]) for one in ones)
        return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))

    return re.sub(
        r"[〇零○一二三四五六七八九]?十[一二三四五六七八九]?|[〇零○一二三四五六七八九]+", number, text
    )


def _day_number(value: float, epoch_1904: bool) -> date | str:
    """A spreadsheet's count of days: 44270 is 2021-03-15, or later where it counts from 1904."""
    if epoch_1904:
        value += 1462
    if not _DAY_NUMBERS[0] <= value < _DAY_NUMBERS[1] + 1:
        return f"is a number and no date: {EXAMPLE}"
    return date(1899, 12, 30) + timedelta(days=int(value))


def _year(text: str) -> int:
    """Two digits mean 1990 to 2089."""
    year = int(text)
    return year if len(text) > 2 else year + (1900 if year >= 90 else 2000)


def _date(year: str | int, month: str | int, day: str | int) -> date | str:
    try:
        read = date(int(year), int(month), int(day))
    except ValueError:
        return f"there is no such day: {EXAMPLE}"
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        return f"the year must be from {FIRST_YEAR} to {LAST_YEAR}"
    return read


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], date | str | Parts]], ...] = (
    (_YEAR_FIRST, lambda found: _date(found[1], found[3], found[4])),
    (_COMPACT, lambda found: _date(found[1], found[2], found[3])),
    (_SHORT_CHINESE, lambda found: _date(_year(found[1]), found[2], found[3])),
    (_YEAR_LAST, lambda found: Parts((found[1], found[3], found[4]), frozenset())),
    (_DAY_MONTH_NAME, lambda found: _named(found[3], found[2], found[1])),
    (_MONTH_NAME_DAY, lambda found: _named(found[3].lstrip("'’"), found[1], found[2])),
    (_YEAR_MONTH_NAME, lambda found: _named(found[1], found[2], found[3])),
)
"""Ways of writing a date, each with how its parts are put together; the first that fits is taken."""
