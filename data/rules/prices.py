"""Rules of the price tables: order, sessions, ranges, ticks, total returns."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from data.curated import SERIES, Tables, split_list
from data.day0 import session_closes
from data.ticks import on_grid, tick_sizes
from data.total_return import total_return_closes
from data.violations import Violation

UNSCHEDULED_CLOSURES = {
    # A super typhoon and a rainstorm; exchange_calendars 4.13.2 lists both days
    # as sessions (its issue #600).
    "XHKG": pd.DatetimeIndex(["2023-09-01", "2023-09-08"]),
}
ADJUSTED_CLOSE_TOLERANCE = 6e-5
"""Adjusted closes are written with four decimals."""


def price_tables(tables: Tables) -> Iterator[tuple[str, pd.DataFrame]]:
    for name, frame in tables.items():
        if name.startswith(tuple(SERIES)):
            yield name, frame


def dates_ascend(tables: Tables) -> Iterator[Violation]:
    for name, frame in price_tables(tables):
        backwards = frame.date <= frame.date.shift()
        for row, date in frame.date[backwards].items():
            yield Violation(name, row, "date", f"{date:%Y-%m-%d}", "not after the row before")


def prices_are_within_the_day(tables: Tables) -> Iterator[Violation]:
    for name, frame in price_tables(tables):
        if "low" not in frame:
            continue
        for column in ("open", "close"):
            for bound, outside in (("low", frame[column] < frame.low), ("high", frame[column] > frame.high)):
                for row, price in frame[column][outside].items():
                    yield Violation(
                        name,
                        row,
                        column,
                        f"{price:g}",
                        f"beyond the day's {bound}, {frame[bound][row]:g}",
                    )
        for row, price in frame.high[frame.high < frame.low].items():
            yield Violation(name, row, "high", f"{price:g}", f"below the day's low, {frame.low[row]:g}")


def hong_kong_prices_are_on_the_grid(tables: Tables) -> Iterator[Violation]:
    listings = tables["listings.csv"]
    for symbol in listings.symbol[listings.exchange == "XHKG"]:
        name = f"prices/{symbol}.csv"
        if name not in tables or "adj_close" not in tables[name]:
            continue
        frame = tables[name]
        for column in ("open", "high", "low", "close"):
            cells = frame[[column, "date"]].dropna()
            prices = cells[column].to_numpy(float)
            off = cells.loc[~on_grid(prices, cells.date)]
            for row, price in off[column].items():
                step = tick_sizes(np.array([price]), frame.date[[row]])[0]
                yield Violation(name, row, column, f"{price:g}", f"not on the exchange's grid of HK${step:g}")


def adjusted_closes_follow_from_the_actions(tables: Tables) -> Iterator[Violation]:
    actions = tables["corporate_actions.csv"]
    for name, frame in price_tables(tables):
        if "volume" not in frame or frame.close.isna().any() or not frame.date.is_monotonic_increasing:
            continue
        own = actions[actions.symbol == name[7:-4]]
        closes = frame.set_index("date").close
        expected = total_return_closes(closes, own).to_numpy()
        wrong = ~(np.abs(frame.adj_close - expected) <= ADJUSTED_CLOSE_TOLERANCE)
        for row, value in frame.adj_close[wrong].items():
            yield Violation(
                name,
                row,
                "adj_close",
                f"{value:g}",
                f"close and corporate_actions.csv give {expected[frame.index.get_loc(row)]:.4f}",
            )


def prices_are_from_sessions(tables: Tables) -> Iterator[Violation]:
    """Every price of a share or control falls on a session of its benchmark's exchange."""
    listings, controls = tables["listings.csv"], tables["controls.csv"]
    named = [(f"prices/{s}.csv", b) for s, b in zip(listings.symbol, listings.benchmark, strict=True)]
    named += [
        (f"control_prices/{symbol}.csv", "HSI" if exchange == "XHKG" else "GSPC")
        for symbol, exchange in zip(controls.symbol, controls.exchange, strict=True)
    ]
    for name, benchmark in named:
        sessions = tables.get(f"prices/{benchmark}.csv")
        if name not in tables or sessions is None:
            continue
        dates = tables[name].date
        for row, date in dates[dates.notna() & ~dates.isin(sessions.date)].items():
            yield Violation(name, row, "date", f"{date:%Y-%m-%d}", f"not a session of {benchmark}")


def sessions_agree_with_the_calendar(tables: Tables) -> Iterator[Violation]:
    """The benchmark's dates against exchange_calendars, both ways."""
    benchmarks = tables["benchmarks.csv"]
    for symbol, exchanges in zip(benchmarks.symbol, benchmarks.exchanges, strict=True):
        name, exchange = f"prices/{symbol}.csv", split_list(exchanges)[0]
        if name not in tables or tables[name].date.isna().any() or not len(tables[name]):
            continue
        dates = pd.DatetimeIndex(tables[name].date)
        closed = UNSCHEDULED_CLOSURES.get(exchange, pd.DatetimeIndex([]))
        scheduled = session_closes(exchange, dates.min().date(), dates.max().date()).index
        for date in scheduled.difference(dates).difference(closed):
            yield Violation(name, 0, "date", f"{date:%Y-%m-%d}", f"a session of {exchange} without a row")
        for row, date in tables[name].date[~dates.isin(scheduled.difference(closed))].items():
            yield Violation(name, row, "date", f"{date:%Y-%m-%d}", f"{exchange} was closed")


RULES = (
    (dates_ascend, ()),
    (prices_are_within_the_day, ()),
    (hong_kong_prices_are_on_the_grid, ("listings.csv",)),
    (adjusted_closes_follow_from_the_actions, ("corporate_actions.csv",)),
    (prices_are_from_sessions, ("listings.csv", "controls.csv")),
    (sessions_agree_with_the_calendar, ("benchmarks.csv",)),
)
