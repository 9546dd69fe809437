"""How strongly two series of returns move together, and how that number is written."""

from __future__ import annotations

import numpy as np

FEWEST = 10
"""Days below which a correlation is not stated."""


def correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Pearson's correlation of two arrays of one length; NaN for fewer than `FEWEST` values or none that vary."""
    if len(one) < FEWEST or not np.std(one) or not np.std(other):
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])


def number(value: float) -> str:
    """0.47, with a true minus sign; `unknown` for too few days."""
    return f"{value:.2f}".replace("-", "−") if np.isfinite(value) else "unknown"
