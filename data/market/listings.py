"""Listings that a user adds: any share of the exchanges whose sessions we know."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pandas as pd

from data import store
from data.curated import join_list, split_list
from data.kinds import EXCHANGES
from data.manifest import touch_user_tables
from data.market import clock
from data.market.apply import apply
from data.market.plan import BEGINNING, Series
from data.market.refresh import Progress, collect
from data.market.report import FAILED, REFUSED, Report
from data.market.yahoo import Yahoo
from data.paths import database_path

SYMBOL = re.compile(r"[A-Z0-9][A-Z0-9.\-]{0,14}")
MARKUP = re.compile(r"[<>\[\]`*$\\]|://")
"""What a page, a chart or a spreadsheet might take for more than a name."""
COLOURS = ("#8C6BB1", "#3E8E9E", "#B5651D", "#C65B8A", "#6B8E23", "#5B7DB1", "#A65E5E", "#7A7F87")
"""Given in turn; contrast of at least 3 to 1 on white and on the dark background."""
BENCHMARKS = {"XHKG": "HSI", "XNYS": "GSPC", "XNAS": "GSPC"}


class ListingError(ValueError):
    """A listing that cannot be added or removed; the message says why."""


def user_listings(path: Path | None = None) -> pd.DataFrame:
    """The listings that users added, index symbol."""
    with store.reading(database_path(path)) as connection:
        return pd.read_sql_query("SELECT * FROM user_listings ORDER BY rowid", connection, index_col="symbol")


def add_listing(
    symbol: str,
    name: str,
    exchange: str,
    benchmark: str | None = None,
    shares_per_unit: int = 1,
    aliases: tuple[str, ...] = (),
    path: Path | None = None,
    progress: Progress = lambda symbol, done, total: None,
    source: Yahoo | None = None,
    now: pd.Timestamp | None = None,
) -> Report:
    """Fetch a listing's prices and add both, or neither.

    `symbol` as Yahoo writes it (9999.HK, NTES). `name`: the company; when an
    event names it, or one of its other names is known, events join it. Raises
    ListingError for values that are not allowed and when no prices came.
    """
    path = database_path(path)
    store.ensure(path)
    now = now if now is not None else clock.now()
    symbol, name = symbol.strip().upper(), " ".join(name.split())
    _check(symbol, name, exchange, shares_per_unit)
    for alias in aliases:
        _check_words("other name", alias)
    with store.reading(path) as connection:
        benchmark = _benchmark(connection, exchange, benchmark)
        taken = connection.execute("SELECT 1 FROM listings WHERE symbol = ?", (symbol,)).fetchone()
        if taken or connection.execute("SELECT 1 FROM benchmarks WHERE symbol = ?", (symbol,)).fetchone():
            raise ListingError(f"{symbol} is in the record already")
        company, name_zh, known_aliases = resolve_company(connection, name)
        used = {colour for (colour,) in connection.execute("SELECT colour FROM companies")}
    colour = next((colour for colour in COLOURS if colour not in used), COLOURS[-1])
    names = dict.fromkeys([*known_aliases, *aliases, *([name] if name != company else [])])
    nothing = pd.Series(dtype=float, index=pd.DatetimeIndex([]))
    wanted = Series(symbol, symbol, exchange, EXCHANGES[exchange], nothing, pd.NaT, BEGINNING, True)
    try:
        with store.exclusive(path.with_name(path.name + ".refresh"), wait=0):
            report, verdicts = collect([wanted], path, progress, source, now)
            (outcome,) = report.outcomes
            if outcome.state in (FAILED, REFUSED):
                raise ListingError(f"{symbol} was not added: {outcome.message}")
            if not outcome.rows:
                raise ListingError(f"{symbol} was not added: Yahoo has no usable row of it")
            stamp = now.strftime("%Y-%m-%dT%H:%M:%SZ")
            row = (
                symbol,
                company,
                name,
                name_zh,
                join_list(names),
                colour,
                exchange,
                EXCHANGES[exchange],
                benchmark,
                shares_per_unit,
                stamp,
            )
            places = ", ".join("?" for _ in row)
            apply(
                path,
                verdicts,
                report,
                stamp,
                first=lambda c: c.execute(f"INSERT INTO user_listings VALUES ({places})", row),
            )
            return report
    except store.Busy as error:
        raise ListingError("a refresh is running; try again when it is done") from error


def remove_listing(symbol: str, path: Path | None = None) -> None:
    """Take a user's listing out again, with its prices. Raises ListingError
    for a bundled or unknown one."""
    path = database_path(path)
    with store.exclusive(path), store.writing(path) as connection:
        gone = connection.execute("DELETE FROM user_listings WHERE symbol = ?", (symbol,))
        if gone.rowcount == 0:
            known = [row[0] for row in connection.execute("SELECT symbol FROM user_listings")]
            allowed = f"must be one of {', '.join(known)}" if known else "none was added"
            raise ListingError(f"{symbol} is not a listing of yours: {allowed}")
        for table in ("refreshed_prices", "refreshed_actions", "quarantine", "price_changes"):
            connection.execute(f"DELETE FROM {table} WHERE symbol = ?", (symbol,))
        touch_user_tables(connection)


def resolve_company(connection: sqlite3.Connection, name: str) -> tuple[str, str, tuple[str, ...]]:
    """The name that events use for a company, its Chinese name and other names;
    `name` itself when the record does not know it."""
    wanted = name.casefold()
    firms = connection.execute("SELECT firm, name_zh, aliases FROM firms").fetchall()
    for firm, name_zh, aliases in firms:
        if wanted in {alias.casefold() for alias in (firm, name_zh, *split_list(aliases))}:
            return firm, name_zh, split_list(aliases)
    return name, "", ()


def _check(symbol: str, name: str, exchange: str, shares_per_unit: int) -> None:
    if not SYMBOL.fullmatch(symbol):
        raise ListingError(f"symbol {symbol!r}: must be as Yahoo writes it, e.g. 9999.HK or NTES")
    if exchange not in EXCHANGES:
        raise ListingError(f"exchange {exchange!r}: must be one of {', '.join(EXCHANGES)}")
    if symbol.endswith(".HK") != (exchange == "XHKG"):
        raise ListingError(f"symbol {symbol!r}: Hong Kong's end in .HK, New York's do not")
    if not name or ";" in name or len(name) > 60:
        raise ListingError(f"name {name!r}: must be 1 to 60 characters without a semicolon")
    _check_words("name", name)
    if shares_per_unit < 1:
        raise ListingError(f"shares per unit {shares_per_unit}: must be at least 1")


def _check_words(what: str, text: str) -> None:
    if MARKUP.search(text) or not text.isprintable():
        raise ListingError(f"{what} {text!r}: must be plain words, without markup or invisible signs")


def _benchmark(connection: sqlite3.Connection, exchange: str, benchmark: str | None) -> str:
    chosen = benchmark or BENCHMARKS[exchange]
    allowed = [
        symbol
        for symbol, exchanges in connection.execute("SELECT symbol, exchanges FROM benchmarks")
        if exchange in split_list(exchanges)
    ]
    if chosen not in allowed:
        raise ListingError(f"benchmark {chosen!r}: on {exchange} it must be one of {', '.join(allowed)}")
    return chosen
