"""The timeline's proportions in pixels, for each size class."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from components.charts.kit import theme
from components.charts.kit.labels import text_width
from components.charts.kit.lines import Line
from components.charts.kit.look import WIDTH, Look
from components.language import level

DAY = np.timedelta64(1, "D")
EDGE = 7
"""Pixels between the first and last day and the ends of the axis."""


@dataclass(frozen=True)
class Frame:
    """Nominal pixels of a size class. The figure stretches sideways; markers and type do not."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    gap: int
    least_price: int
    least_lane: float
    lane_head: float
    marker: float
    callouts: int
    headroom: int
    """Pixels above the highest price, for callouts."""

    @property
    def plot(self) -> int:
        return self.width - self.left - self.right


FRAMES = {
    "wide": Frame(WIDTH["wide"], 660, 124, 100, 4, 26, 36, 320, 22, 0, 1.0, 20, 44),
    "phone": Frame(WIDTH["phone"], 680, 30, 76, 2, 24, 36, 250, 30, 15, 0.66, 8, 44),
}


def frame_for(lines: tuple[Line, ...], look: Look) -> Frame:
    """The size class, with a right margin that holds the longest line-end label."""
    frame = FRAMES[look.size]
    size = theme.font_size(look, 1)
    longest = max((text_width(f"{line.name} {last_level(line)}", size) for line in lines), default=0)
    return replace(frame, right=max(frame.right, round(longest) + 12))


def across(dates: np.ndarray, first: pd.Timestamp, per_day: float) -> np.ndarray:
    """Pixels of days from the left end of the axis, where `first` is the first day shown."""
    return EDGE + (dates - first.to_numpy()) / DAY * per_day


def last_level(line: Line) -> str:
    """The figure beside a line's name: whole points, or a price with the digits that matter."""
    last = float(line.values[-1])
    return level(last) if line.traded and last < 100 else f"{last:,.0f}"
