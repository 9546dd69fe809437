"""A table of prices, in whatever layout, as rows of one share and one day.

Layouts: a symbol in each row; one share a file, which a column, the text above the table, the sheet
or the file name says; a column a share; several prices of several shares beside each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from components.upload.date_forms import ORDERS, Order
from components.upload.dates import read_dates
from components.upload.price_columns import has_numbers, lines_of
from components.upload.price_values import read_line
from components.upload.price_work import PriceLine, PriceWork
from components.upload.problems import Answers, Asked, BadCell, UploadError, shortened
from components.upload.shares import Directory
from components.upload.tables import Column, Table

if TYPE_CHECKING:
    from data import Snapshot


@dataclass
class Series:
    """rows: columns `ROW`; written: the symbol as the file has it; company: "" for a share that is not
    the record's. rows_in: rows of the sheet under the header."""

    rows: pd.DataFrame
    problems: list[BadCell]
    notes: list[str]
    rows_in: int


def series_of(table: Table, directory: Directory, snapshot: Snapshot, answers: Answers) -> Series:
    """Read a table. Raises `Asked` for what it leaves open, `UploadError` when it has no dates or prices."""
    read = [_block(block, directory, snapshot, answers) for block in table.blocks()]
    notes = [note for one in read for note in one.notes]
    return Series(
        pd.concat([one.rows for one in read], ignore_index=True),
        [bad for one in read for bad in one.problems],
        list(dict.fromkeys(notes)),
        len(table.rows),
    )


def _block(table: Table, directory: Directory, snapshot: Snapshot, answers: Answers) -> Series:
    """A table with one column of dates."""
    work = PriceWork(table, directory, snapshot, answers)
    date = table.with_role("date")
    if date is None:
        raise UploadError(
            f"No column of dates was found; the header reads: "
            f"{shortened(', '.join(c.name for c in table.columns), 200)}; "
            "say in the preview which column is the date"
        )
    lines, cells_of = lines_of(work, date)
    dates = _dates(work, date, lines)
    frames = []
    for line in lines:
        shares = cells_of if line.share is None else None
        frames.append(read_line(work, line, dates, shares, single=len(lines) == 1))
    if work.questions:
        raise Asked(*work.questions.values())
    rows = pd.concat(frames, ignore_index=True)
    work.notes += _unused(work, date, lines)
    return Series(rows, work.problems, work.notes, len(table.rows))


def _dates(work: PriceWork, date: Column, lines: list[PriceLine]) -> list[object]:
    """The date of each row, None where there is none; rows without a date are named, blank ones too."""
    table = work.table
    said = work.answers.given.get(f"dates:{table.file}", "")
    declared: Order | None = said if said in ORDERS else None
    read = read_dates(table.cells(date), declared, epoch_1904=table.epoch_1904)
    work.notes += read.notes
    for place, reason in read.reasons.items():
        work.refuse(place, date.name, table.rows[place][date.place], reason)
    for place, value in enumerate(read.values):
        if value is None and place not in read.reasons:
            work.refuse(place, date.name, "", "is blank and must not be")
    return list(read.values)


def _unused(work: PriceWork, date: Column, lines: Iterable[PriceLine]) -> list[str]:
    used = {date.place}
    for line in lines:
        used |= {one.place for one in (line.close, line.adjusted) if one is not None}
    roles = ("symbol", "company", "exchange", "currency")
    left = [
        column.name
        for column in work.table.columns
        if column.place not in used
        and column.role not in roles
        and (column.header or has_numbers(work.table, column))
    ]
    return [f"Columns not used: {shortened(', '.join(left), 200)}."] if left else []
