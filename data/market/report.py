"""What a refresh did, symbol by symbol, in words."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from data import store
from data.paths import database_path

UPDATED = "updated"
UP_TO_DATE = "up to date"
REFUSED = "refused"
FAILED = "failed"
NOT_ASKED = "not asked"


@dataclass(frozen=True)
class Outcome:
    """One symbol's part of a refresh."""

    symbol: str
    state: str
    message: str
    rows: int = 0
    quarantined: int = 0
    changes: tuple[str, ...] = ()
    """What was replaced, a phrase a value, e.g. "2025-07-03 close 101 → 102 (revised close)"."""


@dataclass(frozen=True)
class Report:
    """A whole refresh. `busy` when another one was running, which does the work."""

    outcomes: tuple[Outcome, ...] = ()
    requests: int = 0
    dry_run: bool = False
    busy: bool = False

    @property
    def rows(self) -> int:
        return sum(outcome.rows for outcome in self.outcomes)

    @property
    def quarantined(self) -> int:
        return sum(outcome.quarantined for outcome in self.outcomes)

    @property
    def troubled(self) -> tuple[Outcome, ...]:
        """Symbols that were refused, failed, or were not asked for."""
        return tuple(o for o in self.outcomes if o.state in (REFUSED, FAILED, NOT_ASKED))

    @property
    def message(self) -> str:
        """One or two sentences for the page and the terminal."""
        if self.busy:
            return "Another refresh is running already; its prices will show here when it is done."
        verb = "would be added" if self.dry_run else "added"
        words = f"{self.rows:,} row{'' if self.rows == 1 else 's'} {verb}"
        changed = sum(len(outcome.changes) for outcome in self.outcomes)
        if changed:
            values = f"{changed:,} value{'' if changed == 1 else 's'}"
            words += f", {values} {'would be changed' if self.dry_run else 'changed'}"
        if self.quarantined:
            words += f", {self.quarantined:,} kept aside for a look"
        if not self.troubled:
            return words + "."
        names = ", ".join(outcome.symbol for outcome in self.troubled)
        kept = "The stored record is as it was for them; the next try goes on from there."
        return f"{words}; no new prices for {names}. {kept}"


def last_refresh(path: Path | None = None) -> tuple[str, Report] | None:
    """When the last refresh ended (ISO, UTC) and what it did; None before the first."""
    with store.reading(database_path(path)) as connection:
        row = connection.execute(
            "SELECT finished_at, report FROM refresh_log ORDER BY rowid DESC LIMIT 1"
        ).fetchone()
    if row is None:
        return None
    fields = json.loads(row[1])
    outcomes = tuple(
        Outcome(**{**outcome, "changes": tuple(outcome.get("changes", ()))})
        for outcome in fields.pop("outcomes")
    )
    return row[0], Report(outcomes=outcomes, **fields)


def as_json(report: Report) -> str:
    return json.dumps(asdict(report))
