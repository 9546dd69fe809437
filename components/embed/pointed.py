"""What a publisher points out on a chart: dates, ranges, levels, companies and events."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from components.params.kinds import BadParam, Day, Kind

if TYPE_CHECKING:
    from data import Snapshot

MARK_LENGTH = 60
MOST_HIGHLIGHTED = 8
_LEVEL = re.compile(r"=([+\-−]?)(\d{1,9}(?:\.\d{1,6})?)(%?)", re.ASCII)


class Mark(NamedTuple):
    """A date, the first and last day of a range, or a level of the chart's values, and what to say of it.

    level: as it is written, `100` or `-10%`; empty for a date. name: the parameter that holds the mark.
    """

    text: str
    day: date | None = None
    until: date | None = None
    level: str = ""
    name: str = "mark1"

    @property
    def value(self) -> float:
        """The level on the chart's axis, where percentages are fractions."""
        return float(self.level.rstrip("%")) / (100 if self.level.endswith("%") else 1)

    @property
    def place(self) -> str:
        """As in an address: `2021-03-15`, `2021-03-15/2021-06-30`, `=-10%`."""
        return "/".join(day.isoformat() for day in (self.day, self.until) if day) or f"={self.level}"

    @property
    def order(self) -> tuple[bool, str, float]:
        """Marks are read in time, then levels from the top."""
        return (True, "", -self.value) if self.level else (False, self.place, 0.0)

    def sentence(self) -> str:
        """For readers who do not see the picture."""
        where = f"level {self.level.replace('-', '−')}" if self.level else self.place.replace("/", " to ")
        return f"Marked: {where}, {self.text}."


@dataclass(frozen=True)
class MarkKind(Kind):
    """Where, and a few words: `2021-03-15 Meeting`, `2021-07-01/2021-08-31 Summer`, `=-10% A tenth lost`."""

    def read(self, name, text, snapshot):
        where, _, words = text.strip().partition(" ")
        words = " ".join("".join(c for c in words if c.isprintable()).split())
        if not words or len(words) > MARK_LENGTH:
            raise BadParam(name, text, _allowed())
        if level := _LEVEL.fullmatch(where):
            sign, number, percent = level.groups()
            minus = "-" if sign in ("-", "−") else ""
            return Mark(words, level=f"{minus}{float(number):.10g}{percent}", name=name)
        first, slash, last = where.partition("/")
        day = Day().read(name, first, snapshot)
        until = Day().read(name, last, snapshot) if slash else None
        if until and until <= day:
            raise BadParam(name, text, "the last day of a range must come after its first")
        return Mark(words, day, until, name=name)

    def write(self, value):
        return f"{value.place} {value.text}"


def _allowed() -> str:
    return (
        f"it must be a date, a range of dates or a level, and 1 to {MARK_LENGTH} characters, written like "
        "2021-03-15 Platform meeting, 2021-07-01/2021-08-31 Summer of rules or =-10% A tenth lost"
    )


@dataclass(frozen=True)
class HighlightKind(Kind):
    """Companies by name and events by id, comma-separated."""

    def read(self, name, text, snapshot):
        found = dict.fromkeys(
            _named(name, part.strip(), snapshot) for part in re.split("[,;]", text) if part.strip()
        )
        if len(found) > MOST_HIGHLIGHTED:
            raise BadParam(name, text, f"at most {MOST_HIGHLIGHTED} companies and events are allowed")
        return tuple(found)

    def write(self, value):
        return ",".join(value)

    @property
    def plural(self):
        return True


def _named(name: str, text: str, snapshot: Snapshot) -> str:
    event = text if text in snapshot.events.index else snapshot.renamed(text)
    if event in snapshot.events.index:
        return str(event)
    companies = {company.casefold(): company for company in snapshot.companies.index}
    if text.casefold() not in companies:
        raise BadParam(name, text, f"no event has this id, and companies are {', '.join(companies.values())}")
    return companies[text.casefold()]


class Pointed(NamedTuple):
    """What is drawn upon a chart. companies: names with their symbols, of those that stand out."""

    marks: tuple[Mark, ...] = ()
    events: frozenset[str] = frozenset()
    companies: tuple[tuple[str, tuple[str, ...]], ...] = ()
    lenient: bool = False
    """Pass over what the chart does not show, instead of refusing it."""


NOTHING = Pointed()
