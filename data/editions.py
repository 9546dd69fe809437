"""Editions of the record, and what has been corrected since one of them, a day or a data version."""

from __future__ import annotations

import re
from typing import NamedTuple

import pandas as pd

from data import versions
from data.changes import WHOLE_ROW
from data.snapshot import Snapshot

VERSION = re.compile(r"[0-9a-f]{12}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class EditionSummary(NamedTuple):
    """What an edition brought, in numbers: new events, corrected cells, sessions that were missing."""

    edition: str
    events: int
    cells: int
    sessions: int


def latest_edition(snapshot: Snapshot) -> str:
    """The name of the last edition, issued or in the making; "" in a record from before there were any."""
    return str(snapshot.editions.index[-1]) if len(snapshot.editions) else ""


def summary_of(snapshot: Snapshot, edition: str) -> EditionSummary:
    """How many events an edition added, how many cells it corrected, how many sessions it filled in."""
    told = snapshot.changes[snapshot.changes["edition"] == edition]
    whole = told["column"] == ""
    sessions = whole & told["table"].str.contains("/", regex=False) & (told["new"] == WHOLE_ROW)
    return EditionSummary(
        edition,
        int((snapshot.events["added"] == edition).sum()),
        int((~whole).sum()),
        int(sessions.sum()),
    )


def changes_since(snapshot: Snapshot, since: str) -> pd.DataFrame:
    """The rows of `snapshot.changes` told after `since`: an edition, a day, or a data version.

    An edition: what later ones changed. A day: what editions issued after it changed (one whose
    month alone is known counts to its end, one in the making always). A version: what is told now
    and was not told in it. "" means all. Raises `ValueError` for anything else, and
    `versions.NotHeld` or `versions.Unreadable` for a version that cannot be opened.
    """
    changes, editions = snapshot.changes, snapshot.editions
    if not since:
        return changes
    if since in editions.index:
        later = editions.index[editions.index.get_loc(since) + 1 :]
        return changes[changes["edition"].isin(later)]
    if _DAY.fullmatch(since):
        issued = editions["issued"].where(
            editions["issued"].str.len() != len("2025-11"), editions["issued"] + "-31"
        )
        later = editions.index[(issued > since) | (issued == "")]
        return changes[changes["edition"].isin(later)]
    if not VERSION.fullmatch(since):
        raise ValueError(f"{since!r} is no edition, no day and no data version")
    if since == snapshot.version:
        return changes.iloc[:0]
    return changes_between_snapshots(versions.open_version(since, snapshot), snapshot)


def changes_between_snapshots(then: Snapshot, now: Snapshot) -> pd.DataFrame:
    """The rows of `now.changes` that `then.changes` has not: corrections made in between and told."""
    known = set(then.changes.itertuples(index=False, name=None))
    fresh = [row not in known for row in now.changes.itertuples(index=False, name=None)]
    return now.changes[fresh]
