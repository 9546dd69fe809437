"""The event windows that readers are offered, and their names."""

from __future__ import annotations

from components.language import relative_day

WINDOWS = ((-1, 1), (0, 0), (0, 1), (0, 5), (-5, 10))
WINDOW_NAMES = {
    (-1, 1): "Day before to day after",
    (0, 0): "Day 0 only",
    (0, 1): "Day 0 and 1",
    (0, 5): "Day 0 to 5",
    (-5, 10): "Day −5 to +10",
}


def window_name(window: tuple[int, int]) -> str:
    """`Day before to day after`; any other window by its days."""
    first, last = window
    return WINDOW_NAMES.get(window, f"Day {relative_day(first)} to {relative_day(last)}")
