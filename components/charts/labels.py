"""Text on a figure that does not collide: its width, line-end labels, callouts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_NARROW, _WIDE = set("ijl.,:;'|!()[]tfrI· "), set("mwMW%@—&")
LINE_HEIGHT = 1.2


def text_width(text: str, size: float) -> float:
    """Pixels that `text` takes in a Helvetica-like face, a little generous."""
    ems = sum(
        0.30 if c in _NARROW else 0.88 if c in _WIDE else 0.70 if c.isupper() else 1.0 if ord(c) > 0x2E7F else 0.56
        for c in text
    )
    return ems * size + 2


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions nearest to `wanted` that stay `gap` apart inside [low, high].

    Neighbours too close are moved together about their mean (pool adjacent
    violators), so no label travels further than it must. When there is no room
    for all, they share what there is.
    """
    if not len(wanted):
        return []
    gap = min(gap, (high - low) / max(len(wanted) - 1, 1))
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    blocks: list[list[float]] = []  # [sum of (wanted - its place in the block), count]
    for rank, i in enumerate(order):
        blocks.append([wanted[i] - rank * gap, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            total, count = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += count
    levels = np.repeat([total / count for total, count in blocks], [int(count) for _, count in blocks])
    levels = np.clip(levels, low, high - gap * (len(order) - 1))
    result = [0.0] * len(order)
    for rank, i in enumerate(order):
        result[i] = float(levels[rank] + rank * gap)
    return result


@dataclass(frozen=True)
class Callout:
    """A short label beside its leader: box in pixels, y downwards; `side` is where the text lies."""

    text: str
    x: float
    left: float
    right: float
    top: float
    bottom: float
    side: str


def place_callouts(
    wanted: Sequence[tuple[float, str]],
    curves: Sequence[tuple[np.ndarray, np.ndarray]],
    *,
    width: float,
    height: float,
    size: float,
    most: int,
) -> list[Callout | None]:
    """Labels for the points `wanted` (x, text), most important first; None where there is no room.

    A leader drops from each label to the bottom of the panel. A label keeps
    clear of the curves (x, y in pixels), of other labels and of all leaders.
    """
    tall = size * LINE_HEIGHT
    placed: list[Callout] = []
    result: list[Callout | None] = []
    for x, text in wanted:
        spot = None
        if len(placed) < most and 0 <= x <= width:
            long = text_width(text, size) + 4
            options = [
                Callout(text, x, x + 3 if side == "right" else x - 3 - long, x + 3 + long if side == "right" else x - 3, top, top + tall, side)
                for top in np.arange(0, height - 2 * tall, tall / 2)
                for side in ("right", "left")
            ]
            fits = (
                option
                for option in options
                if option.left >= 0
                and option.right <= width
                and not any(_clash(option, other) for other in placed)
                and not any(_crosses(option, *curve) for curve in curves)
            )
            spot = next(fits, None)
        if spot:
            placed.append(spot)
        result.append(spot)
    return result


def _clash(one: Callout, other: Callout) -> bool:
    """Whether two callouts cover each other: box on box, or a leader through a box."""
    if abs(one.x - other.x) < 3:
        return True
    boxes = one.left < other.right + 4 and other.left < one.right + 4 and one.top < other.bottom and other.top < one.bottom
    through = any(
        a.left - 2 < b.x < a.right + 2 and b.top < a.bottom for a, b in ((one, other), (other, one))
    )
    return boxes or through


def _crosses(box: Callout, x: np.ndarray, y: np.ndarray) -> bool:
    """Whether a curve runs through (or within 3 pixels of) the label's box."""
    first, last = np.searchsorted(x, [box.left - 3, box.right + 3])
    part = y[max(first - 1, 0) : last + 1]
    if not len(part):
        return False
    return bool(part.max() >= box.top - 3 and part.min() <= box.bottom + 3) and _passes(part, box)


def _passes(part: np.ndarray, box: Callout) -> bool:
    side = np.where(part < box.top - 3, -1, np.where(part > box.bottom + 3, 1, 0))
    return bool((side == 0).any() or (np.diff(side) != 0).any())
