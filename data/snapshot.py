"""The record as one frozen object: everything the study and the charts read."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date as Date
from pathlib import Path
from typing import Any

import pandas as pd

from data.kinds import DAY0_COLUMNS
from data.violations import Violation

FIELDS = ("open", "high", "low", "close", "adj_close", "volume")


@dataclass(frozen=True, eq=False, repr=False)
class Snapshot:
    """One immutable state of the record; equal versions hold equal data.

    Frames are shared by everything that reads them: derive, do not write.
    """

    version: str
    """12 hex digits: content hash of the record."""
    path: Path
    """The database that this was read from."""
    events: pd.DataFrame
    """Index `id`, sorted by date and id; lists are tuples."""
    sources: pd.DataFrame
    actors: pd.DataFrame
    companies: pd.DataFrame
    firms: pd.DataFrame
    """Index firm: name_zh, aliases; every firm that an event may name."""
    listings: pd.DataFrame
    benchmark_names: pd.DataFrame
    """Index symbol: name, name_zh, exchanges, yahoo, note (what a reader who chooses it must know)."""
    prices: pd.DataFrame
    """Long: symbol, date, open, high, low, close, adj_close, volume, source, fetched_at."""
    benchmarks: pd.DataFrame
    """Index date (union of sessions), a column a benchmark: closing levels."""
    corporate_actions: pd.DataFrame
    share_counts: pd.DataFrame
    day0_exceptions: pd.DataFrame
    glossary: pd.DataFrame
    """Index term (its anchor): kind, actor ("" unless a body), name, name_zh, aliases, meaning,
    see (terms), statistic, url. Empty in a database from before there was a glossary."""
    provenance: pd.DataFrame
    quarantine: pd.DataFrame
    controls: pd.DataFrame
    """Index symbol: name, name_zh, exchange, currency, sector, default (bool), note: shares outside
    tech that serve as controls, never companies of the record."""
    control_levels: pd.DataFrame
    """Index date (union of sessions), a column a control: total-return levels, NaN where it has none."""
    control_prices: pd.DataFrame
    """Long: symbol, date, close (as traded), adj_close (total return) of the controls."""
    press_check: pd.DataFrame
    """Moves as newspapers reported them: event_id, company, exchange_or_ticker, move_pct (per cent),
    value_lost_usd_bn, when, source_url."""
    search_rows: tuple[tuple[str, ...], ...]
    """What the full-text index holds: event id and its texts, as `store_search` spreads them."""
    unread: tuple[str, ...]
    """Events that have had one reader only."""
    editions: pd.DataFrame
    """Index edition (`2026.11`), the oldest first: issued (day or month), notes."""
    changes: pd.DataFrame
    """edition, table, key, column ("" for a whole row), old, new, reason, evidence: text as written."""
    last_session: pd.Timestamp
    """The last session through which all principal listings run."""
    violations: tuple[Violation, ...] = ()
    """Why edited tables were refused, when an older record is served."""
    private: bool = False
    """Whether it is of one visit alone: what is computed from it is kept with it and shared with nobody."""
    _memory: dict[Hashable, Any] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        # Made from another by `replace`, a snapshot holds other data: what that one knows is not true here.
        object.__setattr__(self, "_memory", {})

    def __repr__(self) -> str:
        return f"Snapshot({self.version}, {len(self.events)} events, through {self.last_session:%Y-%m-%d})"

    def sessions(self, exchange: str) -> pd.DatetimeIndex:
        """The trading days of an exchange: the rows of its benchmark's table."""
        symbol = self.home_benchmark(exchange)
        return self.remember(("sessions", symbol), lambda: self.benchmarks[symbol].dropna().index)

    def home_benchmark(self, exchange: str) -> str:
        """The first benchmark of an exchange in `benchmarks.csv`. Raises `KeyError` for an unknown
        exchange."""
        for symbol, exchanges in self.benchmark_names.exchanges.items():
            if exchange in exchanges:
                return str(symbol)
        known = sorted({name for names in self.benchmark_names.exchanges for name in names})
        raise KeyError(f"exchange {exchange!r}: must be one of {', '.join(known)}")

    def wide(self, field: str, exchange_or_symbols: str | tuple[str, ...]) -> pd.DataFrame:
        """One price field, sessions × symbols; NaN where a session has no price.

        For an exchange: all its listings on all its sessions. For symbols: the
        union of their exchanges' sessions.
        """
        if field not in FIELDS:
            raise KeyError(f"field {field!r}: must be one of {', '.join(FIELDS)}")
        if isinstance(exchange_or_symbols, str):
            exchanges = [exchange_or_symbols]
            symbols = list(self.listings.index[self.listings.exchange == exchange_or_symbols])
        else:
            symbols = list(exchange_or_symbols)
            exchanges = list(dict.fromkeys(self.listing(symbol).exchange for symbol in symbols))

        def build() -> pd.DataFrame:
            index = self.sessions(exchanges[0])
            for exchange in exchanges[1:]:
                index = index.union(self.sessions(exchange))
            rows = self.prices[self.prices.symbol.isin(symbols)]
            frame = rows.pivot(index="date", columns="symbol", values=field)
            return frame.reindex(index=index, columns=symbols).rename_axis(index="date", columns=None)

        return self.remember(("wide", field, *exchanges, *symbols), build).copy(deep=False)

    def ohlc(self, symbol: str) -> pd.DataFrame:
        """All price fields of one listing, index date."""
        self.listing(symbol)

        def build() -> pd.DataFrame:
            return self.prices[self.prices.symbol == symbol].set_index("date")[list(FIELDS)]

        return self.remember(("ohlc", symbol), build).copy(deep=False)

    def listing(self, symbol: str) -> pd.Series:
        """A row of `listings`; KeyError that says which symbols there are."""
        if symbol not in self.listings.index:
            raise KeyError(f"symbol {symbol!r}: must be one of {', '.join(self.listings.index)}")
        return self.listings.loc[symbol]

    def symbols(self, ring: int = 1) -> tuple[str, ...]:
        """Listings of this ring or a nearer one, the principal ones first."""
        return self.remember(
            ("symbols", ring), lambda: tuple(self.listings.index[self.listings["ring"] <= ring])
        )

    @staticmethod
    def day0_column(exchange: str) -> str:
        """The column of `events` that holds day 0 on an exchange."""
        if exchange not in DAY0_COLUMNS:
            raise KeyError(f"exchange {exchange!r}: must be one of {', '.join(DAY0_COLUMNS)}")
        return DAY0_COLUMNS[exchange]

    def day0(self, event_id: str, symbol: str) -> pd.Timestamp:
        """Day 0 of an event for a listing; NaT if its exchange has none."""
        if event_id not in self.events.index:
            raise KeyError(f"event {event_id!r}: no such id")
        return self.events.at[event_id, self.day0_column(self.listing(symbol).exchange)]

    def awaits_prices(self, event_id: str) -> bool:
        """Whether an event has no day 0 in any market because the record's prices end before it."""
        event = self.events.loc[event_id]
        return bool(event["date"] >= self.last_session and event[list(DAY0_COLUMNS.values())].isna().all())

    def day0_rule(self, event_id: str, symbol: str) -> str:
        """How that day 0 was found, in a few words."""
        if event_id not in self.events.index:
            raise KeyError(f"event {event_id!r}: no such id")
        column = self.day0_column(self.listing(symbol).exchange)
        return self.events.at[event_id, column.replace("day0_", "day0_rule_")]

    def renamed(self, event_id: str) -> str:
        """The id that an event has now, for one that it had in an earlier edition; else `event_id` itself."""
        later = dict(self._renamed)
        while event_id in later and event_id not in self.events.index:
            event_id = later.pop(event_id)
        return event_id

    @property
    def former_ids(self) -> dict[str, str]:
        """Ids that events had in earlier editions, with those that they have now."""
        return {old: self.renamed(old) for old in self._renamed}

    @property
    def _renamed(self) -> dict[str, str]:
        ids = self.changes[(self.changes["table"] == "events.csv") & (self.changes["column"] == "id")]
        return dict(zip(ids["old"], ids["new"], strict=True))

    def shares_outstanding(self, company: str, date: str | Date) -> tuple[int, str] | None:
        """Ordinary shares by the latest total on or before `date`, and how far
        it can be trusted; None when no usable total is known."""
        counts = self.share_counts
        rows = counts[
            (counts.company == company) & (counts.scope == "total") & (counts.as_of <= pd.Timestamp(date))
        ]
        if rows.empty:
            return None
        latest = rows.sort_values("as_of").iloc[-1]
        return int(latest.shares_outstanding), str(latest.confidence)

    @property
    def remembered(self) -> int:
        """How many results are kept with this snapshot."""
        return len(self._memory)

    def remember(self, key: Hashable, build: Callable[[], Any]) -> Any:
        """What `build()` makes, made once and kept as long as this snapshot."""
        if key not in self._memory:
            self._memory[key] = build()
        return self._memory[key]
