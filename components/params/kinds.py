"""What a single parameter may be: how its text is read, refused and written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from data import Snapshot

Options = tuple[str, ...] | Callable[["Snapshot"], Iterable[str]]

Schema = dict[str, Any]
"""A JSON Schema."""

MAX_TEXT = 200
MOST_OPTIONS = 80
"""Options that a schema lists; of more it tells a few."""
_WHOLE = r"[+-]?\d{1,18}"
_DECIMAL = r"[+-]?(\d{1,18}(\.\d{0,30})?|\.\d{1,30})([eE][+-]?\d{1,3})?"


class BadParam(ValueError):
    """A parameter that cannot be used; `str()` is one sentence for a reader.

    unknown_id: the value names an event that does not exist.
    instead: values of fields with which the rule holds, for a lenient reader; empty: the default.
    """

    def __init__(
        self,
        name: str,
        value: str,
        allowed: str,
        *,
        unknown_id: bool = False,
        instead: Mapping[str, Any] | None = None,
    ):
        self.name, self.value, self.allowed = name, value, allowed
        self.unknown_id, self.instead = unknown_id, dict(instead or {})
        super().__init__(f"The parameter “{_shortened(name)}” cannot be “{_shortened(value)}”: {allowed}.")


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


@dataclass(frozen=True)
class Kind:
    """What a field allows, how its text is read and how its value is written."""

    def read(self, name: str, text: str, snapshot: Snapshot) -> Any:
        raise NotImplementedError

    def write(self, value: Any) -> str:
        return str(value)

    def schema(self, snapshot: Snapshot) -> Schema:
        """What is allowed, for programs that ask."""
        raise NotImplementedError

    @property
    def plural(self) -> bool:
        return False


def _options(options: Options, snapshot: Snapshot) -> tuple[str, ...]:
    return options if isinstance(options, tuple) else tuple(options(snapshot))


def _one_of(name: str, text: str, allowed: tuple[str, ...]) -> str:
    if text in allowed:
        return text
    folded = {option.casefold(): option for option in allowed}
    if text.casefold() in folded:
        return folded[text.casefold()]
    listed = ", ".join(allowed[:12]) + (", …" if len(allowed) > 12 else "")
    raise BadParam(name, text, f"allowed are {listed}")


@dataclass(frozen=True)
class Choice(Kind):
    options: Options

    def read(self, name: str, text: str, snapshot: Snapshot) -> Any:
        return _one_of(name, text, _options(self.options, snapshot))

    def schema(self, snapshot: Snapshot) -> Schema:
        options = _options(self.options, snapshot)
        if len(options) > MOST_OPTIONS:
            return {"type": "string", "examples": list(options[:3])}
        return {"type": "string", "enum": list(options)}


@dataclass(frozen=True)
class Choices(Kind):
    """Several of a list, comma- or semicolon-separated; order and repeats do not matter."""

    options: Options

    def read(self, name: str, text: str, snapshot: Snapshot) -> Any:
        allowed = _options(self.options, snapshot)
        wanted = {_one_of(name, part.strip(), allowed) for part in re.split("[,;]", text) if part.strip()}
        return tuple(option for option in allowed if option in wanted)

    def schema(self, snapshot: Snapshot) -> Schema:
        return {"type": "array", "items": Choice(self.options).schema(snapshot)}

    def write(self, value: Any) -> str:
        return ",".join(value)

    @property
    def plural(self) -> bool:
        return True


@dataclass(frozen=True)
class Text(Kind):
    longest: int = MAX_TEXT

    def read(self, name: str, text: str, snapshot: Snapshot) -> Any:
        if len(text) > self.longest:
            raise BadParam(name, text, f"at most {self.longest} characters are allowed")
        return "".join(c for c in text if c.isprintable()).strip()

    def schema(self, snapshot: Snapshot) -> Schema:
        return {"type": "string", "maxLength": self.longest}


@dataclass(frozen=True)
class Number(Kind):
    low: float
    high: float
    whole: bool = False

    def read(self, name: str, text: str, snapshot: Snapshot) -> Any:
        kind = "whole number" if self.whole else "number"
        allowed = f"it must be a {kind} from {self.low:g} to {self.high:g}"
        # bounded before it is converted: a number of 5,000 digits would be an error of another kind
        if not re.fullmatch(_WHOLE if self.whole else _DECIMAL, text, re.ASCII):
            raise BadParam(name, text, allowed)
        value = int(text) if self.whole else float(text)
        if not self.low <= value <= self.high:
            raise BadParam(name, text, allowed)
        return value

    def schema(self, snapshot: Snapshot) -> Schema:
        kind = "integer" if self.whole else "number"
        return {"type": kind, "minimum": self.low, "maximum": self.high}

    def write(self, value: Any) -> str:
        return f"{value:.10g}"


@dataclass(frozen=True)
class Flag(Kind):
    def read(self, name: str, text: str, snapshot: Snapshot) -> Any:
        match text.casefold():
            case "1" | "true" | "yes" | "on":
                return True
            case "0" | "false" | "no" | "off":
                return False
        raise BadParam(name, text, "it must be 1 or 0")

    def schema(self, snapshot: Snapshot) -> Schema:
        return {"type": "boolean"}

    def write(self, value: Any) -> str:
        return "1" if value else "0"


@dataclass(frozen=True)
class Day(Kind):
    """A calendar day, YYYY-MM-DD."""

    def read(self, name: str, text: str, snapshot: Snapshot) -> Any:
        try:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
                raise ValueError
            return date.fromisoformat(text)
        except ValueError:
            raise BadParam(name, text, "it must be a date written like 2021-03-15") from None

    def schema(self, snapshot: Snapshot) -> Schema:
        return {"type": "string", "format": "date"}

    def write(self, value: Any) -> str:
        return value.isoformat()


@dataclass(frozen=True)
class Window(Kind):
    """First and last relative day, `-1,1`."""

    low: int
    high: int

    def read(self, name: str, text: str, snapshot: Snapshot) -> Any:
        allowed = (
            f"it must be two whole numbers from {self.low} to {self.high}, "
            "the first not after the second, written like -1,1"
        )
        match = re.fullmatch(r"\[?\s*([+\-−]?\d{1,4})\s*,\s*([+\-−]?\d{1,4})\s*\]?", text, re.ASCII)
        if not match:
            raise BadParam(name, text, allowed)
        first, last = (int(part.replace("−", "-")) for part in match.groups())
        if not self.low <= first <= last <= self.high:
            raise BadParam(name, text, allowed)
        return first, last

    def schema(self, snapshot: Snapshot) -> Schema:
        return {
            "type": "string",
            "pattern": r"^-?\d{1,4},-?\d{1,4}$",
            "description": f"two whole numbers such as {self.low},{self.high}, which is the widest",
        }

    def write(self, value: Any) -> str:
        return f"{value[0]},{value[1]}"


@dataclass(frozen=True)
class EventId(Kind):
    """An event by its id, or by one that it had in an earlier edition."""

    def read(self, name: str, text: str, snapshot: Snapshot) -> Any:
        event = text if text in snapshot.events.index else snapshot.renamed(text)
        if event not in snapshot.events.index:
            raise BadParam(name, text, "no event has this id", unknown_id=True)
        return event

    def schema(self, snapshot: Snapshot) -> Schema:
        return {"type": "string", "examples": list(snapshot.events.index[:1])}


@dataclass(frozen=True)
class EventIds(Kind):
    most: int = 500

    def read(self, name: str, text: str, snapshot: Snapshot) -> Any:
        ids = dict.fromkeys(part.strip() for part in re.split("[,;]", text) if part.strip())
        ids = dict.fromkeys(EventId().read(name, one, snapshot) for one in ids)
        if len(ids) > self.most:
            raise BadParam(name, text, f"at most {self.most} events are allowed")
        return tuple(ids)

    def schema(self, snapshot: Snapshot) -> Schema:
        return {"type": "array", "items": EventId().schema(snapshot), "maxItems": self.most}

    def write(self, value: Any) -> str:
        return ",".join(value)

    @property
    def plural(self) -> bool:
        return True


NONE_OF_THEM = ("none",)


@dataclass(frozen=True)
class EventIdsOrNone(EventIds):
    """Events of the record, or the word `none`; given nothing, those that are usual."""

    def read(self, name: str, text: str, snapshot: Snapshot) -> Any:
        return NONE_OF_THEM if text.strip().casefold() == "none" else super().read(name, text, snapshot)
