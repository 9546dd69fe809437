"""What may be asked, as JSON Schema: for the tools of assistants and for the description of `/data`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.params.base import Params
from components.params.kinds import Schema

if TYPE_CHECKING:
    from data import Snapshot


def schemas(kind: type[Params], snapshot: Snapshot) -> dict[str, Schema]:
    """Each parameter of a set by its name: what it allows, what it means and its default."""
    return {name: _schema(kind, name, snapshot) for name in kind.asked()}


def _schema(kind: type[Params], name: str, snapshot: Snapshot) -> Schema:
    field = kind.asked()[name]
    schema = field.metadata["kind"].schema(snapshot)
    meaning = "; ".join(filter(None, (field.metadata["help"], schema.pop("description", ""))))
    told = {**schema, "description": meaning}
    if field.default not in (None, (), ""):
        plain = isinstance(field.default, bool | int | float | str)
        told["default"] = field.default if plain else field.metadata["kind"].write(field.default)
    return told
