"""What was repaired, told until the operator has read it.

`<database>.repairs.json` stands beside the database: a list of repairs, each with what was
wrong, what became of the user's own rows, and where the file that was found is kept.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

LONGEST_LIST = 50


@dataclass(frozen=True)
class Rescued:
    """A user's table: rows read from the file that was found, further ones from the copy, and whether
    that is known to be all."""

    table: str
    read: int
    from_copy: int
    whole: bool


@dataclass(frozen=True)
class Repair:
    """One repair of the database. `kept`: the name of the file found, "" if it was mended in place."""

    at: str
    faults: tuple[str, ...]
    rescued: tuple[Rescued, ...] = ()
    kept: str = ""
    read: bool = False
    """Whether the operator has acknowledged it."""

    @property
    def concerns_user(self) -> bool:
        """Whether a user had rows, or may have had some that could not be read."""
        return any(part.read or part.from_copy or not part.whole for part in self.rescued)

    def in_words(self) -> str:
        """When, what was wrong, what became of the user's rows: a few sentences for the operator."""
        day, _, hour = self.at.partition("T")
        words = [f"{day}, {hour[:5]} UTC: {'; '.join(self.faults)}."]
        kept = [
            f"{part.read + part.from_copy:,} of {part.table}"
            + (f" ({part.from_copy:,} of them from the copy)" if part.from_copy else "")
            for part in self.rescued
            if part.read or part.from_copy
        ]
        if kept:
            words.append(f"Rows of yours that are kept: {', '.join(kept)}.")
        doubtful = [part.table for part in self.rescued if not part.whole]
        if doubtful:
            words.append(f"Whether that is all could not be told of {', '.join(doubtful)}.")
        if self.kept:
            words.append(f"The file that was found is {self.kept}.")
        return " ".join(words)


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def place(path: Path) -> Path:
    return path.with_name(path.name + ".repairs.json")


def repairs(path: Path) -> tuple[Repair, ...]:
    """Every repair of the database at `path`, the oldest first; none where the list cannot be read."""
    try:
        told = json.loads(place(path).read_text(encoding="utf-8"))
        return tuple(
            Repair(
                one["at"],
                tuple(one["faults"]),
                tuple(Rescued(**part) for part in one["rescued"]),
                one["kept"],
                one["read"],
            )
            for one in told
        )
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def unread(path: Path) -> tuple[Repair, ...]:
    """Repairs that concern a user's rows and were not acknowledged yet."""
    return tuple(one for one in repairs(path) if one.concerns_user and not one.read)


def record(path: Path, repair: Repair) -> None:
    _write(path, [*repairs(path), repair])


def acknowledge(path: Path) -> int:
    """Mark every repair as read; how many were not."""
    waiting = unread(path)
    if waiting:
        _write(path, [replace(one, read=True) for one in repairs(path)])
    return len(waiting)


def _write(path: Path, told: Sequence[Repair]) -> None:
    target = place(path)
    part = target.with_name(f"{target.name}.{os.getpid()}")
    text = json.dumps([asdict(one) for one in told[-LONGEST_LIST:]], indent=1)
    part.write_text(text + "\n", encoding="utf-8")
    os.replace(part, target)
