"""The price axis of a panel, in pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from components.charts.kit.lines import Line


@dataclass(frozen=True)
class Scale:
    """The price axis: limits, and the pixel (downwards from the panel's top) of a value."""

    low: float
    high: float
    log: bool
    height: float

    @classmethod
    def of(
        cls, lines: tuple[Line, ...], candles: pd.DataFrame | None, log: bool, height: float, headroom: float
    ) -> Scale:
        values = [line.values for line in lines]
        if candles is not None:
            values += [candles["low"].dropna().to_numpy(), candles["high"].dropna().to_numpy()]
        if not values:
            return cls(1, 10, log, height)
        low, high = min(v.min() for v in values), max(v.max() for v in values)
        share = headroom / height
        if log:
            low, high = np.log10(low), np.log10(high)
            span = (high - low) or 0.1
            low -= 0.05 * span
            return cls(float(10**low), float(10 ** (low + (high - low) / (1 - share))), log, height)
        span = (high - low) or abs(high) or 1.0
        floor = 0.0 if 0 <= low < 0.25 * high else low - 0.05 * span
        return cls(float(floor), float(floor + (high - floor) / (1 - share)), log, height)

    def pixel(self, value: Any) -> Any:
        if self.log:
            value, low, high = np.log10(value), np.log10(self.low), np.log10(self.high)
        else:
            low, high = self.low, self.high
        return (high - value) / (high - low) * self.height
