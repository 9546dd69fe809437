"""One parser for what a reader may ask: from a query string, a widget or code.

A `Params` subclass is a frozen dataclass whose fields say what they allow.
Pages, embeds, downloads and `/data/*` parse with the same class, so an address
means the same thing everywhere. Values leave through `query()` in one canonical
form (defaults left out, fields in declared order), which is what links, caches
and frozen versions are keyed on.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from components.params.kinds import (
    EARLIEST_DAY,
    LATEST_DAY,
    MAX_TEXT,
    BadParam,
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

if TYPE_CHECKING:
    from data import Snapshot

__all__ = [
    "BadParam",
    "Params",
    "choice",
    "choices",
    "day",
    "event_id",
    "event_ids",
    "flag",
    "number",
    "public_name",
    "text",
    "window",
]


def public_name(field_name: str) -> str:
    """The name in addresses: a field called `from_` (a Python keyword else) is `from`."""
    return field_name.rstrip("_")


def _field(default: Any, kind: Kind, help: str) -> Any:
    return dataclasses.field(default=default, metadata={"kind": kind, "help": help})


def choice(default: str, options: Options, help: str = "") -> Any:
    """One of `options` (a tuple, or a function of the snapshot)."""
    return _field(default, Choice(options), help)


def choices(default: tuple[str, ...], options: Options, help: str = "") -> Any:
    """Any number of `options`; the empty tuple usually means all."""
    return _field(default, Choices(options), help)


def text(default: str = "", longest: int = MAX_TEXT, help: str = "") -> Any:
    return _field(default, Text(longest), help)


def number(default: float | None, low: float, high: float, *, whole: bool = False, help: str = "") -> Any:
    return _field(default, Number(low, high, whole), help)


def flag(default: bool, help: str = "") -> Any:
    return _field(default, Flag(), help)


def day(default: date | None = None, help: str = "") -> Any:
    return _field(default, Day(), help)


def window(
    default: tuple[int, int] = (-1, 1), low: int = EARLIEST_DAY, high: int = LATEST_DAY, help: str = ""
) -> Any:
    return _field(default, Window(low, high), help)


def event_id(default: str | None = None, help: str = "") -> Any:
    return _field(default, EventId(), help)


def event_ids(default: tuple[str, ...] = (), most: int = 500, help: str = "") -> Any:
    return _field(default, EventIds(most), help)


@dataclass(frozen=True)
class Params:
    """Base of every set of parameters. Subclasses declare fields with the helpers above."""

    @classmethod
    def parse(
        cls, query: Mapping[str, str | list[str]], snapshot: Snapshot, *, ignore: Iterable[str] = ()
    ) -> Self:
        """Strict reading: the first thing wrong raises `BadParam`.

        `query` maps names to a text or a list of texts; names in `ignore`, which others
        read (and campaign tags, `utm_*`), are passed over; any other unknown name is an error.
        """
        params, problems = cls.parse_leniently(query, snapshot, ignore=ignore)
        if problems:
            raise problems[0]
        return params

    @classmethod
    def parse_leniently(
        cls, query: Mapping[str, str | list[str]], snapshot: Snapshot, *, ignore: Iterable[str] = ()
    ) -> tuple[Self, list[BadParam]]:
        """What can be read is read, the rest keeps its default and is reported."""
        kinds = cls.kinds()
        values: dict[str, Any] = {}
        problems: list[BadParam] = []
        ignored = dict.fromkeys(ignore)
        for name, given in query.items():
            if name in ignored or name.startswith("utm_"):
                continue
            texts = [given] if isinstance(given, str) else list(given)
            try:
                if name not in kinds:
                    allowed = ", ".join([*kinds, *ignored]) or "none"
                    raise BadParam(name, ",".join(texts), f"no such parameter; allowed are {allowed}")
                if len(texts) > 1 and not kinds[name].plural:
                    raise BadParam(name, ", ".join(texts), "it may be given only once")
                joined = ",".join(texts)
                if joined.strip():
                    values[name] = kinds[name].read(name, joined.strip(), snapshot)
            except BadParam as problem:
                problems.append(problem)
        fields = {public_name(field.name): field.name for field in dataclasses.fields(cls)}
        params = cls(**{fields[name]: value for name, value in values.items()})
        try:
            params.check(snapshot)
        except BadParam as problem:
            problems.append(problem)
            params = params.replace(**{fields[problem.name]: getattr(cls(), fields[problem.name])})
        return params, problems

    @classmethod
    def kinds(cls) -> dict[str, Kind]:
        """Parameter names in declared order, with what each allows."""
        return {public_name(field.name): field.metadata["kind"] for field in dataclasses.fields(cls)}

    def check(self, snapshot: Snapshot) -> None:
        """Rules between fields; a subclass raises `BadParam` naming one of them."""

    def query(self) -> dict[str, str]:
        """The canonical query: text values, defaults left out, declared order."""
        return {
            public_name(field.name): field.metadata["kind"].write(value)
            for field in dataclasses.fields(self)
            if (value := getattr(self, field.name)) != field.default and value is not None
        }

    def replace(self, **changes: Any) -> Self:
        return dataclasses.replace(self, **changes)
