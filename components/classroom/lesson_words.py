"""Moves, chances and days as the lesson says them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from components.language import listed, percent, relative_day

DIGITS = 2
"""Decimals of a day's return in per cent: with fewer, sums shown would not add up."""
MOST_LISTED = 5
"""Days up to which each return of a window is named."""


def signed(fraction: float) -> str:
    """−8.13%, +0.16%, 0.00%."""
    return percent(fraction, DIGITS, signed=True)


def moved(fraction: float) -> str:
    """`rose 0.16%`, `fell 8.13%`, `did not move`."""
    size = percent(abs(fraction), DIGITS)
    if nought(fraction):
        return "did not move"
    return f"{'fell' if fraction < 0 else 'rose'} {size}"


def nought(fraction: float) -> bool:
    """Whether a fraction is written as nought."""
    return float(percent(abs(fraction), DIGITS)[:-1]) == 0


def chance(p: float) -> str:
    """A probability in per cent; `under 0.01%` where it would be written as nought."""
    if not math.isfinite(p):
        return "unknown"
    if p < 0.0001:
        return "under 0.01%"
    return percent(p, 2 if p < 0.01 else 1 if p < 0.1 else 0)


def times(value: float) -> str:
    """`4.3 times`; `a tenth of` would be read wrongly, so small ratios are numbers too."""
    return f"{value:.1f} times"


def day_name(day: int) -> str:
    """`day −1`, `day 0`, `day +3`."""
    return f"day {relative_day(day)}"


def days_named(window: tuple[int, int]) -> str:
    """`day 0`, `days −1 to +1`."""
    first, last = window
    return day_name(first) if first == last else f"days {relative_day(first)} to {relative_day(last)}"


def added(values: Sequence[float]) -> str:
    """`−1.63%, −8.67% and −7.92%`, where there are few enough to name; else ""."""
    return listed(signed(value) for value in values) if len(values) <= MOST_LISTED else ""
