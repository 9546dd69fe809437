"""The pair as a workbook whose formulas recompute every number from the closes."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.utils import get_column_letter as letter

from components.worksheets import formulas, formulas_window
from components.worksheets.check_sheet import check_sheet
from components.worksheets.formulas import PERCENT, Quantity
from components.worksheets.pair import Pair
from components.worksheets.params import NONE, WORKED
from components.worksheets.read_me import read_me
from components.worksheets.reproducible import reproducible_bytes
from components.worksheets.sheet import DAY, FIRST, LEVEL, PRICE, Sheet


def workbook(pair: Pair) -> bytes:
    """Sheets: Read me, Prices (data), Returns, Estimation, Event window, Test (formulas), Check.

    The study's own numbers stand in Check alone. With `answers` "apart" the formula cells are
    blank, for a class to fill in, and Check sets the study's numbers beside theirs; with "none"
    Check is left out. Bytes depend on the pair only.
    """
    book = Workbook()
    book.remove(book.active)
    fill_in = pair.params.answers != WORKED
    read_me(book, pair)
    prices = _prices(book, pair)
    columns = _returns(book, pair, prices, fill_in)
    _estimation(book, pair, columns, fill_in)
    window = _event_window(book, pair, columns, fill_in)
    _test(book, pair, prices, window, fill_in)
    if pair.params.answers != NONE:
        check_sheet(book, pair, window)
    book.calculation.fullCalcOnLoad = True
    book.properties.title = f"{pair.share}: worksheet"
    book.properties.creator = "China's tech crackdown: the record"
    return reproducible_bytes(book, pair.through)


def _rows(pair: Pair) -> range:
    return range(FIRST, FIRST + len(pair.sessions))


def _prices(book: Workbook, pair: Pair) -> dict[str, str]:
    """The data. Returns the letters of its columns."""
    two = pair.two_factors
    names = [
        "Day",
        "Session",
        f"Close ({pair.currency})",
        "Adjusted close",
        pair.benchmark,
        *([pair.second] if pair.second else []),
        "Left out",
        "Why",
    ]
    hints = [
        "sessions around day 0",
        "trading day",
        "as traded",
        "dividends and splits worked in: returns are made of these",
        "level known at that close",
        *(["level known at that close"] if two else []),
        "1: near another event",
        "what keeps the session out of the sample",
    ]
    keys = ["day", "session", "close", "adjusted", "level", *(["level_2"] if two else []), "near", "reason"]
    kinds = ["0", DAY, PRICE, "#,##0.0000", LEVEL, *([LEVEL] if two else []), "0", ""]
    sheet = Sheet(book, "Prices", [7, 12, 13, 14, 14, *([14] if two else []), 9, 90])
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
    sample, recent = formulas.sample_columns(pair), formulas.recent_columns(pair)
    rate = "logarithm of this close / the one before" if log else "this close / the one before − 1"
    series = [
        ("share", "Share", "adjusted"),
        ("market", "Market", "level"),
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
        *(rate for _ in series),
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
    before = f"AND(A{{row}}>=first_day,A{{row}}<=last_recent,COUNT({known})={len(series)})"
    for row in _rows(pair):
        sheet.same(f"A{row}", f"Prices!A{row}", "0")
        sheet.same(f"B{row}", f"Prices!B{row}", DAY)
        if row == FIRST:
            continue
        for key, _, source in series:
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


def _event_window(book: Workbook, pair: Pair, columns: dict[str, str], fill_in: bool) -> dict[str, str]:
    """The window day by day. Returns its columns as ranges."""
    two, model = pair.two_factors, pair.spec.model
    loaded = model in ("market", "two-factor")
    formula, words = formulas.EXPECTED[model]
    names = [
        "Day",
        "Session",
        "Share",
        "Market",
        *(["Second market"] if two else []),
        "Expected",
        "Abnormal (AR)",
        "Sum so far",
        "Days so far",
        *(["Market so far"] if loaded else []),
        *(["Second so far"] if two else []),
        "Standard error",
        "t",
        "Low",
        "High",
    ]
    level = f"{pair.spec.confidence * 100:.4g}%"
    hints = [
        "",
        "",
        "from Returns",
        "from Returns",
        *(["from Returns"] if two else []),
        words,
        "share − expected",
        "abnormal returns added up",
        "",
        *(["returns added up"] if loaded else []),
        *(["returns added up"] if two else []),
        "of the sum so far",
        "sum / standard error",
        f"{level} interval",
        f"{level} interval",
    ]
    keys = [
        "day",
        "session",
        "share",
        "market",
        *(["second"] if two else []),
        "expected",
        "ar",
        "car",
        "days",
        *(["sum_x"] if loaded else []),
        *(["sum_z"] if two else []),
        "se",
        "t",
        "low",
        "high",
    ]
    at = {key: letter(place) for place, key in enumerate(keys, 1)}
    sheet = Sheet(book, "Event window", [7, 12, *(13 for _ in keys[2:])], fill_in=fill_in)
    sheet.heading(
        "Event window: what was not usual",
        f"Day 0 is {pair.day0:%Y-%m-%d}, the first session in which this market could react.",
        len(keys),
    )
    sheet.table(names, hints, f"C{FIRST}")
    source = {key: rng.split("!")[1].split("$")[1] for key, rng in columns.items()}
    top = FIRST + int((pair.sessions["day"] < pair.spec.window[0]).sum())
    for row in range(FIRST, FIRST + len(pair.window)):
        here = {key: f"{column}{row}" for key, column in at.items()}
        far = top + row - FIRST
        sheet.same(here["day"], f"Prices!A{far}", "0")
        sheet.same(here["session"], f"Prices!B{far}", DAY)
        for key in ("share", "market", *(("second",) if two else ())):
            sheet.formula(here[key], f"Returns!{source[key]}{far}", PERCENT)
        so_far = {key: f"SUM({column}${FIRST}:{column}{row})" for key, column in at.items()}
        sheet.formula(here["expected"], formula.format(**here), PERCENT)
        sheet.formula(here["ar"], f"{here['share']}-{here['expected']}", PERCENT, box=True)
        sheet.formula(here["car"], so_far["ar"], PERCENT)
        sheet.formula(here["days"], f"ROWS({at['ar']}${FIRST}:{at['ar']}{row})", "0")
        if loaded:
            sheet.formula(here["sum_x"], so_far["market"], PERCENT)
        if two:
            sheet.formula(here["sum_z"], so_far["second"], PERCENT)
        factor = formulas_window.line_factor(pair, here["days"], here.get("sum_x", ""), here.get("sum_z", ""))
        sheet.formula(here["se"], formulas_window.standard_error(pair, here["days"], factor), PERCENT)
        sheet.formula(here["t"], f"{here['car']}/{here['se']}", "0.00")
        sheet.formula(here["low"], f"{here['car']}-t_critical*{here['se']}", PERCENT)
        sheet.formula(here["high"], f"{here['car']}+t_critical*{here['se']}", PERCENT)
    last = FIRST + len(pair.window) - 1
    return {key: f"'Event window'!${column}${FIRST}:${column}${last}" for key, column in at.items()}


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
