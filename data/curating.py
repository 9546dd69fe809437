"""Adding and revising events by question and answer; nothing is written until all of it holds.

An answer is asked again until its column takes it. Then the whole record with the new rows is
checked, and only a record without violations is written: event, sources and changes together.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from data.changes import WHOLE_ROW
from data.check import check_cells, check_tables
from data.curated import COLUMNS, Tables, read_tables
from data.day0 import day0_from_rule
from data.kinds import DAY0_COLUMNS
from data.rules.day0 import REFERENCES
from data.violations import BrokenTables, RecordUnavailable

Ask = Callable[[str, str], str]
"""A question and its default, answered with text. `EOFError` gives up: nothing is written."""
Tell = Callable[[str], None]

QUESTIONS = tuple(c for c in COLUMNS["events.csv"] if c not in ("added", "revised", "label", "label_rank"))
ADDED = "New in this edition"
MOST_SOURCES = 40


def open_edition(tables: Tables) -> str:
    """The edition in the making. Raises `RecordUnavailable` where there is none."""
    editions = tables["editions.csv"]
    making = editions.edition[editions.issued == ""]
    if making.empty:
        raise RecordUnavailable(
            "no edition is in the making: add a row to editions.csv with its name (such as 2027.02), "
            "no day in `issued`, and notes"
        )
    return str(making.iloc[-1])


def sound_tables(folder: Path) -> Tables:
    """The tables of a folder. Raises `BrokenTables` when they break rules already."""
    tables, violations = read_tables(folder)
    violations = sorted({*violations, *check_tables(tables)})
    if violations:
        raise BrokenTables(violations)
    return tables


def new_event(folder: Path, ask: Ask, tell: Tell) -> str:
    """Ask for an event and its sources, check, write; its id.

    Raises `BrokenTables` for rows that break rules together, with nothing written.
    """
    tables = sound_tables(folder)
    edition = open_edition(tables)
    event: dict[str, str] = {}
    for column in QUESTIONS:
        event[column] = _answer("events.csv", column, _default(column, event, tables), ask, tell)
    event |= {"added": edition, "revised": "", "label": "", "label_rank": ""}
    sources = _sources(event["id"], ask, tell)
    told = [_row_change(edition, "events.csv", event["id"], ask("Why is it added?", ADDED).strip() or ADDED)]
    told += [
        _row_change(edition, "sources.csv", f"{event['id']} {source['url']}", "Source of a new event")
        for source in sources
    ]
    grown = dict(tables)
    grown["events.csv"] = _appended(tables["events.csv"], [event], by=["date", "id"])
    grown["sources.csv"] = _appended(tables["sources.csv"], sources)
    grown["changes.csv"] = _appended(tables["changes.csv"], told)
    grown["unread.csv"] = _appended(tables["unread.csv"], [{"id": event["id"]}], by=["id"])
    _write_whole(folder, grown, ("events.csv", "sources.csv", "changes.csv", "unread.csv"))
    return event["id"]


def sign_event(folder: Path, event_id: str) -> None:
    """A second reader has held the event against its sources: it leaves `unread.csv`.

    Raises `RecordUnavailable` for an event that does not wait for one, `BrokenTables` as `new_event`.
    """
    tables = dict(sound_tables(folder))
    unread = tables["unread.csv"]
    if event_id not in set(unread["id"]):
        raise RecordUnavailable(f"event {event_id!r} does not wait for a second reader (see unread.csv)")
    tables["unread.csv"] = unread[unread["id"] != event_id]
    _write_whole(folder, tables, ("unread.csv",))


def revise_event(folder: Path, event_id: str, ask: Ask, tell: Tell) -> list[str]:
    """Ask for every field of an event anew (an empty answer keeps it, `-` empties it), and why
    each changed one changes; the changed columns.

    Raises `RecordUnavailable` for an unknown id, `BrokenTables` as `new_event`.
    """
    tables = sound_tables(folder)
    edition = open_edition(tables)
    events = tables["events.csv"].copy()
    rows = events.index[events.id == event_id]
    if rows.empty:
        raise RecordUnavailable(f"event {event_id!r}: no such id in events.csv")
    row, told, changed = rows[0], [], []
    for column in QUESTIONS:
        if column == "id":
            continue
        old = str(events.at[row, column])
        new = _answer("events.csv", column, old, ask, tell)
        if new == old:
            continue
        change = dict.fromkeys(COLUMNS["changes.csv"], "") | {
            "edition": edition, "table": "events.csv", "key": event_id,
            "column": column, "old": old, "new": new,
            "reason": _told("Why does it change?", ask, tell),
            "evidence": ask("Evidence (a page, or empty)", ""),
        }  # fmt: skip
        told.append(change)
        changed.append(column)
        events.at[row, column] = new
    if changed:
        events.at[row, "revised"] = edition
        tables = dict(tables)
        tables["events.csv"] = events
        tables["changes.csv"] = _appended(tables["changes.csv"], told)
        _write_whole(folder, tables, ("events.csv", "changes.csv"))
    return changed


def _row_change(edition: str, table: str, key: str, reason: str) -> dict[str, str]:
    empty = dict.fromkeys(COLUMNS["changes.csv"], "")
    return empty | {"edition": edition, "table": table, "key": key, "new": WHOLE_ROW, "reason": reason}


def _default(column: str, event: dict[str, str], tables: Tables) -> str:
    """What the answers so far suggest: the id begins with nothing yet, day 0 follows from the rule."""
    for exchange, day0 in DAY0_COLUMNS.items():
        if column == day0 and exchange in REFERENCES:
            sessions = pd.DatetimeIndex(tables[REFERENCES[exchange]].date)
            try:
                session, _ = day0_from_rule(event["date"], event["announced_at"], exchange, sessions)
            except ValueError:
                return ""
            return "" if pd.isna(session) else f"{session:%Y-%m-%d}"
    return {"severity": "3", "direction": "neutral", "confidence": "high"}.get(column, "")


def _answer(table: str, column: str, default: str, ask: Ask, tell: Tell) -> str:
    """One cell that its column takes; asked again until then."""
    while True:
        given = ask(column, default).strip()
        cell = "" if given == "-" else given or default
        wrong = _wrong(table, column, cell)
        if not wrong:
            return cell
        tell(f"{column} {wrong[0]}")


def _wrong(table: str, column: str, cell: str) -> list[str]:
    """What the column has against a cell; empty when it takes it."""
    cells = dict.fromkeys(COLUMNS[table], "") | {column: cell}
    frame = pd.DataFrame([cells], index=[2], dtype=object)
    return [violation.rule for violation in check_cells(table, frame) if violation.column == column]


def _told(question: str, ask: Ask, tell: Tell) -> str:
    while not (reason := ask(question, "").strip()):
        tell("A change needs its reason.")
    return reason


def _sources(event_id: str, ask: Ask, tell: Tell) -> list[dict[str, str]]:
    """At least one source; an empty address ends the list."""
    sources: list[dict[str, str]] = []
    while len(sources) < MOST_SOURCES:
        address = ask(
            f"url of source {len(sources) + 1}" + (" (empty: no more)" if sources else ""), ""
        ).strip()
        if not address and sources:
            break
        source = {"event_id": event_id, "url": address}
        wrong = _wrong("sources.csv", "url", address)
        if wrong:
            tell(f"url {wrong[0]}")
            continue
        for column in ("publisher", "title", "published", "archived"):
            source[column] = _answer("sources.csv", column, "", ask, tell)
        sources.append({column: source[column] for column in COLUMNS["sources.csv"]})
    return sources


def _appended(frame: pd.DataFrame, rows: list[dict[str, str]], by: list[str] | None = None) -> pd.DataFrame:
    grown = pd.concat([frame, pd.DataFrame(rows, columns=frame.columns, dtype=object)], ignore_index=True)
    if by:
        grown = grown.sort_values(by, ignore_index=True)
    grown.index = pd.RangeIndex(2, len(grown) + 2, name="row")
    return grown


def _write_whole(folder: Path, tables: Tables, names: tuple[str, ...]) -> None:
    """Check all, then replace these files; what was replaced is put back when a later one fails."""
    violations = check_tables(tables)
    if violations:
        raise BrokenTables(violations)
    made: list[Path] = []
    before = {name: (folder / name).read_bytes() for name in names}
    try:
        for name in names:
            fresh = folder / f".{name}.new"
            made.append(fresh)
            with fresh.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(tables[name].columns)
                writer.writerows(tables[name].itertuples(index=False))
        for name, fresh in zip(names, made, strict=True):
            os.replace(fresh, folder / name)
    except OSError:
        for name, content in before.items():
            (folder / name).write_bytes(content)
        raise
    finally:
        for fresh in made:
            fresh.unlink(missing_ok=True)
