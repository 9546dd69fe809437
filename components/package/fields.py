"""What each column of the package means, of which type it is, and what it may hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from components.package.tables import PackageTable
from components.study.columns import EXTRA, IMPACT
from components.study.cross_section import COLUMNS
from data.meanings import column_meanings
from data.schemas import MODELS

_DERIVED = {
    "events.csv": {
        "day0_rule_hk": "how day0_hk was found",
        "day0_rule_us": "how day0_us was found",
        "sources": "number of the event's rows in sources",
    },
    "sources.csv": {"kind": "copy where the publisher's name says so, else original"},
    "corporate_actions.csv": {"source": "bundled, or yahoo for what a refresh has added"},
}
"""Columns that the store or the package adds to the curated ones."""
_COMPUTED = {"impacts": IMPACT | EXTRA, "regression": COLUMNS}
"""Columns of the tables that are computed."""


@dataclass(frozen=True)
class Field:
    """A column. kind: a type of Table Schema. values: all that it may hold, where they are few.

    required: never empty.
    """

    name: str
    kind: str
    meaning: str
    values: tuple[str, ...] = ()
    required: bool = False


def fields_of(table: PackageTable, frame: pd.DataFrame) -> tuple[Field, ...]:
    """The columns of `frame`, which is `table`'s. Raises `KeyError` for one whose meaning is not told."""
    curated = column_meanings()[table.file] if table.file else _COMPUTED[table.name]
    meanings = curated | _DERIVED.get(table.file, {})
    values = dict(_values(table.file))
    return tuple(
        Field(
            str(name),
            kind := _kind(frame[name]),
            meanings[str(name)],
            values.get(str(name), ()) if kind == "string" else (),
            str(name) in table.key,
        )
        for name in frame.columns
    )


def fields_sometimes(table: PackageTable) -> tuple[Field, ...]:
    """The columns that `table` has for some parameters only."""
    return tuple(Field(name, "number", _COMPUTED[table.name][name]) for name in table.sometimes)


def _kind(cells: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(cells):
        return "boolean"
    if pd.api.types.is_datetime64_any_dtype(cells):
        return "date"
    if pd.api.types.is_integer_dtype(cells):
        return "integer"
    if pd.api.types.is_float_dtype(cells):
        return "number"
    return "list" if any(isinstance(cell, tuple | list) for cell in cells) else "string"


def _values(file: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Columns whose schema lists what is allowed, with the list."""
    if file not in MODELS:
        return
    for name, column in MODELS[file].to_schema().columns.items():
        for check in column.checks:
            if check.name == "isin":
                yield name, tuple(map(str, check.statistics["allowed_values"]))
