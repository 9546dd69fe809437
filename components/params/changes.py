"""The parameter of `/data/changes`."""

from __future__ import annotations

from dataclasses import dataclass

from components.params import BadParam, Params, declared
from components.params.kinds import Day, Kind, Schema
from data import Snapshot
from data.editions import VERSION


@dataclass(frozen=True)
class EditionDayOrVersion(Kind):
    """An edition (`2025.11`), a day (`2026-01-31`) or a data version (12 hexadecimal digits)."""

    def read(self, name: str, text: str, snapshot: Snapshot) -> str:
        if text in snapshot.editions.index or VERSION.fullmatch(text):
            return text
        editions = ", ".join(snapshot.editions.index)
        try:
            return Day().read(name, text, snapshot).isoformat()
        except BadParam:
            allowed = f"it must be an edition ({editions}), a day such as 2026-01-31, or a data version"
            raise BadParam(name, text, allowed) from None

    def schema(self, snapshot: Snapshot) -> Schema:
        return {"type": "string", "examples": [*snapshot.editions.index, "2026-01-31", snapshot.version]}


@dataclass(frozen=True)
class ChangeParams(Params):
    """After which edition, day or data version changes are told; none means all."""

    since: str = declared(
        EditionDayOrVersion(), "", "the edition, day or data version after which changes are told"
    )
