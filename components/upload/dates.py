"""A column of dates. What could be read in two ways is asked, never guessed.

For dates such as 15/03/2021, 03/15/2021 and 03/15/21 the whole column decides: a number above 12, or a
weekday beside the date, shows which part is the day. When no cell shows it, the uploader must say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from components.upload.date_forms import EXAMPLE, ORDERS, Order, Parts, read_cell
from components.upload.grid import Cell
from components.upload.problems import Asked, Question, UploadError


class AmbiguousDates(Asked):
    """Dates such as 03/04/2021 that only the uploader can read."""

    def __init__(self, examples: tuple[str, ...], orders: tuple[Order, ...] = ("day first", "month first")):
        self.examples = examples
        ways = " or ".join(
            {"day first": "day/month", "month first": "month/day", "year first": "year/month/day"}[order]
            for order in orders
        )
        text = (
            f"The dates ({', '.join(examples)}) could be {ways}, and nothing in the file settles it: "
            "say which comes first"
        )
        super().__init__(Question("dates", text, {order: ORDERS[order] for order in orders}))


@dataclass(frozen=True)
class ReadDates:
    """values: a date, or None where the cell is blank or bad. reasons: place → why it is bad.
    order: how dates with the year last were read, None when there were none or it made no difference.
    evidence: the cell that showed the order, blank when the uploader declared it.
    times: cells whose hour was not used. numbers: a day number that was read, and as which day."""

    values: list[date | None]
    reasons: dict[int, str]
    order: Order | None
    evidence: str
    times: int = 0
    numbers: str = ""

    @property
    def notes(self) -> list[str]:
        """How the column was read, for the uploader to check."""
        said = []
        if self.evidence:
            said.append(
                f"Dates such as {self.evidence} show that they are written {self.order}; all were read so."
            )
        if self.numbers:
            said.append(f"Numbers in the date column were read as a spreadsheet’s days: {self.numbers}.")
        return said


def read_dates(
    cells: Sequence[Cell], declared: Order | None = None, *, epoch_1904: bool = False
) -> ReadDates:
    """Read a column of dates.

    Raises `AmbiguousDates` when it can be read in two ways, and `UploadError` when a spreadsheet has
    visibly swapped days and months in a part of it.
    """
    known: dict[Cell, date | str | None | Parts] = {}
    timed: set[Cell] = set()
    number = ""
    for cell in dict.fromkeys(cells):
        read, has_time, is_number = read_cell(cell, epoch_1904)
        known[cell] = read
        if has_time:
            timed.add(cell)
        if is_number and not number and isinstance(read, date):
            number = f"{cell} as {read.day} {read:%B %Y}"
    _refuse_swapped(known)
    parts = {cell: read for cell, read in known.items() if isinstance(read, Parts)}
    order, evidence = (declared, "") if declared else _order_shown(parts)
    values: list[date | None] = []
    reasons: dict[int, str] = {}
    for place, cell in enumerate(cells):
        found = known[cell]
        if isinstance(found, Parts):
            found = _ordered(found, order)
        if isinstance(found, str):
            reasons[place] = found
        values.append(found if isinstance(found, date) else None)
    return ReadDates(
        values,
        reasons,
        order if parts else None,
        evidence,
        sum(cell in timed for cell in cells),
        number,
    )


def looks_like_date(cell: Cell) -> bool:
    """Whether a cell is a date however it is ordered; day numbers of a spreadsheet are not told apart."""
    if not isinstance(cell, str):
        return False
    read, _, number = read_cell(cell)
    return (isinstance(read, date) and not number) or (isinstance(read, Parts) and bool(read.orders()))


def may_be_date(cell: Cell) -> bool:
    """The same, with numbers that can be a spreadsheet's days or days written in eight digits."""
    return looks_like_date(cell) or isinstance(read_cell(cell)[0], date)


def _order_shown(parts: dict[Cell, Parts]) -> tuple[Order | None, str]:
    """What the dates with the year last show by themselves, with the cell that shows it."""
    possible = {cell: one.orders() for cell, one in parts.items()}
    possible = {cell: orders for cell, orders in possible.items() if orders}
    if not possible:
        return None, ""
    agreed = frozenset(ORDERS).intersection(*possible.values())
    if not agreed:
        return None, ""  # the column mixes orders: each cell must stand alone
    open_cells = [cell for cell in possible if len({parts[cell].read(order) for order in agreed}) > 1]
    if open_cells:
        asked = tuple(order for order in ORDERS if order in agreed)
        raise AmbiguousDates(tuple(str(cell) for cell in open_cells[:3]), asked)
    order = next(order for order in ORDERS if order in agreed)
    shown = [cell for cell, orders in possible.items() if len(orders) == 1]
    if not shown and len({parts[cell].read(o) for cell in possible for o in possible[cell]}) == len(possible):
        return None, ""  # such as 05/05/2021 alone
    evidence = shown[0] if shown else min(possible, key=lambda cell: len(possible[cell]))
    return order, str(evidence)


def _ordered(parts: Parts, order: Order | None) -> date | str:
    if order is not None:
        found = parts.read(order)
        if found is not None:
            return found
        readable = parts.whatever_weekday()
        if parts.weekdays and any(isinstance(one, date) for one in readable):
            return f"its weekday is another when read {order}, as the rest of the column is"
        return next(
            (one for one in readable if isinstance(one, str) and "year must" in one),
            f"there is no such day when read {order}, as the rest of the column is",
        )
    days = {found for one in parts.orders() if (found := parts.read(one)) is not None}
    if len(days) == 1:
        return days.pop()
    if days:
        return f"could be day/month or month/day, and the column mixes both: {EXAMPLE}"
    readable = parts.whatever_weekday()
    if any(isinstance(one, date) for one in readable):
        return "the weekday beside the date is not that day’s: one of the two is wrong"
    return next(one for one in readable if isinstance(one, str))


def _refuse_swapped(known: dict[Cell, date | str | None | Parts]) -> None:
    """A spreadsheet that expects the other order turns 05/03 into a date of its own and leaves 13/03
    as text: then no day above 12 is among its dates, and every text has one."""
    texts = [(cell, one) for cell, one in known.items() if isinstance(one, Parts)]
    days = [one for one in known.values() if isinstance(one, date)]
    if not texts or not days or any(one.day > 12 for one in days):
        return
    if all(one.day == one.month for one in days) or not all(len(one.orders()) == 1 for _, one in texts):
        return
    raise UploadError(
        f"The date column mixes dates with text such as {texts[0][0]}: a spreadsheet has probably swapped "
        f"day and month in the others (such as {days[0].isoformat()}); import the column as text and upload "
        "again"
    )
