"""What to ask for: the series, from which day, and whether anything is due."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

import pandas as pd

from data.day0 import session_closes
from data.store_user import QUOTES

OVERLAP_DAYS = 21
"""Days asked for again before the last bundled session, to compare closes."""
SETTLED_AFTER = pd.Timedelta(minutes=45)
"""A session's row is final this long after the close (quotes are delayed)."""
BY_HAND = "replaced by hand"
"""The kind of a change that someone made, which a refresh leaves alone."""
DROPPED = "dropped by hand"
"""The kind of a change that leaves a gap for the next refresh to fill."""
BEGINNING = pd.Timestamp("2020-01-02")


@dataclass(frozen=True)
class Series:
    """A listing or benchmark as stored, and what a refresh wants of it."""

    symbol: str
    yahoo: str
    exchange: str
    currency: str
    """Empty for a benchmark: an index has points."""
    stored: pd.Series
    """Closes by date, as traded."""
    bundled_end: pd.Timestamp
    """The last bundled row; rows up to it are the curators'. NaT without."""
    since: pd.Timestamp
    due: bool
    """Whether a settled session is missing after the last stored one."""
    refreshed: pd.DataFrame = field(default_factory=pd.DataFrame)
    """Rows of earlier refreshes, as traded: open, high, low, close, volume by date."""
    actions: pd.DataFrame = field(default_factory=pd.DataFrame)
    """Actions of earlier refreshes: ex_date, kind, amount_per_share."""
    by_hand: frozenset[pd.Timestamp] = frozenset()
    """Sessions whose row someone replaced by hand; the source does not undo that."""
    repair: bool = False
    """Whether the rows of earlier refreshes are to be replaced as a whole."""

    @property
    def is_listing(self) -> bool:
        return bool(self.currency)


def planned(
    connection: sqlite3.Connection,
    symbols: tuple[str, ...] | None,
    since: pd.Timestamp | None,
    now: pd.Timestamp,
    repair: bool = False,
) -> list[Series]:
    """The series to refresh, benchmarks first. Raises KeyError for an unknown
    symbol and ValueError for a `since` in the future."""
    if since is not None and f"{since:%Y-%m-%d}" > f"{now:%Y-%m-%d}":
        raise ValueError(f"since {since:%Y-%m-%d}: must not lie in the future")
    benchmarks = connection.execute("SELECT symbol, yahoo, exchanges FROM benchmarks").fetchall()
    listings = connection.execute("SELECT symbol, exchange, currency FROM listings ORDER BY ring, rowid")
    known = [
        (symbol, yahoo, exchanges.split(";")[0], "", "levels") for symbol, yahoo, exchanges in benchmarks
    ]
    known += [(symbol, symbol, exchange, currency, "prices") for symbol, exchange, currency in listings]
    names = [symbol for symbol, *_ in known]
    for symbol in symbols or ():
        if symbol not in names:
            raise KeyError(f"symbol {symbol!r}: must be one of {', '.join(names)}")
    return [
        series_of(connection, *entry, since=since, now=now, repair=repair)
        for entry in known
        if symbols is None or entry[0] in symbols
    ]


def series_of(
    connection: sqlite3.Connection,
    symbol: str,
    yahoo: str,
    exchange: str,
    currency: str,
    table: str,
    since: pd.Timestamp | None,
    now: pd.Timestamp,
    repair: bool = False,
) -> Series:
    """A series with its stored closes from `table` ("prices" or "levels"); for
    a `repair` only the bundled ones count as stored."""
    rows = connection.execute(
        f"SELECT date, close, source FROM {table} WHERE symbol = ? ORDER BY date", (symbol,)
    ).fetchall()
    dates = pd.DatetimeIndex([date for date, _, _ in rows])
    stored = pd.Series([close for _, close, _ in rows], index=dates, dtype=float)
    bundled = [date for date, _, source in rows if source == "bundled"]
    end = pd.Timestamp(bundled[-1]) if bundled else pd.NaT
    refreshed = pd.read_sql_query(
        f"SELECT date, {', '.join(QUOTES)} FROM refreshed_prices WHERE symbol = ? AND date > ? ORDER BY date",
        connection,
        params=(symbol, "" if pd.isna(end) else f"{end:%Y-%m-%d}"),
        index_col="date",
        parse_dates=["date"],
    ).astype(float)
    actions = pd.read_sql_query(
        "SELECT ex_date, kind, amount_per_share FROM refreshed_actions WHERE symbol = ? AND ex_date > ?",
        connection,
        params=(symbol, "" if pd.isna(end) else f"{end:%Y-%m-%d}"),
        parse_dates=["ex_date"],
    )
    last_kinds = connection.execute(
        "SELECT date, kind FROM price_changes WHERE id IN "
        "(SELECT max(id) FROM price_changes WHERE symbol = ? AND kind NOT LIKE '%dividend' "
        "AND kind NOT LIKE '%split' GROUP BY date)",
        (symbol,),
    )
    kinds = {pd.Timestamp(date): kind for date, kind in last_kinds}
    by_hand = frozenset(date for date, kind in kinds.items() if kind == BY_HAND)
    dropped = any(kind == DROPPED and date not in stored.index for date, kind in kinds.items())
    if repair:
        stored, by_hand = stored[: end if bundled else pd.Timestamp.min], frozenset()
    last = stored.index[-1] if len(stored) else pd.NaT
    # Everything that came from Yahoo is asked for again, so that what it has
    # corrected since is seen, and some curated closes before, to compare.
    begin = end - pd.Timedelta(days=OVERLAP_DAYS) if bundled else BEGINNING
    if since is not None:
        begin = min(begin, since)
    expected = last_settled_session(exchange, now)
    return Series(
        symbol=symbol,
        yahoo=yahoo,
        exchange=exchange,
        currency=currency,
        stored=stored,
        bundled_end=end,
        since=begin,
        due=repair or dropped or since is not None or pd.isna(last) or last < expected,
        refreshed=refreshed,
        actions=actions,
        by_hand=by_hand,
        repair=repair,
    )


def last_settled_session(exchange: str, now: pd.Timestamp) -> pd.Timestamp:
    """The latest session of `exchange` whose prices are final at `now` (UTC)."""
    today = now.tz_convert("UTC").date()
    closes = session_closes(exchange, today - pd.Timedelta(days=20), today + pd.Timedelta(days=1))
    return closes.index[(closes + SETTLED_AFTER <= now).to_numpy()][-1]
