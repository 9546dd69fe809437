"""Parameters of `/data/prices.csv`, and the rows that they select."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from components.params import BadParam
from components.params.record import Period, Symbols, everything_priced
from data import Snapshot


@dataclass(frozen=True)
class PriceParams(Period, Symbols):
    """Which prices, of listings, indices or controls, and of which days."""

    NEEDED = frozenset({"symbols"})

    def check(self, snapshot: Snapshot) -> None:
        super().check(snapshot)
        if not self.symbols:
            names = ", ".join(everything_priced(snapshot))
            raise BadParam("symbols", "", f"name one or more of {names}")

    def select(self, snapshot: Snapshot) -> pd.DataFrame:
        """Rows by symbol and date; a benchmark has a closing level only, a control its closes."""
        listings = snapshot.prices[snapshot.prices["symbol"].isin(self.symbols)]
        levels = [
            snapshot.benchmarks[symbol]
            .dropna()
            .rename("close")
            .rename_axis("date")
            .reset_index()
            .assign(symbol=symbol)
            for symbol in self.symbols
            if symbol in snapshot.benchmarks
        ]
        controls = snapshot.control_prices[snapshot.control_prices["symbol"].isin(self.symbols)]
        rows = pd.concat([listings, *levels, controls.assign(source="bundled")], ignore_index=True)[
            list(snapshot.prices.columns)
        ]
        if self.from_:
            rows = rows[rows["date"] >= pd.Timestamp(self.from_)]
        if self.to:
            rows = rows[rows["date"] <= pd.Timestamp(self.to)]
        return rows.reset_index(drop=True)
