"""Prices of many listings laid out as matrices: one row a listing, one column a session.

Exchanges have different sessions, so column t means another date in another row; rows shorter
than the longest are padded with NaN. Everything downstream is arithmetic on these matrices.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from components.study.spec import CONTROLS


@dataclass(frozen=True, eq=False)
class Panel:
    """Returns of S listings on up to T sessions.

    symbols: names of the rows. sessions: each row's sessions. returns, market: [S, T] fractions,
    NaN where unknown. second: the second factor or None; a row of NaN means the two-factor model
    is not defined there. adjusted, close: [S, T] prices, or None when only returns are known.
    controls: [S, T, K] returns of shares outside tech as known at each close, for the model of that
    name; a row of NaN means that it is not defined there, a column of zeros stands for no control.
    control_names: the symbols of each row's controls, in their order.
    """

    symbols: tuple[str, ...]
    sessions: tuple[pd.DatetimeIndex, ...]
    returns: np.ndarray
    market: np.ndarray
    second: np.ndarray | None = None
    adjusted: np.ndarray | None = None
    close: np.ndarray | None = None
    controls: np.ndarray | None = None
    control_names: tuple[tuple[str, ...], ...] = ()

    def factor(self, model: str) -> np.ndarray:
        """What a model's loadings meet: the benchmark's returns [S, T], or the controls' [S, T, K]."""
        if model != CONTROLS:
            return self.market
        return np.full((*self.shape, 1), np.nan) if self.controls is None else self.controls

    @property
    def shape(self) -> tuple[int, int]:
        """Listings and the most sessions, (S, T)."""
        return self.returns.shape[0], self.returns.shape[1]

    @property
    def total_return(self) -> np.ndarray:
        """[S, T] total-return prices. ValueError when only returns are known."""
        if self.adjusted is None:
            raise ValueError("prices: this study knows returns only")
        return self.adjusted

    @property
    def traded(self) -> np.ndarray:
        """[S, T] closes as traded. ValueError when only returns are known."""
        if self.close is None:
            raise ValueError("prices: this study knows returns only")
        return self.close

    @cached_property
    def length(self) -> np.ndarray:
        """[S] sessions in each row."""
        return np.array([len(index) for index in self.sessions], dtype=np.int64)

    @cached_property
    def row(self) -> dict[str, int]:
        """Each symbol's row."""
        return {symbol: row for row, symbol in enumerate(self.symbols)}

    @cached_property
    def dates(self) -> np.ndarray:
        """[S, T + 1] session dates, NaT past the end; the last column stands for "no session"."""
        table = np.full((self.shape[0], self.shape[1] + 1), np.datetime64("NaT"), "datetime64[s]")
        for row, index in enumerate(self.sessions):
            table[row, : len(index)] = index.values.astype("datetime64[s]")
        return table


def returns_of(levels: np.ndarray, kind: str) -> np.ndarray:
    """One-session returns of price levels along the last axis, first session NaN.

    R_t = P_t / P_(t-1) - 1, or log(P_t / P_(t-1)) when `kind` is "log". A level that is missing,
    infinite, zero or negative makes its own return and the next one missing: a return over a gap
    is never passed off as that of one session.
    """
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        known = np.where(np.isfinite(levels) & (levels > 0), levels, np.nan)
        out = np.full(known.shape, np.nan)
        ratio = known[..., 1:] / known[..., :-1]
        out[..., 1:] = np.log(ratio) if kind == "log" else ratio - 1.0
        out[~np.isfinite(out)] = np.nan
    return out


def returns_from_prices(prices: pd.DataFrame, kind: str = "simple") -> pd.DataFrame:
    """Returns of a frame of prices (rows: sessions, columns: symbols); see `returns_of`."""
    values = returns_of(prices.to_numpy(float).T, kind).T
    return pd.DataFrame(values, index=prices.index, columns=prices.columns)


def stack(rows: list[np.ndarray], width: int) -> np.ndarray:
    """Pad one-dimensional rows with NaN to `width` columns and stack them."""
    out = np.full((len(rows), width), np.nan)
    for row, values in zip(out, rows, strict=True):
        row[: len(values)] = values
    return out


def stack_controls(tables: list[pd.DataFrame], width: int) -> np.ndarray:
    """[S, T, K] returns of each row's controls (rows: its sessions) for `Panel.controls`; K is the most."""
    out = np.full((len(tables), width, max((table.shape[1] for table in tables), default=0) or 1), np.nan)
    for row, table in zip(out, tables, strict=True):
        if table.shape[1]:
            row[: len(table)] = 0.0
            row[: len(table), : table.shape[1]] = table.to_numpy(float)
    return out


def positions(index: pd.DatetimeIndex, days: pd.Series | np.ndarray) -> np.ndarray:
    """Positions of `days` among the sessions `index`; -1 where a day is missing or no session."""
    return index.get_indexer(pd.DatetimeIndex(days).normalize())
