"""What an assistant can read as a whole: the tables, their columns, the editions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.edition_words import brought_by
from components.package.descriptors import about
from components.package.fields import fields_of
from components.package.tables import TABLE_OF_NAME, TABLES, PackageTable

if TYPE_CHECKING:
    from data import Snapshot

MARKDOWN = "text/markdown"
COLUMNS_OF = "record://codebook/{table}"


@dataclass(frozen=True)
class Readable:
    """A text with an address of its own, as Markdown."""

    uri: str
    title: str
    told: str
    text: Callable[[Snapshot], str]


def tables(snapshot: Snapshot) -> str:
    """What each table holds, and where its files are."""
    lines = [
        f"- `{table.name}` ({len(table.select(snapshot)):,} rows): {table.title}. `/data/{table.name}.csv`, "
        f"columns in `record://codebook/{table.name}`"
        for table in TABLES
    ]
    return "\n".join(["# Tables", "", about(snapshot), "", *lines, ""])


def codebook(snapshot: Snapshot) -> str:
    """Every column of every table."""
    return "\n".join(["# Codebook", *(_columns(table, snapshot) for table in TABLES)])


def columns(snapshot: Snapshot, name: str) -> str:
    """The columns of one table. Raises `KeyError` for a name that no table has."""
    return _columns(TABLE_OF_NAME[name], snapshot)


def editions(snapshot: Snapshot) -> str:
    """Each edition: when it was issued and what it brought."""
    return "\n".join(["# Editions", "", *_editions(snapshot), "", f"Data version {snapshot.version}.", ""])


def _columns(table: PackageTable, snapshot: Snapshot) -> str:
    def build() -> str:
        rows = [
            f"- `{field.name}` ({field.kind}): {field.meaning}"
            + (f"; one of {', '.join(field.values)}" if field.values else "")
            for field in fields_of(table, table.select(snapshot))
        ]
        return "\n".join(["", f"## {table.name}", "", f"{table.title}.", "", *rows, ""])

    return snapshot.remember(("codebook", table.name), build)


def _editions(snapshot: Snapshot) -> Iterator[str]:
    for edition, row in snapshot.editions.iterrows():
        issued = row["issued"] or "in the making"
        yield f"- {edition} ({issued}): {brought_by(snapshot, str(edition))}. {row['notes']}"


READABLE = (
    Readable("record://tables", "Tables", "What each table of the record holds, with its files.", tables),
    Readable("record://codebook", "Codebook", "What every column of every table means.", codebook),
    Readable("record://editions", "Editions", "What each edition brought, and the data version.", editions),
)
