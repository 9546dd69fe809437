"""An uploaded table of daily prices of shares that the record does not have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from components.upload.dates import Order, read_dates
from components.upload.fields import read_choice, read_number, read_text
from components.upload.limits import MAX_OWN_LISTINGS, MAX_PRICE_ROWS
from components.upload.problems import BadCell, UploadError, shortened
from components.upload.raw_table import read_raw
from components.upload.sheet import Sheet
from data.kinds import EXCHANGES

REQUIRED = ("symbol", "date", "close")
COLUMNS = {
    "symbol": "Ticker of the share, e.g. 9999.HK or NTES. Required; not one of the record's own.",
    "date": "Session, best written 2021-03-15. Required.",
    "close": "Closing price as traded, a plain number above 0. Required.",
    "adj_close": "Close adjusted for dividends and splits. Blank everywhere: the close is used.",
    "company": "Name of the company. Blank: the symbol.",
    "exchange": f"One of {', '.join(EXCHANGES)}. Blank: XHKG for symbols ending in .HK, else XNYS.",
}
ALIASES = {
    "ticker": "symbol",
    "code": "symbol",
    "代码": "symbol",
    "日期": "date",
    "day": "date",
    "收盘": "close",
    "收盘价": "close",
    "price": "close",
    "adj._close": "adj_close",
    "adjusted_close": "adj_close",
    "name": "company",
}
_SYMBOL = re.compile(r"[A-Z0-9][A-Z0-9.\-]{0,14}", re.ASCII)


@dataclass(frozen=True)
class PricesUpload:
    """prices: symbol, date, close, adj_close; sorted, one row a symbol and session.
    listings: index symbol; company, exchange, currency."""

    prices: pd.DataFrame
    listings: pd.DataFrame
    problems: tuple[BadCell, ...]
    notes: tuple[str, ...]

    @property
    def rows_left_out(self) -> int:
        return len({bad.row for bad in self.problems})


def template() -> pd.DataFrame:
    """A table to fill in: every column, and two made-up rows that show how each is written."""
    rows = [
        ("EXAMPLE", "2021-03-15", 100.5, 100.5, "Example Ltd", "XNYS"),
        ("EXAMPLE", "2021-03-16", 99.8, 99.8, "Example Ltd", "XNYS"),
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def read_prices(
    content: bytes,
    sessions: Mapping[str, pd.DatetimeIndex],
    *,
    taken: frozenset[str] = frozenset(),
    date_order: Order | None = None,
) -> PricesUpload:
    """Parse and validate; bad rows are named with their reasons and the others kept.

    sessions: exchange → its trading days. taken: symbols of the record.
    Raises `UploadError` when the file as a whole cannot be used.
    """
    raw = read_raw(content, max_rows=MAX_PRICE_ROWS, aliases=ALIASES)
    sheet = Sheet(raw, REQUIRED)
    dates = read_dates(sheet.cells("date"), date_order)
    for place, reason in dates.reasons.items():
        sheet.refuse(place, "date", reason)
    prices = pd.DataFrame(
        {
            "symbol": sheet.read("symbol", lambda cell: _symbol(cell, taken), ""),
            "date": pd.Series(pd.to_datetime(dates.values), dtype="datetime64[us]"),
            "close": sheet.read("close", _price, np.nan),
            "adj_close": sheet.read("adj_close", _price, np.nan),
            "company": sheet.read("company", lambda cell: read_text(cell, 80), ""),
            "exchange": sheet.read("exchange", lambda cell: read_choice(cell, EXCHANGES), ""),
        }
    )
    _refuse_repeats(prices, sheet)
    listings = _listings(prices, sheet)
    _refuse_closed_days(prices, listings, sessions, sheet)
    prices = prices[[place not in sheet.bad_places for place in range(len(prices))]]
    prices, adjusted = _adjusted(prices)
    notes = [*raw.notes, *adjusted]
    if dates.evidence:
        notes.append(
            f"Dates such as {dates.evidence} show that they are written {dates.order}; all were read so."
        )
    if ignored := [name for name in raw.columns if name and name not in COLUMNS]:
        notes.append(f"Columns not used: {shortened(', '.join(ignored), 200)}.")
    listings = listings[listings.index.isin(prices["symbol"])]
    return PricesUpload(
        prices[["symbol", "date", "close", "adj_close"]].sort_values(["symbol", "date"], ignore_index=True),
        listings,
        tuple(sorted(sheet.problems)),
        tuple(notes),
    )


def _symbol(cell: str, taken: frozenset[str]) -> str:
    symbol = cell.upper()
    if not _SYMBOL.fullmatch(symbol):
        raise ValueError("may hold letters, digits, points and hyphens only, at most 15")
    if symbol in taken:
        raise ValueError("is in the record already: its prices are ours and need no upload")
    return symbol


def _price(cell: str) -> float:
    value = read_number(cell)
    if not 0 < value < 1e9:
        raise ValueError("must be above 0 and below a billion")
    return value


def _refuse_repeats(prices: pd.DataFrame, sheet: Sheet) -> None:
    named = prices[(prices["symbol"] != "") & prices["date"].notna()]
    for place in named.index[named.duplicated(["symbol", "date"])]:
        sheet.refuse(place, "date", f"is a second row of {prices.at[place, 'symbol']} on this day")


def _listings(prices: pd.DataFrame, sheet: Sheet) -> pd.DataFrame:
    """One row a symbol, from its first row that says so; later rows must not contradict it."""
    symbols = [symbol for symbol in dict.fromkeys(prices["symbol"]) if symbol]
    if len(symbols) > MAX_OWN_LISTINGS:
        raise UploadError(f"The file has {len(symbols)} symbols; at most {MAX_OWN_LISTINGS} are read")
    said: dict[str, dict[str, str]] = {}
    for column in ("company", "exchange"):
        given = prices[prices[column] != ""]
        said[column] = given.groupby("symbol", sort=False)[column].first().to_dict()
        expected = given["symbol"].map(said[column])
        for place in given.index[given[column] != expected]:
            symbol = prices.at[place, "symbol"]
            sheet.refuse(
                place, column, f"differs from “{said[column].get(symbol, '')}” given for {symbol} above"
            )
    exchange = {s: said["exchange"].get(s) or ("XHKG" if s.endswith(".HK") else "XNYS") for s in symbols}
    return pd.DataFrame(
        {
            "company": [said["company"].get(symbol) or symbol for symbol in symbols],
            "exchange": list(exchange.values()),
            "currency": [EXCHANGES[code] for code in exchange.values()],
        },
        index=pd.Index(symbols, name="symbol"),
    )


def _refuse_closed_days(
    prices: pd.DataFrame, listings: pd.DataFrame, sessions: Mapping[str, pd.DatetimeIndex], sheet: Sheet
) -> None:
    exchanges = prices["symbol"].map(listings["exchange"])
    for exchange, days in sessions.items():
        rows = prices[(exchanges == exchange) & prices["date"].notna()]
        for place in rows.index[~rows["date"].isin(days)]:
            day = prices.at[place, "date"]
            inside = days[0] <= day <= days[-1]
            sheet.refuse(
                place,
                "date",
                f"is no trading day of {exchange}"
                if inside
                else f"lies outside the record, which runs from {days[0]:%Y-%m-%d} to {days[-1]:%Y-%m-%d}",
            )


def _adjusted(prices: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Fill `adj_close` for symbols that give none; a symbol that gives some keeps its gaps."""
    gives_some = prices["adj_close"].notna().groupby(prices["symbol"]).transform("any").astype(bool)
    plain = sorted(set(prices.loc[~gives_some, "symbol"]))
    filled = prices.assign(adj_close=prices["adj_close"].where(gives_some, prices["close"]))
    if not plain:
        return filled, []
    return filled, [
        f"No adjusted close for {shortened(', '.join(plain), 120)}: dividends and splits are not counted."
    ]
