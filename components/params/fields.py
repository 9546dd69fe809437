"""How a field is declared: what it allows, its default, its meaning and its former names."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from components.params.kinds import (
    MAX_TEXT,
    Choice,
    Choices,
    Day,
    EventId,
    EventIds,
    Flag,
    Kind,
    Number,
    Options,
    Text,
    Window,
)
from components.study.spec import WINDOW_LIMITS

Days = tuple[int, int]
"""First and last session, counted from day 0."""


def declared(kind: Kind, default: Any = None, help: str = "", former: tuple[str, ...] = ()) -> Any:
    """A field of any kind. former: names that addresses once used; they are read, and never written."""
    return dataclasses.field(default=default, metadata={"kind": kind, "help": help, "former": former})


def choice(default: str | None, options: Options, help: str = "") -> Any:
    """One of `options` (a tuple, or a function of the snapshot)."""
    return declared(Choice(options), default, help)


def choices(default: tuple[str, ...], options: Options, help: str = "", former: tuple[str, ...] = ()) -> Any:
    """Any number of `options`; the empty tuple usually means all."""
    return declared(Choices(options), default, help, former)


def text(default: str = "", longest: int = MAX_TEXT, help: str = "") -> Any:
    """Free text of at most `longest` characters; what cannot be printed is dropped."""
    return declared(Text(longest), default, help)


def number(default: float | None, low: float, high: float, *, whole: bool = False, help: str = "") -> Any:
    """A number from `low` to `high`."""
    return declared(Number(low, high, whole), default, help)


def flag(default: bool, help: str = "", former: tuple[str, ...] = ()) -> Any:
    """Yes or no."""
    return declared(Flag(), default, help, former)


def day(default: date | None = None, help: str = "", former: tuple[str, ...] = ()) -> Any:
    """A calendar day."""
    return declared(Day(), default, help, former)


def window(
    default: Days | None, low: int = WINDOW_LIMITS[0], high: int = WINDOW_LIMITS[1], help: str = ""
) -> Any:
    """First and last session around day 0, within [low, high]."""
    return declared(Window(low, high), default, help)


def event_id(default: str | None = None, help: str = "") -> Any:
    """One event of the record."""
    return declared(EventId(), default, help)


def event_ids(default: tuple[str, ...] = (), help: str = "") -> Any:
    """Events of the record, as many as `EventIds` allows."""
    return declared(EventIds(), default, help)
