"""What every answer carries besides its own facts: caveats, a citation, addresses, version and units."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pandas as pd

from components.charts.catalogue import CATALOGUE
from components.downloads.cells import plain
from components.language import day
from components.params import Params
from components.record_name import record_name

if TYPE_CHECKING:
    from data import Snapshot

NO_PROOF = "A move beside an event is not proof that the event caused it."
DIGITS = 6
"""Decimals of a fraction: a ten-thousandth of one percent. What is smaller keeps three digits."""
RETURNS = {"raw_return, car, ci_low, ci_high": "fractions, 0.01 is one percent"}
WINDOWS = {"placebo_k, placebo_n": "ordinary windows as unusual, of how many"}

SHAPE: dict[str, Any] = {
    "type": "object",
    "required": ["units", "caveats", "citation", "addresses", "data_version", "as_of"],
    "properties": {
        "units": {"type": "object", "additionalProperties": {"type": "string"}},
        "caveats": {"type": "array", "items": {"type": "string"}},
        "citation": {"type": "string"},
        "addresses": {
            "type": "object",
            "description": "page, embed, frozen (pinned to the data version), data: as far as there are such",
            "required": ["page"],
            "additionalProperties": {"type": "string"},
        },
        "data_version": {"type": "string"},
        "as_of": {"type": "string", "format": "date", "description": "last session of the prices"},
    },
}
"""What every answer holds besides its own facts, as JSON Schema."""


@dataclass(frozen=True)
class Answer:
    """text: whole sentences for people. facts: the same for programs, ready for JSON."""

    text: str
    facts: dict[str, Any]

    @property
    def told(self) -> dict[str, Any]:
        """Both, as one object."""
        return {"text": self.text, **self.facts}

    @property
    def size(self) -> int:
        """Bytes of both, as they are sent."""
        return len(as_json(self.told).encode())


@dataclass(frozen=True)
class Shown:
    """Where people see what an answer tells: a page with its query, and a chart with its parameters.

    Without a chart nothing can be embedded or frozen. data: the file that holds every row, if one does.
    """

    page: str
    query: Mapping[str, str]
    chart: str = ""
    params: Params | None = None
    data: str = ""

    @classmethod
    def chart_of(cls, slug: str, params: Params, data: str = "") -> Shown:
        """A chart of the catalogue, and the page that shows it."""
        page, query = CATALOGUE[slug].PAGE, params.query()
        return cls(page.path, page.query(query), slug, params, data)

    def addresses(self, base: str, version: str) -> dict[str, str]:
        """page, embed, frozen and data, as far as there are such. base: public address, or "" for paths."""
        found = {"page": _address(f"{base}/{self.page}", self.query)}
        if self.params is not None:
            query = self.params.query()
            found["embed"] = _address(f"{base}/embed/{self.chart}", query)
            found["frozen"] = _address(f"{base}/embed/{self.chart}", {**query, "frozen": version})
        if self.data:
            found["data"] = f"{base}{self.data}"
        return found


def finished(
    snapshot: Snapshot,
    base: str,
    *,
    title: str,
    sentences: Iterable[str],
    facts: dict[str, Any],
    units: Mapping[str, str],
    shown: Shown,
    caveats: Iterable[str] = (),
) -> Answer:
    """The answer with what all carry. title: what the citation names."""
    addresses = shown.addresses(base, snapshot.version)
    warned = list(caveats)
    cited = citation(title, snapshot.version, snapshot.last_session.date())
    where = addresses.get("frozen") or addresses["page"]
    text = "\n".join([*sentences, *([" ".join(warned)] if warned else []), f"Cite: {cited} {where}"])
    return Answer(
        text,
        {
            **facts,
            "units": dict(units),
            "caveats": warned,
            "citation": cited,
            "addresses": addresses,
            "data_version": snapshot.version,
            "as_of": f"{snapshot.last_session:%Y-%m-%d}",
        },
    )


def citation(title: str, version: str, through: date) -> str:
    """How to cite something of the record: what, who, on which data; its address comes after it."""
    title = " ".join(title.split()).rstrip(".")
    return f"“{title}.” {record_name()}. Data version {version}, prices through {day(through)}."


def cell(value: Any) -> Any:
    """A cell as answers tell it: days as YYYY-MM-DD, numbers to `DIGITS` decimals, None where missing."""
    if isinstance(value, pd.Timestamp | date):
        return f"{value:%Y-%m-%d}"
    value = list(value) if isinstance(value, tuple) else plain(value)
    return (round(value, DIGITS) or float(f"{value:.3g}")) if isinstance(value, float) else value


def cells(row: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Some cells of a row, in this order."""
    return {name: cell(row[name]) for name in names}


def as_json(value: Any) -> str:
    """Strict JSON on one line."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _address(place: str, query: Mapping[str, str]) -> str:
    return f"{place}?{urlencode(query, quote_via=quote)}" if query else place
