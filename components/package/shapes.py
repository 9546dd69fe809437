"""What the JSON files look like, as JSON Schema: a list of rows with the columns of their table."""

from __future__ import annotations

from collections.abc import Callable

from components.package.fields import Field, fields_of, fields_sometimes
from components.package.tables import PackageTable
from components.params.kinds import Schema
from data import Snapshot

Shape = Callable[[Snapshot], Schema]
TYPES: dict[str, Schema] = {
    "boolean": {"type": ["boolean", "null"]},
    "date": {"type": ["string", "null"], "format": "date"},
    "integer": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]},
    "list": {"type": "array", "items": {"type": "string"}},
    "string": {"type": ["string", "null"]},
}
"""By the kinds of columns; a missing value is null."""


def no_shape(snapshot: Snapshot) -> Schema:
    """Of what is no JSON."""
    return {}


def some_rows(snapshot: Snapshot) -> Schema:
    """A list of rows whose columns are told elsewhere."""
    return {"type": "array", "items": {"type": "object"}}


def one_object(snapshot: Snapshot) -> Schema:
    """A description of a form of its own."""
    return {"type": "object"}


def rows_of(table: PackageTable) -> Shape:
    """The rows of a table, or some of them."""

    def shape(snapshot: Snapshot) -> Schema:
        fields = [*fields_of(table, table.select(snapshot)), *fields_sometimes(table)]
        return {
            "type": "array",
            "items": {
                "type": "object",
                "required": [field.name for field in fields if field.name not in table.sometimes],
                "properties": {field.name: _cell(field) for field in fields},
                "additionalProperties": False,
            },
        }

    return shape


def _cell(field: Field) -> Schema:
    return {**TYPES[field.kind], "description": field.meaning}
