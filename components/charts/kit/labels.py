"""Text on a figure that does not collide: its width, line-end labels, callouts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

_NARROW, _WIDE = set("ijl.,:;'|!()[]tfrI· "), set("mwMW%@—&")
LINE_HEIGHT = 1.2


@lru_cache(maxsize=8_192)
def text_width(text: str, size: float) -> float:
    """Pixels that `text` takes in a Helvetica-like face, a little generous."""
    ems = sum(
        0.30
        if c in _NARROW
        else 0.88
        if c in _WIDE
        else 0.70
        if c.isupper()
        else 1.0
        if ord(c) > 0x2E7F
        else 0.56
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


def from_the_top(labels: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Labels at the ends of lines as they are read; the last of each is its place in pixels downwards."""
    return sorted(labels, key=lambda label: label[-1])


class Callout(NamedTuple):
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
    The labels are set from left to right, each in the highest row that is free;
    when one finds no room, the least important of it and its neighbours gives way.
    """
    tall = size * LINE_HEIGHT
    rows = np.arange(0, height - 2 * tall, tall)
    options = {
        rank: _options(x, text, rows, tall, size, width, curves) for rank, (x, text) in enumerate(wanted)
    }
    chosen = [rank for rank, found in options.items() if found][:most]
    boxes = {rank: _numbers(found) for rank, found in options.items()}
    while True:
        placed, loser = _left_to_right(chosen, options, boxes, wanted)
        if loser is None:
            break
        chosen.remove(loser)
    for rank in sorted(options.keys() - placed.keys()):  # those that gave way, and the rest
        free = ~_clashes(boxes[rank], _numbers(placed.values())).any(axis=1)
        if len(placed) < most and free.any():
            placed[rank] = options[rank][int(free.argmax())]
    return [placed.get(rank) for rank in range(len(wanted))]


def _options(
    x: float,
    text: str,
    rows: np.ndarray,
    tall: float,
    size: float,
    width: float,
    curves: Sequence[tuple[np.ndarray, np.ndarray]],
) -> list[Callout]:
    """Every box inside the panel, highest first, that no curve runs through."""
    long = text_width(text, size) + 4
    found = []
    for side, left in (("right", x + 3), ("left", x - 3 - long)):
        if left < 0 or left + long > width:
            continue
        blocked = np.zeros(len(rows), bool)
        for curve_x, curve_y in curves:
            first, last = np.searchsorted(curve_x, [left - 3, left + long + 3])
            part = curve_y[max(first - 1, 0) : last + 1]
            if len(part):
                low, high = np.minimum(part[:-1], part[1:]), np.maximum(part[:-1], part[1:])
                blocked |= ((low <= rows[:, None] + tall + 3) & (high >= rows[:, None] - 3)).any(axis=1)
        found += [
            Callout(text, x, left, left + long, float(row), float(row + tall), side) for row in rows[~blocked]
        ]
    return sorted(found, key=lambda box: (box.top, box.side == "left"))


def _left_to_right(
    ranks: Sequence[int],
    options: dict[int, list[Callout]],
    boxes: dict[int, np.ndarray],
    wanted: Sequence[tuple[float, str]],
) -> tuple[dict[int, Callout], int | None]:
    """Boxes for these labels; or the label that has to go before a box can be found for all."""
    placed: dict[int, Callout] = {}
    for rank in sorted(ranks, key=lambda r: (wanted[r][0], r)):
        clash = _clashes(boxes[rank], _numbers(placed.values()))
        free = ~clash.any(axis=1)
        if not free.any():
            near = np.array(list(placed), int)[clash.any(axis=0)]
            return placed, max([rank, *near.tolist()])
        placed[rank] = options[rank][int(free.argmax())]
    return placed, None


def _numbers(boxes: Iterable[Callout]) -> np.ndarray:
    """[boxes, 5]: x, left, right, top, bottom."""
    return np.array([box[1:6] for box in boxes], float).reshape(-1, 5)


def _clashes(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """[one, other]: box on box, leader on leader, or a leader through a box."""
    x, left, right, top, bottom = one.T[:, :, None]
    x2, left2, right2, top2, bottom2 = other.T[:, None, :]
    leaders = np.abs(x - x2) < 3
    boxes = (left < right2 + 4) & (left2 < right + 4) & (top < bottom2) & (top2 < bottom)
    theirs = (left - 2 < x2) & (x2 < right + 2) & (top2 < bottom)
    ours = (left2 - 2 < x) & (x < right2 + 2) & (top < bottom2)
    return leaders | boxes | theirs | ours
