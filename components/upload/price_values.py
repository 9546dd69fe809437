"""The numbers of one line of prices: close and adjusted close, refused where they cannot be."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from components.upload.grid import Cell
from components.upload.headers import header_key, unit_of
from components.upload.numbers import CURRENCIES, DECIMAL_SIGNS, ReadNumbers, read_numbers
from components.upload.price_columns import like_prices
from components.upload.price_work import ROW, PriceLine, PriceWork
from components.upload.problems import UploadError
from components.upload.shares import Share
from components.upload.tables import Column, Table
from data.kinds import EXCHANGES

_HIGHEST = 1e9


@dataclass(frozen=True)
class _Numbers:
    """The prices of a line: closes and adjusted closes with the cells they come from; the currency
    that header or cells name ("" for none)."""

    column: Column
    cells: list[Cell]
    close: ReadNumbers
    adjusted_cells: list[Cell]
    adjusted: ReadNumbers
    unit: str


def _numbers(work: PriceWork, line: PriceLine) -> _Numbers:
    table = work.table
    column = line.close or line.adjusted
    assert column is not None
    if line.close is None:
        work.notes.append(f"Only an adjusted close (“{column.name}”) was found; it serves as the close.")
    beside = [table.cells(one) for one in table.columns if one.role == "other" and like_prices(one)]
    said = work.answers.given.get(f"decimals:{table.file}", "")
    said = said if said in DECIMAL_SIGNS else ""
    cells = table.cells(column)
    read = read_numbers(cells, column.name, beside=beside, declared=said)
    second = line.adjusted if line.close else None
    more = table.cells(second)
    also = read_numbers(
        more, second.name if second else "", beside=[cells, *beside], declared=said or read.sign
    )
    if read.evidence and (read.sign == "comma" or any("," in str(cell) for cell in cells[:500])):
        work.notes.append(f"“{column.name}” has a decimal {read.sign}, as {read.evidence} shows.")
    if read.mixed:
        work.notes.append(
            f"“{column.name}” mixes decimal points and decimal commas ({read.mixed}): each number was "
            "read by its own shape."
        )
    _refuse_split_numbers(table, column, cells)
    if len(read.currencies) > 1:
        raise UploadError(
            f"The column “{column.name}” mixes currencies ({', '.join(sorted(read.currencies))}): "
            "bring one currency"
        )
    in_header = [unit_of(column.header), *column.header.split()]
    named = [CURRENCIES[part.upper()] for part in in_header if part.upper() in CURRENCIES]
    return _Numbers(column, cells, read, more, also, next(iter([*named, *read.currencies]), ""))


def _refuse_split_numbers(table: Table, column: Column, cells: list[Cell]) -> None:
    """1,110.50 that the separator has split into 1 and 110.50, where the header has a column more."""
    following = next((one for one in table.columns if one.place == column.place + 1), None)
    if table.kind != "text" or following is None:
        return
    if following.header and "vol" not in header_key(following.header):
        return  # an open or a high may well stand there
    pairs = [
        (str(a), str(b)) for a, b in zip(cells, table.cells(following), strict=True) if a != "" and b != ""
    ]
    if pairs and all(re.fullmatch(r"\d{1,3}", a) and re.fullmatch(r"\d{3}\.\d+", b) for a, b in pairs):
        raise UploadError(
            f"Row {table.numbers[0]} reads {pairs[0][0]} under “{column.name}” and {pairs[0][1]} beside it, "
            "as all rows do: numbers with a comma were split at it; put them between quotation marks"
        )


def read_line(
    work: PriceWork, line: PriceLine, dates: list[object], shares: list[Share | None] | None, single: bool
) -> pd.DataFrame:
    """The rows of one line; what is left out is named, blanks of one share beside others are not."""
    table, found = work.table, _numbers(work, line)
    currency = table.with_role("currency")
    money = table.cells(currency)
    already = {bad.row for bad in work.problems if bad.dropped}
    rows = []
    for place, day in enumerate(dates):
        number = table.numbers[place]
        share = line.share if shares is None else shares[place]
        if day is None or share is None or (shares is not None and number in already):
            continue
        cell, value = found.cells[place], found.adjusted.values[place]
        if reason := _why_no_price(found.close.values[place], found.close.reasons.get(place), cell):
            if single or cell != "":
                work.refuse(place, found.column.name, cell, reason, dropped=single)
        elif wrong := _other_currency(str(money[place]), found.unit, share):
            where = currency if currency and money[place] != "" else found.column
            work.refuse(place, where.name, money[place] or cell, wrong)
        elif reason := _why_no_adjusted(value, found.adjusted.reasons.get(place)):
            name = line.adjusted.name if line.adjusted else found.column.name
            work.refuse(place, name, found.adjusted_cells[place], reason)
        else:
            about = (share.exchange, share.company, share.name, line.written or share.symbol)
            rows.append((share.symbol, day, found.close.values[place], value, *about, number, table.file))
    frame = pd.DataFrame(rows, columns=list(ROW))
    frame["date"] = pd.to_datetime(frame["date"]).astype("datetime64[us]")
    if shares is not None:
        _as_written(work, frame)
    return frame


def _why_no_adjusted(value: float, reason: str | None) -> str:
    """Why an adjusted close is bad; a blank one is not."""
    if reason or math.isnan(value) or 0 < value < _HIGHEST:
        return reason or ""
    return "must be above 0 and below a billion"


def _as_written(work: PriceWork, frame: pd.DataFrame) -> None:
    """The symbol of each row as the file has it."""
    column = work.table.with_role("symbol") or work.table.with_role("company")
    by_row = dict(zip(work.table.numbers, map(str, work.table.cells(column)), strict=True))
    frame["written"] = [
        by_row[row] or symbol for row, symbol in zip(frame["row"], frame["symbol"], strict=True)
    ]


def _why_no_price(value: float, reason: str | None, cell: Cell) -> str:
    if reason:
        return reason
    if np.isnan(value):
        return "is blank" if cell == "" else "says that there is no price"
    if not 0 < value < _HIGHEST:
        return "must be above 0 and below a billion"
    return ""


def _other_currency(said: str, unit: str, share: Share) -> str:
    """Why a price of this currency is none of this share; "" when it can be."""
    named = CURRENCIES.get(said.strip().upper(), said.strip().upper()) if said.strip() else unit
    wanted = EXCHANGES[share.exchange]
    if not named or named == wanted or named in ("$", "元"):
        return ""
    return f"is in {named}, and {share.symbol} is traded in {wanted}"
