"""How far the record runs, what an edition brought, and single changes, in words."""

from __future__ import annotations

import textwrap
from datetime import date

import pandas as pd

from components.language import counted, day, listed
from data import Snapshot
from data.changes import WHOLE_ROW
from data.editions import latest_edition, summary_of

_LONGEST = 140
"""Characters of a text's old and new wording that a sentence quotes."""


def how_far(snapshot: Snapshot) -> str:
    """Through which day events and prices run."""
    prices = f"prices run through {day(snapshot.last_session)}"
    if snapshot.events.empty:
        return f"There are no events; {prices}."
    return f"Events run through {day(snapshot.events['date'].max())}, {prices}."


def last_edition(snapshot: Snapshot) -> str:
    """What the last edition brought; "" in a record from before there were editions."""
    edition = latest_edition(snapshot)
    return f"Edition {edition} {brought_by(snapshot, edition)}." if edition else ""


def brought_by(snapshot: Snapshot, edition: str) -> str:
    """`added 93 events, corrected 165 entries and filled in 7 missing sessions`."""
    _, events, cells, sessions = summary_of(snapshot, edition)
    brought = [f"added {counted(events, 'event')}"] if events else []
    brought += [f"corrected {counted(cells, 'entry', 'entries')}"] if cells else []
    brought += [f"filled in {counted(sessions, 'missing session')}"] if sessions else []
    return listed(brought) if brought else "changed nothing"


def change_words(change: pd.Series) -> str:
    """One row of changes as a sentence without its reason: what stood there, what stands there now."""
    table, key, column = change["table"], change["key"], change["column"]
    where = _place(table, key)
    if not column:
        return f"{where}: a new row." if change["new"] == WHOLE_ROW else f"{where}: the row was withdrawn."
    old, new = (_quoted(change[name]) for name in ("old", "new"))
    return f"{where}: {column.replace('_', ' ')} {new}, was {old}."


def change_and_reason(change: pd.Series) -> str:
    """One row of changes with its reason, in two sentences."""
    return f"{change_words(change)} {change['reason'].rstrip('.')}."


def _place(table: str, key: str) -> str:
    folder, slash, name = table.removesuffix(".csv").rpartition("/")
    if slash:
        return f"{name} on {day(date.fromisoformat(key))}"
    return f"{name.replace('_', ' ').capitalize()}, {key}"


def _quoted(cell: str) -> str:
    if not cell:
        return "empty"
    try:
        float(cell)
    except ValueError:
        return f"“{textwrap.shorten(cell, _LONGEST, placeholder='…')}”"
    return cell
