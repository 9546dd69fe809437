"""Small worlds made by chance, beside the record of `tests/conftest.py`."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest


class World:
    """Returns made by chance: `symbols` on `sessions`, a share of them missing."""

    def __init__(self, seed: int = 0, sessions: int = 300, symbols: int = 3, missing: float = 0.0):
        rng = np.random.default_rng(seed)
        self.rng = rng
        self.dates = pd.bdate_range("2020-01-01", periods=sessions, name="date")
        market = rng.normal(0.0003, 0.012, sessions)
        noise = rng.normal(0, 0.02, (sessions, symbols))
        values = 0.0005 + np.outer(market, 0.6 + 0.3 * np.arange(symbols)) + noise
        values[rng.random(values.shape) < missing] = np.nan
        self.benchmark = pd.Series(market, self.dates, name="INDEX")
        self.second = pd.Series(rng.normal(0, 0.01, sessions), self.dates, name="OVERSEAS")
        names = [f"S{place}" for place in range(symbols)]
        self.returns = pd.DataFrame(values, self.dates, names)

    def events(self, places, symbol=None) -> pd.DataFrame:
        """Events on the sessions at `places`."""
        frame = pd.DataFrame(
            {
                "event_id": [f"e{number}" for number in range(len(places))],
                "day0": self.dates[list(places)],
            }
        )
        return frame if symbol is None else frame.assign(symbol=symbol)


@pytest.fixture(scope="session")
def world():
    return World
