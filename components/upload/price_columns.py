"""Which columns of a table hold prices, and whose they are."""

from __future__ import annotations

from components.upload.headers import header_key, role_of, split_header
from components.upload.numbers import CURRENCIES, is_number
from components.upload.price_work import PriceLine, PriceWork
from components.upload.problems import Asked, BadCell, Question, UploadError, shortened
from components.upload.row_shares import only_share, settle, shares_of_rows
from components.upload.shares import Share
from components.upload.tables import Column, Table

_CLOSE_FIRST = ("close", "close last", "closing price", "last", "收盘", "收盘价", "price")


def lines_of(work: PriceWork, date: Column) -> tuple[list[PriceLine], list[Share | None] | None]:
    """The columns of prices, and for tables with a symbol in each row the share of each row."""
    table = work.table
    priced = [column for column in table.columns if column.role in ("close", "adj_close")]
    symbol, company = table.with_role("symbol"), table.with_role("company")
    if symbol or company:
        if not priced:
            raise UploadError(_no_price(table))
        line = PriceLine(_preferred(work, priced, "close"), _preferred(work, priced, "adj_close"))
        return [line], shares_of_rows(work, symbol, company)
    whose = {column.place: _share_text(column) for column in priced}
    if any(whose.values()):
        return _beside_each_other(work, priced, whose), None
    if priced:
        share, written = only_share(work)
        return [
            PriceLine(
                _preferred(work, priced, "close"), _preferred(work, priced, "adj_close"), share, written
            )
        ], None
    named = [
        column for column in table.columns if not column.role and column.header and has_numbers(table, column)
    ]
    if not named:
        raise UploadError(_no_price(table))
    lines = []
    for column in named:
        found = settle(work, column.header, column.header)
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
            lines.append(PriceLine(column, None, found, column.header))
    return _or_raise(work, lines), None


def _or_raise(work: PriceWork, lines: list[PriceLine]) -> list[PriceLine]:
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


def has_numbers(table: Table, column: Column) -> bool:
    filled = [cell for cell in table.cells(column)[:200] if cell != ""]
    return bool(filled) and sum(is_number(cell) for cell in filled) > 0.5 * len(filled)


def _preferred(work: PriceWork, priced: list[Column], role: str) -> Column | None:
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


def _beside_each_other(work: PriceWork, priced: list[Column], whose: dict[int, str]) -> list[PriceLine]:
    """Several prices of several shares beside each other: a line a share."""
    lines = []
    for text in dict.fromkeys(filter(None, whose.values())):
        mine = [column for column in priced if whose[column.place] == text]
        found = settle(work, text, text)
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
                PriceLine(_preferred(work, mine, "close"), _preferred(work, mine, "adj_close"), found, text)
            )
    return _or_raise(work, lines)


def like_prices(column: Column) -> bool:
    """Columns whose numbers are written as closes are."""
    words = ("open", "high", "low", "开盘", "最高", "最低", "hoch", "tief")
    return any(word in header_key(column.header) for word in words)
