"""Which shares each event of a list concerns: a ticker, a company, or several of them in one cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from components.upload.exchanges import NAMES
from components.upload.grid import Cell
from components.upload.headers import header_key
from components.upload.names import name_key
from components.upload.problems import Answers, Asked, Question, shortened
from components.upload.shares import Company, Directory, NoShare, Share, Unsettled
from components.upload.sheet import Sheet
from components.upload.tables import Column
from data.kinds import EXCHANGES

if TYPE_CHECKING:
    from data import Snapshot

_PARTED = (r"\s*[;；|\n]\s*", r"\s*[;；|\n,，、/&+]\s*|\s+and\s+|\s*和\s*|\s*与\s*")
_ALL = frozenset(("all", "everyone", "market", "sector", "全部", "所有", "行业", "板块"))


@dataclass(frozen=True)
class Named:
    """companies, symbols: of each row; both empty where a row names none. by_share: whether a column
    names any. understood: one row a text. places: the columns that were looked at."""

    companies: list[tuple[str, ...]]
    symbols: list[tuple[str, ...]]
    by_share: bool
    understood: pd.DataFrame | None
    places: frozenset[int]


def shares_of_events(
    sheet: Sheet, snapshot: Snapshot, answers: Answers, brought: pd.DataFrame | None
) -> Named:
    """Read the columns of shares. Raises `Asked` with every text that could be two things.

    A row of which some names are not understood keeps the others, and the rest is named; a row of
    which none is understood is left out: it would otherwise concern all shares.
    """
    columns = _in_order([column for column in sheet.table.columns if column.role == "shares"])
    count = len(sheet.table.rows)
    if not columns:
        return Named([()] * count, [()] * count, False, None, frozenset())
    reader = _Reader(Directory.of(snapshot), answers, brought)
    companies, symbols = [], []
    first, *others = [sheet.table.cells(column) for column in columns]
    filled = False
    ours = header_key(columns[0].header) == "affects"
    for place in range(count):
        if ours:  # the record's own table: companies that an event names, beside those it affects
            more = [one for other in others for one in reader.read(other[place])[0]]
            cell = first[place] or (
                "" if more else next((other[place] for other in others if other[place]), "")
            )
        else:
            more = []
            cell = next((one for one in (first[place], *(other[place] for other in others)) if one != ""), "")
        filled |= cell != "" or bool(more)
        found, wrong = reader.read(cell)
        found = [*found, *more]
        if ours and others and not found and not wrong:
            wrong = ["names no company, and in the record’s own table such an event concerns no share"]
        for reason in wrong:
            sheet.refuse(place, "shares", reason, dropped=not found)
        companies.append(tuple(dict.fromkeys(one.company for one in found if isinstance(one, Company))))
        symbols.append(tuple(dict.fromkeys(one.symbol for one in found if isinstance(one, Share))))
    if reader.questions:
        raise Asked(*reader.questions.values())
    table = pd.DataFrame(reader.understood, columns=["Written as", "Company", "Shares"]).drop_duplicates()
    return Named(
        companies,
        symbols,
        filled,
        table if len(table) else None,
        frozenset(column.place for column in columns),
    )


def _in_order(columns: list[Column]) -> list[Column]:
    """Our own column first, then tickers, then names."""

    def rank(column: Column) -> int:
        key = header_key(column.header)
        if key == "affects":
            return 0
        return 1 if re.search(r"ticker|symbol|code|ric|代码|代号", key) else 2

    return sorted(columns, key=rank)


class _Reader:
    """Cells of shares, each text understood once."""

    def __init__(self, directory: Directory, answers: Answers, brought: pd.DataFrame | None):
        self.directory, self.answers = directory, answers
        self.brought: dict[str, Share] = {}
        for symbol, listing in () if brought is None else brought.iterrows():
            share = Share(str(symbol), listing["exchange"], "", listing["company"])
            self.brought |= {name_key(str(symbol)): share, name_key(listing["company"]): share}
        self.known: dict[Cell, tuple[list[Share | Company], list[str]]] = {}
        self.questions: dict[str, Question] = {}
        self.understood: list[tuple[str, str, str]] = []

    def read(self, cell: Cell) -> tuple[list[Share | Company], list[str]]:
        """What a cell names, and why parts of it name nothing."""
        if cell == "" or str(cell).strip().casefold() in _ALL:
            return [], []
        if cell not in self.known:
            self.known[cell] = self._parts(cell)
        return self.known[cell]

    def _parts(self, cell: Cell) -> tuple[list[Share | Company], list[str]]:
        whole = self._one(cell)
        if not isinstance(whole, str) or not isinstance(cell, str):
            return ([], [whole]) if isinstance(whole, str) else (([whole] if whole else []), [])
        best: tuple[list[Share | Company], list[str]] = ([], [whole])
        for pattern in _PARTED:
            parts = [part for part in re.split(pattern, cell) if part.strip()]
            if len(parts) < 2:
                continue
            found: list[Share | Company] = []
            wrong: list[str] = []
            for part in parts:
                one = self._one(part)
                if isinstance(one, str):
                    wrong.append(f"“{shortened(part, 40)}” {one}")
                elif one is not None:
                    found.append(one)
            best = (found, wrong)
            if not wrong:
                break
        return best

    def _one(self, cell: Cell) -> Share | Company | str | None:
        """What one text names; a reason as text; None where it is asked or left out by an answer."""
        if (share := self.brought.get(name_key(str(cell)))) is not None:
            return self._said(cell, share)
        try:
            found = self.directory.understand(cell)
        except NoShare as problem:
            return str(problem)
        if isinstance(found, Unsettled):
            if not any(option in self.directory.listings for option in found.options):
                return "is no share of the record: bring its prices beside the events"
            question = Question(
                f"share:{cell}",
                found.why,
                {key: text for key, text in found.options.items() if key != "US"},
                found.suggested,
            )
            answer = self.answers.get(question)
            if answer is None:
                self.questions[question.key] = question
                return None
            settled = self.directory.answered(found, answer)
            return self._said(cell, settled) if settled else "was left out, as you said"
        if isinstance(found, Share) and not found.in_record:
            brought = self.brought.get(name_key(found.symbol))
            if brought is None:
                return f"({found.symbol}) is no share of the record: bring its prices beside the events"
            found = brought
        return self._said(cell, found)

    def _said(self, cell: Cell, found: Share | Company) -> Share | Company:
        """Keep for the page what a text was taken for."""
        shares = self.directory.listings_of(found.company) if isinstance(found, Company) else (found,)
        listed = "; ".join(
            f"{share.symbol} in {NAMES[share.exchange]}, {EXCHANGES[share.exchange]}" for share in shares
        )
        self.understood.append((str(cell), found.company or shares[0].name or shares[0].symbol, listed))
        return found
