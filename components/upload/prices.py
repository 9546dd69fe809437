"""Uploaded daily prices of shares: files of any layout, understood, checked row by row, then looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.upload.grid import Grid
from components.upload.limits import MAX_OWN_LISTINGS, MAX_PRICE_ROWS
from components.upload.price_rows import Series, series_of
from components.upload.problems import (
    NO_ANSWERS,
    Answers,
    Asked,
    BadCell,
    Question,
    UploadError,
    of_file,
    shortened,
)
from components.upload.sanity import Finding, look_at
from components.upload.shares import Directory
from components.upload.tables import Table, find_table
from data.kinds import EXCHANGES

if TYPE_CHECKING:
    from data import Snapshot

COLUMNS = {
    "symbol": "Share, e.g. 9999.HK, 700 HK, NYSE:NTES. Not needed in a file of one share that its name "
    "names.",
    "date": "Session, best written 2021-03-15. Required.",
    "close": "Closing price as traded, above 0. Required.",
    "adj_close": "Close adjusted for dividends and splits. Blank everywhere: the close is used.",
    "company": "Name of the company. Blank: the symbol.",
    "exchange": "Hong Kong (HKEX, XHKG), New York (NYSE, Nasdaq, XNYS, XNAS). Not needed where the symbol "
    "says it.",
}
"""The template and the page are made from this; files of other layouts are understood as well."""
THEIRS, OURS = "mine", "record"


@dataclass(frozen=True)
class PricesUpload:
    """prices: symbol, date, close, adj_close; sorted, one row a symbol and session; ready for the study.
    listings: index symbol; company, exchange, currency. understood: one row a symbol as
    written. rows_in, rows_read: of all files together. findings: what is odd about the prices.
    replaced: symbols of the record for which the visitor's prices stand. named: listings with those
    that are held back for a finding, which events may name all the same."""

    prices: pd.DataFrame
    listings: pd.DataFrame
    problems: tuple[BadCell, ...]
    notes: tuple[str, ...]
    understood: pd.DataFrame
    rows_in: int
    rows_read: int
    findings: tuple[Finding, ...] = ()
    choices: tuple[Question, ...] = ()
    replaced: tuple[str, ...] = ()
    named: pd.DataFrame | None = None

    @property
    def rows_left_out(self) -> int:
        return len({(bad.file, bad.row) for bad in self.problems if bad.dropped})


def template() -> pd.DataFrame:
    """A table to fill in: every column, and two made-up rows that show how each is written."""
    rows = [
        ("EXAMPLE", "2021-03-15", 100.5, 100.5, "Example Ltd", "XNYS"),
        ("EXAMPLE", "2021-03-16", 99.8, 99.8, "Example Ltd", "XNYS"),
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


@dataclass
class _Gathered:
    """What the files hold together, while it is read."""

    rows: list[pd.DataFrame] = field(default_factory=list)
    problems: list[BadCell] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    rows_in: int = 0


def read_prices(
    files: Sequence[tuple[str, Grid]], snapshot: Snapshot, answers: Answers = NO_ANSWERS
) -> PricesUpload:
    """Understand and validate; bad rows are named with their reasons and the others kept.

    files: name and cells of each. Raises `Asked` with every question that is known to be open, and
    `UploadError` when a file as a whole cannot be used.
    """
    directory = Directory.of(snapshot)
    held = _Gathered()
    for name, grid in files:
        try:
            table = find_table(grid, "prices", answers, name)
            series = series_of(table, directory, snapshot, answers)
            _take(series, table, held)
        except Asked as asked:
            held.questions += (
                of_file(asked, name, len(files) > 1).questions if _general(asked) else asked.questions
            )
        except UploadError as problem:
            raise UploadError(f"{name}: {problem}" if len(files) > 1 else str(problem)) from None
    if held.questions:
        raise Asked(*{question.key: question for question in held.questions}.values())
    if held.rows_in > MAX_PRICE_ROWS:
        raise UploadError(f"The files have more than {MAX_PRICE_ROWS:,} prices: bring fewer at once")
    prices = pd.concat(held.rows, ignore_index=True) if held.rows else pd.DataFrame()
    return _upload(prices, held, snapshot, answers)


def _general(asked: Asked) -> bool:
    """Questions of a column's convention, which the reader of a column asks without knowing its file."""
    return all(question.key in ("dates", "decimals") for question in asked.questions)


def _take(series: Series, table: Table, held: _Gathered) -> None:
    held.rows.append(series.rows)
    held.problems += series.problems
    held.notes += [note for note in (*table.notes, *series.notes) if note not in held.notes]
    held.rows_in += series.rows_in


def _upload(prices: pd.DataFrame, held: _Gathered, snapshot: Snapshot, answers: Answers) -> PricesUpload:
    if prices.empty:
        reasons = sorted({bad.reason for bad in held.problems})[:2]
        raise UploadError(
            f"None of {held.rows_in:,} rows could be read" + (f": {'; '.join(reasons)}" if reasons else "")
        )
    symbols = list(dict.fromkeys(prices["symbol"]))
    if len(symbols) > MAX_OWN_LISTINGS:
        raise UploadError(f"The files have {len(symbols)} shares; at most {MAX_OWN_LISTINGS} are read")
    sessions = {exchange: snapshot.sessions(exchange) for exchange in EXCHANGES}
    prices = _on_sessions(prices, sessions, held)
    prices = _without_repeats(prices, held)
    kept = prices.sort_values(["symbol", "date"], ignore_index=True)
    understood = _understood(kept, symbols, prices, snapshot)
    kept, choices, replaced = _ours_or_theirs(kept, snapshot, answers, held)
    exchanges = kept.drop_duplicates("symbol").set_index("symbol")["exchange"]
    frame = kept[["symbol", "date", "close", "adj_close"]]
    frame, adjusted = _adjusted(frame)
    held.notes += adjusted
    ready, findings = look_at(frame, exchanges.to_dict(), sessions, answers)
    listings = kept.drop_duplicates("symbol").set_index("symbol")
    listings = pd.DataFrame(
        {
            "company": _names(listings, replaced),
            "exchange": listings["exchange"],
            "currency": listings["exchange"].map(EXCHANGES),
        }
    )
    left_out = len({(bad.file, bad.row) for bad in held.problems if bad.dropped})
    return PricesUpload(
        ready.reset_index(drop=True),
        listings[listings.index.isin(ready["symbol"])],
        tuple(sorted(held.problems)),
        tuple(held.notes),
        understood,
        held.rows_in,
        held.rows_in - left_out,
        findings,
        choices,
        tuple(symbol for symbol in replaced if symbol in set(ready["symbol"])),
        listings,
    )


def _names(listings: pd.DataFrame, replaced: Sequence[str]) -> list[str]:
    return [
        row.company or row.label or symbol
        for symbol, row in zip(listings.index, listings.itertuples(), strict=True)
    ]


def _on_sessions(
    prices: pd.DataFrame, sessions: dict[str, pd.DatetimeIndex], held: _Gathered
) -> pd.DataFrame:
    """Rows on trading days of their exchange; the others named."""
    keep = np.ones(len(prices), bool)
    for exchange, days in sessions.items():
        mine = (prices["exchange"] == exchange).to_numpy()
        off = mine & ~prices["date"].isin(days).to_numpy()
        for row in prices[off].itertuples():
            inside = days[0] <= row.date <= days[-1]
            weekend = row.date.dayofweek >= 5
            reason = (
                f"is {'a weekend' if weekend else 'no trading day'} of {exchange}"
                if inside
                else f"lies outside the record, which runs from {days[0]:%Y-%m-%d} to {days[-1]:%Y-%m-%d}"
            )
            held.problems.append(BadCell(row.row, "date", f"{row.date:%Y-%m-%d}", reason, True, row.file))
        keep &= ~off
    return prices[keep]


def _without_repeats(prices: pd.DataFrame, held: _Gathered) -> pd.DataFrame:
    """One row a share and day: equal ones once, and none where they contradict each other."""
    same = prices.duplicated(["symbol", "date", "close", "adj_close"], keep="first")
    rest = prices[~same]
    differ = rest.duplicated(["symbol", "date"], keep=False)
    for row in prices[same].itertuples():
        reason = f"is a second row of {row.symbol} on this day, with the same price"
        held.problems.append(BadCell(row.row, "date", f"{row.date:%Y-%m-%d}", reason, True, row.file))
    for row in rest[differ].itertuples():
        reason = f"is one of several rows of {row.symbol} on this day with different prices: none is used"
        held.problems.append(BadCell(row.row, "date", f"{row.date:%Y-%m-%d}", reason, True, row.file))
    return rest[~differ]


def _understood(
    kept: pd.DataFrame, symbols: list[str], prices: pd.DataFrame, snapshot: Snapshot
) -> pd.DataFrame:
    """What each symbol was taken for, with its rows and its period."""
    names = snapshot.benchmark_names["name"]
    rows = []
    for symbol in symbols:
        mine = kept[kept["symbol"] == symbol]
        if mine.empty:
            continue
        first = mine.iloc[0]
        rows.append(
            {
                "Written as": shortened(", ".join(dict.fromkeys(mine["written"])), 60),
                "Share": symbol,
                "Company": first["company"] or first["label"] or symbol,
                "Exchange": {"XHKG": "Hong Kong", "XNYS": "New York", "XNAS": "New York (Nasdaq)"}[
                    first["exchange"]
                ],
                "Currency": EXCHANGES[first["exchange"]],
                "Index": names[snapshot.home_benchmark(first["exchange"])],
                "Rows": len(mine),
                "From": mine["date"].min(),
                "To": mine["date"].max(),
                "In the record": "yes" if first["company"] else "no",
            }
        )
    return pd.DataFrame(rows)


def _ours_or_theirs(
    kept: pd.DataFrame, snapshot: Snapshot, answers: Answers, held: _Gathered
) -> tuple[pd.DataFrame, tuple[Question, ...], tuple[str, ...]]:
    """Shares of the record serve with the record's prices, unless the visitor wants their own."""
    choices, replaced, dropped = [], [], []
    for symbol in dict.fromkeys(kept.loc[kept["company"] != "", "symbol"]):
        mine = kept[kept["symbol"] == symbol]
        ours = snapshot.prices[snapshot.prices["symbol"] == symbol].set_index("date")["close"]
        beside = ours.reindex(mine["date"]).to_numpy(float)
        theirs = mine["close"].to_numpy(float)
        both = ~np.isnan(beside)
        differ = both & ~np.isclose(theirs, beside, rtol=5e-4, atol=1e-4)
        new = int((~both).sum())
        said = f"{int(differ.sum())} of {int(both.sum())} closes differ from the record’s"
        if differ.any():
            at = int(np.flatnonzero(differ)[0])
            said += f", first on {mine['date'].iloc[at]:%Y-%m-%d} ({theirs[at]:g} instead of {beside[at]:g})"
        if new:
            said += f", and {new} are of days that the record has no price for"
        question = Question(
            f"own:{symbol}",
            f"{symbol} is in the record; {said}",
            {OURS: "Study it with the record’s prices", THEIRS: "Study it with mine, in this visit"},
        )
        choices.append(question)
        if answers.get(question) == THEIRS:
            replaced.append(symbol)
        else:
            dropped.append(symbol)
            held.notes.append(f"{symbol} is in the record, whose prices serve; {said}.")
    return kept[~kept["symbol"].isin(dropped)], tuple(choices), tuple(replaced)


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
