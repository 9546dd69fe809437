"""Whose share a row or a whole table of prices is."""

from __future__ import annotations

import re
from contextlib import suppress

from components.upload.exchanges import exchange_of
from components.upload.grid import Cell
from components.upload.headers import role_of
from components.upload.numbers import CURRENCIES
from components.upload.price_work import PriceWork
from components.upload.problems import Asked, Question, UploadError, shortened
from components.upload.shares import Company, NoShare, Share, UnknownName, Unsettled, parts_of_name
from components.upload.tables import Column, Table
from data.kinds import EXCHANGES


def only_share(work: PriceWork) -> tuple[Share, str]:
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
        found = settle(work, answer, answer)
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
        settled = settle(work, text, text)
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


def shares_of_rows(work: PriceWork, symbol: Column | None, company: Column | None) -> list[Share | None]:
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


def _agreed(work: PriceWork, share: Share, name: str) -> Share | str:
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


def _share_of_row(work: PriceWork, code: Cell, name: Cell, where: Cell) -> Share | str | None:
    exchange = ""
    if where != "":
        try:
            exchange = exchange_of(str(where))
        except ValueError as elsewhere:
            return str(elsewhere)
        if not exchange:
            return f"has an exchange that we do not know (“{shortened(str(where), 30)}”)"
    return settle(work, code if code != "" else name, str(code if code != "" else name), exchange)


def settle(work: PriceWork, cell: Cell, written: str, exchange: str = "") -> Share | str | None:
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
