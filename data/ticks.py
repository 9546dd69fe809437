"""Hong Kong's price grid (the exchange's spread table)."""

from __future__ import annotations

import numpy as np
import pandas as pd

CHANGE = pd.Timestamp("2025-08-04")
"""On this day the spreads between HK$10 and HK$50 were narrowed."""
BEFORE = (
    (0.25, 0.001),
    (0.5, 0.005),
    (10, 0.01),
    (20, 0.02),
    (100, 0.05),
    (200, 0.1),
    (500, 0.2),
    (1000, 0.5),
    (2000, 1.0),
    (5000, 2.0),
    (np.inf, 5.0),
)
SINCE = (
    (0.25, 0.001),
    (0.5, 0.005),
    (20, 0.01),
    (50, 0.02),
    (100, 0.05),
    (200, 0.1),
    (500, 0.2),
    (1000, 0.5),
    (2000, 1.0),
    (5000, 2.0),
    (np.inf, 5.0),
)


def tick_sizes(prices: np.ndarray, dates: pd.Series) -> np.ndarray:
    """The grid's step at each price (HK$) on its date."""

    def step(table: tuple[tuple[float, float], ...]) -> np.ndarray:
        bounds, steps = np.array(table).T
        return steps[np.searchsorted(bounds, prices, side="left")]

    return np.where(np.asarray(dates >= CHANGE), step(SINCE), step(BEFORE))


def on_grid(prices: np.ndarray, dates: pd.Series) -> np.ndarray:
    """Whether each price is a whole number of steps."""
    steps = tick_sizes(prices, dates)
    return np.isclose(prices / steps, np.round(prices / steps), rtol=0, atol=1e-6)
