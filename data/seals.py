"""The last edition's rows, sealed: a later change that no row of `changes.csv` tells is refused.

`sealed.csv` holds a digest of every recorded row of the last edition (of the series, of every
year). A row that differs now must become that row again when the changes told since are
taken back; sessions after the sealed ones are free to come.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pandas as pd

from data.changes import KEYS, SERIES_COLUMNS, WHOLE_ROW, keyed
from data.violations import Violation

OF_EVENTS = ("events.csv", "sources.csv", "day0_exceptions.csv")
"""Tables whose keys begin with the id of an event."""
Rows = dict[str, dict[str, str]]
UNTOLD = "differs from the last edition, and no row of changes.csv tells it: old, new, reason, evidence"


def digest_of(rows: Rows) -> str:
    """16 hex digits of rows and their keys; equal numbers count as equal however written."""
    plain = {key: {column: _plain(cell) for column, cell in row.items()} for key, row in rows.items()}
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(cell: str) -> str:
    try:
        return f"{float(cell):.10g}"
    except ValueError:
        return cell


def sealed_rows(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """What `sealed.csv` must hold when these tables become an edition: table, key, digest."""
    found = []
    for name in sorted(tables):
        rows = keyed(name, tables[name])
        if name in KEYS:
            found += [(name, key, digest_of({key: row})) for key, row in rows.items()]
        else:
            found += [(name, span, digest_of(block)) for span, block in _years(rows)]
    return pd.DataFrame(found, columns=["table", "key", "digest"])


def _years(rows: Rows) -> Iterator[tuple[str, Rows]]:
    """The rows of a series by calendar year, named by first and last session."""
    years: dict[str, Rows] = defaultdict(dict)
    for day in sorted(rows):
        years[day[:4]][day] = rows[day]
    for block in years.values():
        yield f"{min(block)}/{max(block)}", block


def untold_changes(tables: dict[str, pd.DataFrame]) -> Iterator[Violation]:
    """A violation for every row that differs from the sealed one though no change tells it.

    Needs `sealed.csv`, `editions.csv` and `changes.csv` among the tables; text as written.
    """
    sealed, editions, changes = (tables[f"{name}.csv"] for name in ("sealed", "editions", "changes"))
    last = max(editions.loc[editions["issued"] != "", "edition"], default="")
    since = changes[changes["edition"] > last]
    renamed = since[(since["table"] == "events.csv") & (since["column"] == "id")]
    former = dict(zip(renamed["new"], renamed["old"], strict=True))
    for name in sorted(
        {*sealed["table"], *tables} & ({*KEYS} | {*_series(tables), *_series(sealed["table"])})
    ):
        own, seals = since[since["table"] == name], sealed[sealed["table"] == name]
        if seals.empty:
            continue  # a table or series that came after the edition
        if name not in tables:
            yield Violation(name, 0, "", "", UNTOLD)
            continue
        frame = tables[name]
        rows = keyed(name, frame)
        places = dict(zip(rows, frame.index, strict=True))
        before = _under_former_ids(name, _taken_back(rows, own.to_dict("records")), former)
        removed = set(own.loc[(own["column"] == "") & (own["old"] == WHOLE_ROW), "key"])
        spans = dict(zip(seals["key"], seals["digest"], strict=True))
        if name in KEYS:
            blocks = {key: {key: before[key]} if key in before else {} for key in {*spans, *before}}
        else:
            blocks = {span: _within(before, span) for span in spans}
        for key in sorted(blocks):
            if key in removed or (blocks[key] and digest_of(blocks[key]) == spans.get(key)):
                continue
            yield Violation(
                name, places.get(key, 0), "/".join(_key_of(name)) if key in places else "", key, UNTOLD
            )


def _series(names: Iterable[str]) -> list[str]:
    return [name for name in names if name.startswith(tuple(SERIES_COLUMNS))]


def _key_of(name: str) -> tuple[str, ...]:
    return KEYS.get(name, ("date",))


def _within(rows: Rows, span: str) -> Rows:
    first, last = span.split("/")
    return {day: row for day, row in rows.items() if first <= day <= last}


def _under_former_ids(name: str, rows: Rows, former: dict[str, str]) -> Rows:
    """The rows of a table that is keyed by events, under the ids that these had before they were renamed."""
    if not former or name not in OF_EVENTS:
        return rows
    found = {}
    for key, row in rows.items():
        event, blank, rest = key.partition(" ")
        found[former.get(event, event) + blank + rest] = row
    return found


def _taken_back(rows: Rows, changes: list[dict[str, str]]) -> Rows:
    """The rows as they were before these changes (the latest told last)."""
    before = {key: dict(row) for key, row in rows.items()}
    for change in reversed(changes):
        key, column = change["key"], change["column"]
        if column == "" and change["new"] == WHOLE_ROW:
            before.pop(key, None)
        elif column and key in before and _plain(before[key].get(column, "")) == _plain(change["new"]):
            before[key][column] = change["old"]
    return before
