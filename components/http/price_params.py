"""Parameters of `/data/prices.csv`, and the rows that they select."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from components.params import BadParam, Params, choices, day


def _every_symbol(snapshot) -> tuple[str, ...]:
    return (*snapshot.symbols(ring=3), *snapshot.benchmarks.columns)


@dataclass(frozen=True)
class PriceParams(Params):
    symbol: tuple[str, ...] = choices((), _every_symbol, help="listings or benchmarks")
    from_: date | None = day(help="first day")
    to: date | None = day(help="last day")

    def check(self, snapshot) -> None:
        if not self.symbol:
            raise BadParam("symbol", "", "name one or more of " + ", ".join(_every_symbol(snapshot)))
        if self.from_ and self.to and self.from_ > self.to:
            raise BadParam("from", self.from_.isoformat(), f"it must not lie after {self.to.isoformat()}")

    def select(self, snapshot) -> pd.DataFrame:
        """Rows by symbol and date; a benchmark has a closing level only."""
        listings = snapshot.prices[snapshot.prices["symbol"].isin(self.symbol)]
        levels = [
            snapshot.benchmarks[symbol]
            .dropna()
            .rename("close")
            .rename_axis("date")
            .reset_index()
            .assign(symbol=symbol)
            for symbol in self.symbol
            if symbol in snapshot.benchmarks
        ]
        rows = pd.concat([listings, *levels], ignore_index=True)[list(snapshot.prices.columns)]
        if self.from_:
            rows = rows[rows["date"] >= pd.Timestamp(self.from_)]
        if self.to:
            rows = rows[rows["date"] <= pd.Timestamp(self.to)]
        return rows.reset_index(drop=True)
