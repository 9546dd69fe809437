"""Four more sheets of the workbook where a share is measured against a control portfolio.

The weights are given, as the study found them: a search over many shares has no formula. What they come to,
session by session, and how far estimated weights may be trusted, is worked out.
"""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.utils import get_column_letter as letter

from components.worksheets.formulas import PERCENT, RATE, SUM
from components.worksheets.pair import Pair
from components.worksheets.portfolio import Portfolio
from components.worksheets.sheet import DAY, FIRST, Sheet

PRICES, WEIGHTS, RETURNS, PRODUCTS = "Control prices", "Weights", "Control returns", "Products"
_FIRST_COLUMN = 3
"""Controls stand from column C on, after day and session."""
_MARKETS = {"XHKG": "Hong Kong", "XNYS": "New York", "XNAS": "New York"}


def portfolio_return(held: Portfolio, row: int) -> str:
    """The portfolio's return of the session in `row`, as a formula; empty text where a control has none."""
    first, last = letter(_FIRST_COLUMN), letter(_FIRST_COLUMN + len(held.controls) - 1)
    returns = f"'{RETURNS}'!{first}{row}:{last}{row}"
    weights = f"'{RETURNS}'!${first}${FIRST}:${last}${FIRST}"
    return f'IF(COUNT({returns})={len(held.controls)},SUMPRODUCT({weights},{returns}),"")'


def control_prices(book: Workbook, pair: Pair, held: Portfolio) -> None:
    """The data: what each control stood at when the share closed."""
    names = ["Day", "Session", *held.controls.index]
    sheet = Sheet(book, PRICES, [7, 12, *(12 for _ in held.controls.index)])
    sheet.heading(
        "Prices of the shares outside tech",
        "Data, no formulas: closes with dividends and splits worked in, as last known at this share’s close.",
        len(names),
    )
    sheet.table(names, ["sessions around day 0", "trading day", *held.controls["name"]], f"C{FIRST}")
    for row, (day, session, levels) in enumerate(
        zip(pair.sessions["day"], pair.sessions["session"], held.levels.to_numpy(float), strict=True), FIRST
    ):
        sheet.data(f"A{row}", day, "0")
        sheet.data(f"B{row}", session, DAY)
        for place, level in enumerate(levels, _FIRST_COLUMN):
            sheet.data(f"{letter(place)}{row}", level, "#,##0.0000")


def weights(book: Workbook, held: Portfolio) -> None:
    """The weights, given; the whole column is called `weights`."""
    sheet = Sheet(book, WEIGHTS, [12, 38, 14, 22, 14], wide=False)
    sheet.heading(
        "Weights of the shares outside tech",
        "Given, as the study found them: none below nought, and together nearest to the share on the "
        "sessions of the sample. Change one and every number of the workbook follows.",
        5,
    )
    sheet.table(
        ["Share", "Name", "Market", "Sector", "Weight"],
        ["", "", "", "", "given"],
        f"A{FIRST}",
        words=(1, 2, 3, 4),
    )
    for row, (symbol, control) in enumerate(held.controls.iterrows(), FIRST):
        market = _MARKETS.get(control["exchange"], control["exchange"])
        for column, words in zip("ABCD", (symbol, control["name"], market, control["sector"]), strict=True):
            sheet.text(f"{column}{row}", str(words), indent=column != "A")
        sheet.data(f"E{row}", control["weight"], RATE)
    sheet.name_range(f"E{FIRST}", f"E{FIRST + len(held.controls) - 1}", "weights")


def control_returns(book: Workbook, pair: Pair, held: Portfolio, *, fill_in: bool) -> None:
    """What each control returned; the first row, which has no return, repeats the weights."""
    log = pair.spec.returns == "log"
    names = ["Day", "Session", *held.controls.index]
    sheet = Sheet(book, RETURNS, [7, 12, *(12 for _ in held.controls.index)], fill_in=fill_in)
    sheet.heading(
        "Returns of the shares outside tech",
        ("Logarithm of this close / the one before" if log else "This close / the one before − 1")
        + "; above them their weights. A session on which one of them has no return serves for nothing.",
        len(names),
    )
    sheet.table(names, ["", "", *held.controls["name"]], f"C{FIRST + 1}")
    sheet.text(f"B{FIRST}", "Weight", bold=True)
    for place in range(len(held.controls)):
        sheet.same(f"{letter(_FIRST_COLUMN + place)}{FIRST}", f"{WEIGHTS}!E{FIRST + place}", RATE)
    for row in range(FIRST + 1, FIRST + len(pair.sessions)):
        sheet.same(f"A{row}", f"'{PRICES}'!A{row}", "0")
        sheet.same(f"B{row}", f"'{PRICES}'!B{row}", DAY)
        for place in range(len(held.controls)):
            column = letter(_FIRST_COLUMN + place)
            now, before = f"'{PRICES}'!{column}{row}", f"'{PRICES}'!{column}{row - 1}"
            change = f"LN({now}/{before})" if log else f"{now}/{before}-1"
            sheet.formula(f"{column}{row}", f'IF(COUNT({before}:{column}{row})=2,{change},"")', PERCENT)


def held_columns(held: Portfolio) -> dict[str, str]:
    """Symbol of each control with weight → the letter of its column."""
    place = {symbol: letter(_FIRST_COLUMN + at) for at, symbol in enumerate(held.controls.index)}
    return {symbol: place[symbol] for symbol in held.held}


def products(book: Workbook, pair: Pair, held: Portfolio, sample: str, *, fill_in: bool) -> None:
    """Sums of products over the sample, of the controls that have weight, and their inverse.

    sample: the column of Returns that says which sessions serve. The inverse is called `inverse`.
    """
    columns, many = held_columns(held), len(held.held)
    last = FIRST + len(pair.sessions) - 1
    sheet = Sheet(book, PRODUCTS, [20, *(14 for _ in columns)], fill_in=fill_in)
    sheet.heading(
        "Products: how far the weights may be trusted",
        "Above: returns of two shares outside tech multiplied and added up over the sample, for those that "
        "have weight. Below: the inverse of that table. Weights of shares that move alike are uncertain.",
        many + 1,
    )
    sheet.table(["Sums of products", *columns], ["", *(held.controls["name"][list(columns)])], f"B{FIRST}")
    below = FIRST + many + 2
    sheet.text(f"A{below - 1}", "Inverse", bold=True)
    series = {symbol: f"'{RETURNS}'!${at}${FIRST + 1}:${at}${last}" for symbol, at in columns.items()}
    for down, one in enumerate(columns):
        sheet.text(f"A{FIRST + down}", one)
        sheet.text(f"A{below + down}", one)
        for across, other in enumerate(columns):
            at = letter(2 + across)
            sheet.formula(f"{at}{FIRST + down}", f"SUMPRODUCT({sample},{series[one]},{series[other]})", SUM)
            sheet.formula(
                f"{at}{below + down}", f"INDEX(MINVERSE(products),{down + 1},{across + 1})", "0.0000"
            )
    end = letter(1 + many)
    sheet.name_range(f"B{FIRST}", f"{end}{FIRST + many - 1}", "products")
    sheet.name_range(f"B{below}", f"{end}{below + many - 1}", "inverse")
