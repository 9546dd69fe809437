"""The sheet Event window: what was expected, what was not, and its test so far, day by day."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.utils import get_column_letter as letter

from components.worksheets import control_sheets, formulas, formulas_window
from components.worksheets.formulas import PERCENT
from components.worksheets.pair import Pair
from components.worksheets.sheet import DAY, FIRST, Sheet


def event_window(book: Workbook, pair: Pair, columns: dict[str, str], fill_in: bool) -> dict[str, str]:
    """The window day by day. Returns its columns as ranges."""
    two, model = pair.two_factors, pair.spec.model
    loaded = model in ("market", "two-factor")
    held = control_sheets.held_columns(pair.portfolio) if pair.portfolio else {}
    formula, words = formulas.EXPECTED[model]
    names = [
        "Day",
        "Session",
        "Share",
        pair.against.capitalize(),
        *(["Second market"] if two else []),
        "Expected",
        "Abnormal (AR)",
        "Sum so far",
        "Days so far",
        *(["Market so far"] if loaded else []),
        *(["Second so far"] if two else []),
        *(f"{symbol} so far" for symbol in held),
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
        *("returns added up" for _ in held),
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
        *held,
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
        for symbol, column in held.items():
            returns = f"'{control_sheets.RETURNS}'!{column}"
            sheet.formula(here[symbol], f"SUM({returns}${top}:{column}{far})", PERCENT)
        sums = ":".join(here[symbol] for symbol in (next(iter(held)), list(held)[-1])) if held else ""
        factor = formulas_window.line_factor(
            pair, here["days"], sums or here.get("sum_x", ""), here.get("sum_z", "")
        )
        sheet.formula(here["se"], formulas_window.standard_error(pair, here["days"], factor), PERCENT)
        sheet.formula(here["t"], f"{here['car']}/{here['se']}", "0.00")
        sheet.formula(here["low"], f"{here['car']}-t_critical*{here['se']}", PERCENT)
        sheet.formula(here["high"], f"{here['car']}+t_critical*{here['se']}", PERCENT)
    last = FIRST + len(pair.window) - 1
    found = {key: f"'Event window'!${column}${FIRST}:${column}${last}" for key, column in at.items()}
    if held:
        found["sums"] = f"'Event window'!${at[next(iter(held))]}${last}:${at[list(held)[-1]]}${last}"
    return found
