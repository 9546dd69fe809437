"""Cells read one kind at a time: each reader returns a value or raises `ValueError` with a reason."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import datetime

from components.downloads.cells import is_formula
from data.markup import WHAT, holds_markup

_PLAIN_NUMBER = re.compile(r"[+\-]?(\d+\.?\d*|\.\d+)(e[+\-]?\d{1,3})?", re.ASCII | re.IGNORECASE)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._\-]{0,79}", re.ASCII)


def read_text(cell: str, longest: int) -> str:
    """Text without control characters; markup, and what a spreadsheet would run as a formula, is refused."""
    if is_formula(cell):
        raise ValueError(
            f"begins with “{cell.lstrip()[:1]}”, which spreadsheets run as a formula: write it as plain text"
        )
    if holds_markup(cell):
        raise ValueError(f"holds markup: write {WHAT}")
    if len(cell) > longest:
        raise ValueError(f"has {len(cell):,} characters; at most {longest:,} are kept")
    return "".join(character if character.isprintable() else " " for character in cell)


def read_number(cell: str) -> float:
    if not _PLAIN_NUMBER.fullmatch(cell):
        raise ValueError("is not a plain number: use a point for decimals and no other separators")
    value = float(cell)
    if not math.isfinite(value):
        raise ValueError("is too large a number")
    return value


def read_choice(cell: str, allowed: Iterable[str]) -> str:
    """One of `allowed`, whatever its case; spaces and hyphens may stand for underscores."""
    options = tuple(allowed)
    folded = {option.casefold(): option for option in options}
    key = cell.casefold()
    for form in (key, re.sub(r"[\s\-]+", "_", key)):
        if form in folded:
            return folded[form]
    raise ValueError(f"is not one of {', '.join(options)}")


def read_list(cell: str) -> tuple[str, ...]:
    """Parts of a cell, separated by `;` (or `,`), without repeats."""
    return tuple(dict.fromkeys(part.strip() for part in re.split("[;,、；，]", cell) if part.strip()))


def read_id(cell: str) -> str:
    if not _ID.fullmatch(cell):
        raise ValueError("may hold letters, digits, points, hyphens and underscores only, at most 80")
    return cell


def read_moment(cell: str) -> str:
    """A time with its offset from UTC, ISO 8601; without an offset a time names no moment."""
    example = "write it like 2021-03-15T18:30+08:00"
    try:
        moment = datetime.fromisoformat(cell.replace(" ", "T", 1))
    except ValueError:
        raise ValueError(f"is not a time we can read: {example}") from None
    if moment.tzinfo is None:
        raise ValueError(f"says no time zone: {example}")
    return moment.isoformat(timespec="minutes")
