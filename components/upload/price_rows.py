"""A table of prices, in whatever layout, as rows of one share and one day.

Layouts: a symbol in each row; one share a file, which a column, the text above the table, the sheet
or the file name says; a column a share; several prices of several shares beside each other.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.upload.dates import ORDERS, Order, read_dates
from components.upload.exchanges import exchange_of
from components.upload.grid import Cell
from components.upload.headers import header_key, role_of, split_header, unit_of
from components.upload.numbers import CURRENCIES, DECIMAL_SIGNS, ReadNumbers, is_number, read_numbers
from components.upload.problems import Answers, Asked, BadCell, Question, UploadError, shortened
from components.upload.shares import Company, Directory, NoShare, Share, UnknownName, Unsettled, parts_of_name
from components.upload.tables import Column, Table
from data.kinds import EXCHANGES

if TYPE_CHECKING:
    from data import Snapshot

_CLOSE_FIRST = ("close", "close last", "closing price", "last", "收盘", "收盘价", "price")
_HIGHEST = 1e9
ROW = ("symbol", "date", "close", "adj_close", "exchange", "company", "label", "written", "row", "file")


@dataclass
class Series:
    """rows: columns `ROW`; written: the symbol as the file has it; company: "" for a share that is not
    the record's. rows_in: rows of the sheet under the header."""

    rows: pd.DataFrame
    problems: list[BadCell]
    notes: list[str]
    rows_in: int


@dataclass(frozen=True)
class _Line:
    """Prices of one column of the table: whose they are in each row is in `shares`, where one share
    holds for all it is `share`."""

    close: Column | None
    adjusted: Column | None
    share: Share | None = None
    written: str = ""


@dataclass
class _Work:
    table: Table
    directory: Directory
    snapshot: Snapshot
    answers: Answers
    problems: list[BadCell] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)

    def refuse(self, place: int, column: str, value: Cell, reason: str, dropped: bool = True) -> None:
        self.problems.append(
            BadCell(
                self.table.numbers[place], column, shortened(str(value)), reason, dropped, self.table.file
            )
        )


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
    work = _Work(table, directory, snapshot, answers)
    date = table.with_role("date")
    if date is None:
        raise UploadError(
            f"No column of dates was found; the header reads: "
            f"{shortened(', '.join(c.name for c in table.columns), 200)}; "
            "say in the preview which column is the date"
        )
    lines, cells_of = _lines(work, date)
    dates = _dates(work, date, lines)
    frames = []
    for line in lines:
        shares = cells_of if line.share is None else None
        frames.append(_read_line(work, line, dates, shares, single=len(lines) == 1))
    if work.questions:
        raise Asked(*work.questions.values())
    rows = pd.concat(frames, ignore_index=True)
    work.notes += _unused(work, date, lines)
    return Series(rows, work.problems, work.notes, len(table.rows))


def _dates(work: _Work, date: Column, lines: list[_Line]) -> list[object]:
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


# Whose prices ------------------------------------------------------------------------------------------


def _lines(work: _Work, date: Column) -> tuple[list[_Line], list[Share | None] | None]:
    """The columns of prices, and for tables with a symbol in each row the share of each row."""
    table = work.table
    priced = [column for column in table.columns if column.role in ("close", "adj_close")]
    symbol, company = table.with_role("symbol"), table.with_role("company")
    if symbol or company:
        if not priced:
            raise UploadError(_no_price(table))
        line = _Line(_preferred(work, priced, "close"), _preferred(work, priced, "adj_close"))
        return [line], _shares_of_rows(work, symbol, company)
    whose = {column.place: _share_text(column) for column in priced}
    if any(whose.values()):
        return _beside_each_other(work, priced, whose), None
    if priced:
        share, written = _only_share(work)
        return [
            _Line(_preferred(work, priced, "close"), _preferred(work, priced, "adj_close"), share, written)
        ], None
    named = [
        column
        for column in table.columns
        if not column.role and column.header and _has_numbers(table, column)
    ]
    if not named:
        raise UploadError(_no_price(table))
    lines = []
    for column in named:
        found = _settle(work, column.header, column.header)
        if isinstance(found, str):
            work.problems.append(
                BadCell(
                    0,
                    column.letter,
                    shortened(column.header),
                    f"{found}: the column is not used",
                    False,
                    table.file,
                )
            )
        elif found is not None:
            lines.append(_Line(column, None, found, column.header))
    return _or_raise(work, lines), None


def _or_raise(work: _Work, lines: list[_Line]) -> list[_Line]:
    """The lines, when some are left or questions are open."""
    if work.questions:
        raise Asked(*work.questions.values())
    if not lines:
        reasons = "; ".join(f"“{bad.value}” {bad.reason}" for bad in work.problems[:3])
        raise UploadError(f"No column holds prices of a share that can be studied here: {reasons}")
    return lines


def _no_price(table: Table) -> str:
    header = shortened(", ".join(column.name for column in table.columns), 200)
    return (
        f"No column of closing prices was found; the header reads: {header}; say in the preview which "
        f"column is the close"
    )


def _has_numbers(table: Table, column: Column) -> bool:
    filled = [cell for cell in table.cells(column)[:200] if cell != ""]
    return bool(filled) and sum(is_number(cell) for cell in filled) > 0.5 * len(filled)


def _preferred(work: _Work, priced: list[Column], role: str) -> Column | None:
    """The column of a role; of several the one that is most surely a close, and it is said."""
    candidates = [column for column in priced if column.role == role]
    if not candidates:
        return None

    def rank(column: Column) -> int:
        key = header_key(column.header)
        return _CLOSE_FIRST.index(key) if key in _CLOSE_FIRST else len(_CLOSE_FIRST)

    best = min(candidates, key=rank)
    tied = [column for column in candidates if rank(column) == rank(best)]
    if len(tied) > 1 and any(work.table.cells(one) != work.table.cells(best) for one in tied):
        text = (
            f"Several columns can be the {'close' if role == 'close' else 'adjusted close'}: say which "
            f"one is meant"
        )
        options = {str(one.place): f"{one.letter} · {one.name}" for one in tied}
        question = Question(f"which:{work.table.file}:{role}:{best.place}", text, options)
        if (answer := work.answers.get(question)) is None:
            raise Asked(question)
        best = next(one for one in tied if str(one.place) == answer)
    if others := [column for column in candidates if column is not best]:
        names = ", ".join(f"“{column.name}”" for column in others)
        work.notes.append(f"“{best.name}” was taken for the close, and {names} not used.")
    return best


def _share_text(column: Column) -> str:
    """What stands above a column of prices besides the words for the price: whose they are.

    A header without such a word was made a price by the uploader, and is a word for it then.
    """
    if not any(role_of(part, "prices") or split_header(part)[0] for part in column.stack if part):
        return ""
    for part in column.stack:
        if not part or role_of(part, "prices"):
            continue
        role, rest = split_header(part)
        text = rest if role else part
        if text and text.upper() not in CURRENCIES and not role_of(text, "prices"):
            return text
    return ""


def _beside_each_other(work: _Work, priced: list[Column], whose: dict[int, str]) -> list[_Line]:
    """Several prices of several shares beside each other: a line a share."""
    lines = []
    for text in dict.fromkeys(filter(None, whose.values())):
        mine = [column for column in priced if whose[column.place] == text]
        found = _settle(work, text, text)
        if isinstance(found, str):
            work.problems.append(
                BadCell(
                    0,
                    mine[0].letter,
                    shortened(text),
                    f"{found}: the column is not used",
                    False,
                    work.table.file,
                )
            )
        elif found is not None:
            lines.append(
                _Line(_preferred(work, mine, "close"), _preferred(work, mine, "adj_close"), found, text)
            )
    return _or_raise(work, lines)


def _only_share(work: _Work) -> tuple[Share, str]:
    """Whose prices a table without symbols holds: what stands above it, the sheet's name, the file's."""
    table = work.table
    question = Question(
        f"whose:{table.file}",
        f"Whose prices are in {table.file or 'this table'}? Write a symbol such as 0700.HK, 700 HK or "
        f"NYSE:NTES",
        {},
        free=True,
    )
    if answer := (work.answers.get(question) or "").strip():
        found = _settle(work, answer, answer)
        if isinstance(found, Share):
            return found, answer
        if isinstance(found, str):
            text = f"“{shortened(answer, 40)}” {found}. {question.text}"
            raise Asked(Question(question.key, text, {}, free=True))
        raise Asked(*(work.questions.values() or [question]))
    for text, sure in _said_of_share(table):
        try:
            meant = work.directory.understand(text)
        except UnknownName:
            continue
        except NoShare as problem:
            raise UploadError(f"“{shortened(text, 60)}” {problem}") from None
        if isinstance(meant, Unsettled) and not sure:
            continue  # a word such as “data” is no ticker, and a year no code
        settled = _settle(work, text, text)
        if isinstance(settled, Share):
            said = f"“{shortened(text, 60)}” was taken for {settled.symbol}"
            work.notes.append(f"The file has no symbols: {said}.")
            return settled, text
        if work.questions:
            raise Asked(*work.questions.values())
    raise Asked(question)


def _said_of_share(table: Table) -> list[tuple[str, bool]]:
    """Texts that may name the share of a table, the surest first: what is labelled so above it, the
    other texts there, the names of sheet and file. With each, whether a bare ticker is one there."""
    labelled = [_after_label(text) for text in table.preamble]
    said = [(text, True) for text, whole in zip(labelled, table.preamble, strict=True) if text != whole]
    said += [(part, False) for text in table.preamble for part in parts_of_name(text)]
    for name in (table.sheet, table.file):
        for part in parts_of_name(name):
            code = part.isdecimal() and len(part) > 2
            said.append((part, code or (part.isupper() and part not in CURRENCIES)))
    for part in parts_of_name(table.file):
        # NTES.O beside other words: only codes that say their exchange.
        said += [
            (word, False) for word in part.split() if re.fullmatch(r"[A-Z0-9]+\.[A-Z]{1,2}|0\d{4}", word)
        ]
    return said


def _after_label(text: str) -> str:
    """`Symbol: NYSE:NTES` above a table as `NYSE:NTES`."""
    label, colon, rest = text.replace("：", ":").partition(":")
    return rest.strip() if colon and role_of(label, "prices") in ("symbol", "company") else text


def _shares_of_rows(work: _Work, symbol: Column | None, company: Column | None) -> list[Share | None]:
    """The share of each row; rows whose share cannot be told are named."""
    table = work.table
    exchange = table.with_role("exchange")
    columns = [table.cells(column) for column in (symbol, company, exchange)]
    known: dict[tuple[Cell, ...], Share | str | None] = {}
    shares: list[Share | None] = []
    column = symbol or company
    assert column is not None
    said = _exchanges_said(columns)
    for place, (code, name, where) in enumerate(zip(*columns, strict=True)):
        # A name given once holds for the symbol; an exchange too.
        key = (code, name if code == "" else "", where or said.get(code, ""))
        if key not in known:
            known[key] = _share_of_row(work, *key)
        found = known[key]
        if isinstance(found, Share) and code != "" and name != "":
            found = _agreed(work, found, str(name))
        if isinstance(found, str):
            # Totals and remarks under the table have neither date nor share: their date is named.
            work.refuse(place, column.name, code or name, found)
            found = None
        shares.append(found)
    if work.questions:
        raise Asked(*work.questions.values())
    return shares


def _exchanges_said(columns: list[list[Cell]]) -> dict[Cell, Cell]:
    """Symbol → the exchange that one of its rows names."""
    said: dict[Cell, Cell] = {}
    for code, _, where in zip(*columns, strict=True):
        if where != "" and code != "":
            said.setdefault(code, where)
    return said


def _agreed(work: _Work, share: Share, name: str) -> Share | str:
    """The share with its name; a symbol and a name of two companies of the record contradict each other."""
    meant: Share | Company | Unsettled | None = None
    with suppress(NoShare):
        meant = work.directory.understand(name)
    other = meant.company if isinstance(meant, (Company, Share)) else ""
    if share.company and other and other != share.company:
        return f"is {share.company} by its symbol and {other} by its name"
    if share.company:
        return share
    return Share(share.symbol, share.exchange, "", shortened(name, 80))


def _share_of_row(work: _Work, code: Cell, name: Cell, where: Cell) -> Share | str | None:
    exchange = ""
    if where != "":
        try:
            exchange = exchange_of(str(where))
        except ValueError as elsewhere:
            return str(elsewhere)
        if not exchange:
            return f"has an exchange that we do not know (“{shortened(str(where), 30)}”)"
    return _settle(work, code if code != "" else name, str(code if code != "" else name), exchange)


def _settle(work: _Work, cell: Cell, written: str, exchange: str = "") -> Share | str | None:
    """One share for what is written: a reason why not as text, None when it is left out or asked."""
    found: Share | Company | Unsettled
    try:
        found = work.directory.understand(cell, exchange)
    except NoShare as problem:
        return str(problem)
    if isinstance(found, Share):
        return found
    if isinstance(found, Company):
        listings = work.directory.listings_of(found.company)
        found = Unsettled(
            found.company,
            f"“{shortened(written, 40)}” is a company, which may have several shares: say whose prices "
            f"these are",
            {one.symbol: f"{one.symbol}, in {EXCHANGES[one.exchange]}" for one in listings}
            | {"": "None of these: leave them out"},
        )
    question = Question(f"share:{written}", found.why, found.options, found.suggested)
    answer = work.answers.get(question)
    if answer is None:
        work.questions[question.key] = question
        return None
    try:
        settled = work.directory.answered(found, answer)
    except NoShare as problem:
        return str(problem)
    return settled if isinstance(settled, Share) else "was left out, as you said"


# The prices ---------------------------------------------------------------------------------------------


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


def _numbers(work: _Work, line: _Line) -> _Numbers:
    table = work.table
    column = line.close or line.adjusted
    assert column is not None
    if line.close is None:
        work.notes.append(f"Only an adjusted close (“{column.name}”) was found; it serves as the close.")
    beside = [table.cells(one) for one in table.columns if one.role == "other" and _like_prices(one)]
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


def _read_line(
    work: _Work, line: _Line, dates: list[object], shares: list[Share | None] | None, single: bool
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


def _as_written(work: _Work, frame: pd.DataFrame) -> None:
    """The symbol of each row as the file has it."""
    column = work.table.with_role("symbol") or work.table.with_role("company")
    by_row = dict(zip(work.table.numbers, map(str, work.table.cells(column)), strict=True))
    frame["written"] = [
        by_row[row] or symbol for row, symbol in zip(frame["row"], frame["symbol"], strict=True)
    ]


def _like_prices(column: Column) -> bool:
    """Columns whose numbers are written as closes are."""
    words = ("open", "high", "low", "开盘", "最高", "最低", "hoch", "tief")
    return any(word in header_key(column.header) for word in words)


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


def _unused(work: _Work, date: Column, lines: Iterable[_Line]) -> list[str]:
    used = {date.place}
    for line in lines:
        used |= {one.place for one in (line.close, line.adjusted) if one is not None}
    roles = ("symbol", "company", "exchange", "currency")
    left = [
        column.name
        for column in work.table.columns
        if column.place not in used
        and column.role not in roles
        and (column.header or _has_numbers(work.table, column))
    ]
    return [f"Columns not used: {shortened(', '.join(left), 200)}."] if left else []
