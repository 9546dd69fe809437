"""The pair as a workbook whose formulas recompute every number from the closes."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.utils import get_column_letter as letter

from components.downloads.reproducible import reproducible_bytes
from components.record_name import record_name
from components.worksheets import control_sheets, formulas, formulas_window
from components.worksheets.check_sheet import check_sheet
from components.worksheets.event_window_sheet import event_window
from components.worksheets.formulas import PERCENT, Quantity
from components.worksheets.formulas_columns import recent_columns, sample_columns
from components.worksheets.pair import Pair
from components.worksheets.params import NONE, WORKED
from components.worksheets.read_me import read_me
from components.worksheets.sheet import DAY, FIRST, LEVEL, PRICE, Sheet


def workbook(pair: Pair) -> bytes:
    """Sheets: Read me, Prices (data), Returns, Estimation, Event window, Test (formulas), Check; beside a
    control portfolio four more (`control_sheets`).

    The study's own numbers stand in Check alone. With `answers` "apart" the formula cells are
    blank, for a class to fill in, and Check sets the study's numbers beside theirs; with "none"
    Check is left out. Bytes depend on the pair only.
    """
    book = Workbook()
    book.remove(book.active)
    fill_in = pair.params.answers != WORKED
    read_me(book, pair)
    prices = _prices(book, pair)
    if pair.portfolio:
        control_sheets.control_prices(book, pair, pair.portfolio)
        control_sheets.weights(book, pair.portfolio)
        control_sheets.control_returns(book, pair, pair.portfolio, fill_in=fill_in)
    columns = _returns(book, pair, prices, fill_in)
    if pair.portfolio:
        control_sheets.products(book, pair, pair.portfolio, columns["sample"], fill_in=fill_in)
    _estimation(book, pair, columns, fill_in)
    window = event_window(book, pair, columns, fill_in)
    _test(book, pair, prices, window, fill_in)
    if pair.params.answers != NONE:
        check_sheet(book, pair, window)
    book.calculation.fullCalcOnLoad = True
    book.properties.title = f"{pair.share}: worksheet"
    book.properties.creator = record_name()
    return reproducible_bytes(book, pair.through)


def _rows(pair: Pair) -> range:
    return range(FIRST, FIRST + len(pair.sessions))


def _prices(book: Workbook, pair: Pair) -> dict[str, str]:
    """The data. Returns the letters of its columns."""
    indices = [] if pair.portfolio else ["level", "level_2"] if pair.two_factors else ["level"]
    names = [
        "Day",
        "Session",
        f"Close ({pair.currency})",
        "Adjusted close",
        *(name for name, _ in zip((pair.benchmark, pair.second or ""), indices, strict=False)),
        "Left out",
        "Why",
    ]
    hints = [
        "sessions around day 0",
        "trading day",
        "as traded",
        "dividends and splits worked in: returns are made of these",
        *("level known at that close" for _ in indices),
        "1: near another event",
        "what keeps the session out of the sample",
    ]
    keys = ["day", "session", "close", "adjusted", *indices, "near", "reason"]
    kinds = ["0", DAY, PRICE, "#,##0.0000", *(LEVEL for _ in indices), "0", ""]
    sheet = Sheet(book, "Prices", [7, 12, 13, 14, *(14 for _ in indices), 9, 90])
    sheet.heading(
        f"Prices: {pair.share}",
        "Data, no formulas. Change a price here and every number of the workbook follows.",
        len(names),
    )
    sheet.table(names, hints, f"C{FIRST}", words=(len(names),))
    letters = {key: letter(place) for place, key in enumerate(keys, 1)}
    for row, record in zip(_rows(pair), pair.sessions[keys].to_dict("records"), strict=True):
        for key, kind in zip(keys, kinds, strict=True):
            if key == "reason":
                sheet.text(f"{letters[key]}{row}", record[key], small=True, indent=True)
            elif key != "near" or record[key]:
                sheet.data(f"{letters[key]}{row}", int(record[key]) if key == "near" else record[key], kind)
    return letters


def _returns(book: Workbook, pair: Pair, prices: dict[str, str], fill_in: bool) -> dict[str, str]:
    """Returns of every session, and the sample that the estimates rest on. Returns its columns."""
    log = pair.spec.returns == "log"
    sample, recent = sample_columns(pair), recent_columns(pair)
    rate = "logarithm of this close / the one before" if log else "this close / the one before − 1"
    series = [
        ("share", "Share", "adjusted"),
        ("market", pair.against.capitalize(), "level"),
        *([("second", "Second market", "level_2")] if pair.two_factors else []),
    ]
    names = [
        "Day",
        "Session",
        *(name for _, name, _ in series),
        "In sample",
        *(column.label for column in (*sample, *recent)),
    ]
    hints = [
        "",
        "",
        *("weights × returns" if pair.portfolio and key == "market" else rate for key, _, _ in series),
        "1: in the estimation window, both returns known, not left out",
        *(column.how or "where the session serves" for column in (*sample, *recent)),
    ]
    widths = [7, 12, *(12 for _ in series), 14, *(17 for _ in (*sample, *recent))]
    sheet = Sheet(book, "Returns", widths, fill_in=fill_in)
    sheet.heading(
        f"Returns: {pair.share}",
        "What each session brought, and which sessions serve to say what is usual.",
        len(names),
    )
    sheet.table(names, hints, f"C{FIRST}")
    letters = {
        key: letter(place)
        for place, key in enumerate(
            [
                "day",
                "session",
                *(key for key, _, _ in series),
                "sample",
                *(column.key for column in (*sample, *recent)),
            ],
            1,
        )
    }
    known = f"{letters['share']}{{row}}:{letters[series[-1][0]]}{{row}}"
    serves = (
        f"IF(AND(A{{row}}>=first_day,A{{row}}<=last_day,N(Prices!{prices['near']}{{row}})=0,"
        f"COUNT({known})={len(series)}),1,0)"
    )
    since = "first_recent" if pair.portfolio else "first_day"
    before = f"AND(A{{row}}>={since},A{{row}}<=last_recent,COUNT({known})={len(series)})"
    for row in _rows(pair):
        sheet.same(f"A{row}", f"Prices!A{row}", "0")
        sheet.same(f"B{row}", f"Prices!B{row}", DAY)
        if row == FIRST:
            continue
        for key, _, source in series:
            if pair.portfolio and key == "market":
                sheet.formula(
                    f"{letters[key]}{row}", control_sheets.portfolio_return(pair.portfolio, row), PERCENT
                )
                continue
            now, earlier = (f"Prices!{prices[source]}{at}" for at in (row, row - 1))
            change = f"LN({now}/{earlier})" if log else f"{now}/{earlier}-1"
            sheet.formula(
                f"{letters[key]}{row}", f'IF(COUNT({earlier}:{prices[source]}{row})=2,{change},"")', PERCENT
            )
        sheet.formula(f"{letters['sample']}{row}", serves.format(row=row), "0")
        here = {key: f"{column}{row}" for key, column in letters.items()}
        for columns, serving in ((sample, f"{here['sample']}=1"), (recent, before.format(row=row))):
            for column in columns:
                sheet.formula(
                    here[column.key], f'IF({serving},{column.formula.format(**here)},"")', column.format
                )
    last = FIRST + len(pair.sessions) - 1
    return {key: f"Returns!${column}${FIRST + 1}:${column}${last}" for key, column in letters.items()}


def _quantities(sheet: Sheet, rows: tuple[Quantity, ...], columns: dict[str, str]) -> None:
    """A quantity a row: label, value, formula in words, the same by a function of the spreadsheet."""
    for row, quantity in enumerate(rows, FIRST):
        sheet.text(f"A{row}", quantity.label, wrap=True)
        sheet.formula(
            f"B{row}", quantity.formula.format(**columns), quantity.format, name=quantity.name, box=True
        )
        sheet.text(f"C{row}", quantity.name, indent=True)
        sheet.text(f"D{row}", quantity.how, indent=True)
        if quantity.builtin:
            sheet.formula(f"E{row}", quantity.builtin.format(**columns), quantity.format)
            sheet.text(f"F{row}", quantity.builtin.partition("(")[0], indent=True)


_QUANTITY_NAMES = ["Quantity", "Value", "Name", "How", "By one function", "Function"]
_QUANTITY_HINTS = ["", "", "of the cell, as formulas use it", "", "the same number, to check", ""]
_QUANTITY_WIDTHS = [38, 16, 18, 84, 16, 14]


def _estimation(book: Workbook, pair: Pair, columns: dict[str, str], fill_in: bool) -> None:
    sheet = Sheet(book, "Estimation", _QUANTITY_WIDTHS, fill_in=fill_in)
    sheet.heading(
        "Estimation: what is usual for this share",
        "From the columns of the sheet Returns, over the sessions in the sample.",
        6,
    )
    sheet.table(_QUANTITY_NAMES, _QUANTITY_HINTS, f"A{FIRST}", words=(1, 3, 4, 6))
    _quantities(sheet, formulas.estimation(pair), columns)


def _test(book: Workbook, pair: Pair, prices: dict[str, str], window: dict[str, str], fill_in: bool) -> None:
    sheet = Sheet(book, "Test", _QUANTITY_WIDTHS, fill_in=fill_in)
    sheet.heading(
        "Test: could it be chance?",
        "The abnormal returns added up, beside how far such a sum usually strays.",
        6,
    )
    sheet.table(_QUANTITY_NAMES, _QUANTITY_HINTS, f"A{FIRST}", words=(1, 3, 4, 6))
    before = FIRST + int((pair.sessions["day"] < pair.spec.window[0]).sum()) - 1
    ends = {
        "before": f"Prices!{prices['adjusted']}{before}",
        "end": f"Prices!{prices['adjusted']}{FIRST + len(pair.sessions) - 1}",
    }
    _quantities(sheet, formulas_window.window_quantities(pair), window | ends)
