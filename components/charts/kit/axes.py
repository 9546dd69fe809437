"""Tick marks a newspaper would draw: whole years, months or days; round levels."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from components.language import percent, short_month

LABEL_ROOM, YEAR_ROOM = 56, 32
"""Pixels that a date under the axis needs, and those of a year."""


def date_ticks(first: pd.Timestamp, last: pd.Timestamp, width: float) -> dict[str, Any]:
    """`tickvals` and `ticktext` for a date axis of `width` pixels; labels stand right of their tick."""
    days = max((last - first).days, 1)
    room = LABEL_ROOM / width * days
    if days > 800:
        starts = pd.date_range(first, last, freq="YS")[:: -(-YEAR_ROOM * days // int(365 * width)) or 1]
        texts = [f"{when.year}" for when in starts]
        if not len(starts) or (starts[0] - first).days > 36 / width * days:
            starts, texts = starts.insert(0, first), [f"{first.year}", *texts]
    elif days > 62:
        months = next((step for step in (1, 2, 3, 6) if step * 30 >= room), 12)
        starts = pd.date_range(first, last, freq="MS")
        starts = starts[[(when.month - 1) % months == 0 for when in starts]]
        texts = [
            short_month(when) if i == 0 or when.month == 1 else f"{when:%b}" for i, when in enumerate(starts)
        ]
    else:
        step = next((step for step in (1, 2, 7, 14) if step >= room), 28)
        starts = pd.date_range(first, last, freq=f"{step}D")
        texts = [f"{when.day} {when:%b}" for when in starts]
    return {
        "tickmode": "array",
        "tickvals": [when.strftime("%Y-%m-%d") for when in starts],
        "ticktext": texts,
        "tickangle": 0,
    }


def level_ticks(low: float, high: float, count: int, *, log: bool = False) -> list[float]:
    """Round levels inside [low, high]; on a logarithmic axis 1, 2, 5 times powers of ten."""
    if log:
        powers = range(int(np.floor(np.log10(low))), int(np.ceil(np.log10(high))) + 1)
        ticks = [digit * 10.0**power for power in powers for digit in (1, 2, 5)]
        ticks = [tick for tick in ticks if low <= tick <= high]
        if len(ticks) >= 2:
            return ticks
    raw = max((high - low) / max(count, 1), 1e-9)
    power = 10 ** np.floor(np.log10(raw))
    step = power * next(digit for digit in (1, 2, 2.5, 5, 10) if digit * power >= raw * 0.999)
    return [
        round(float(tick), 10) for tick in np.arange(np.ceil(low / step) * step, high + step * 1e-6, step)
    ]


def percent_texts(ticks: list[float], *, signed: bool = True) -> list[str]:
    """Fractions on an axis in per cent, all with as many decimals as the finest step needs."""
    digits = next(
        (few for few in (0, 1) if all(abs(tick - round(tick, 2 + few)) < 1e-9 for tick in ticks)), 2
    )
    return [percent(tick, digits, signed=signed) for tick in ticks]
