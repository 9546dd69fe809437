"""How tall an embed is at any width, as CSS: a frame that no script resizes follows the column it stands in.

An embed grows with its width while its words take fewer lines, and changes its drawing twice. Straight lines
just over that curve, each for a stretch of widths, say it in a few hundred characters.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from components.embed.drawing import SIZES
from components.embed.heights import embed_height
from components.embed.request import Asked

NARROWEST, WIDEST, STEP = 280, 1280, 4
"""Pixels of the widths that are looked at; beyond them the outer lines go on."""
LOOSE = 48
"""Pixels that a line may be above the curve: less takes more lines."""

Point = tuple[int, int]
"""A width and the height there."""


def css_height(asked: Asked) -> str:
    """The height in units of the container around the frame; empty for a compact embed, which has one."""
    if asked.presentation.compact:
        return ""
    points = [(width, embed_height(asked, width)) for width in range(NARROWEST, WIDEST + 1, STEP)]
    stretches = [stretch for drawn in _by_drawing(points) for stretch in _stretches(drawn)]
    ends = [stretch[0][0] for stretch in stretches[1:]]
    pieces = []
    for stretch, first, end in zip(stretches, [None, *ends], [*ends, None], strict=True):
        start, slope = line_over(stretch)
        limits = [f"{math.ceil(start)}px + {100 * slope:.1f}cqw"]
        limits += [f"(100cqw - {first - 1}px)*9999"] if first else []
        limits += [f"({end}px - 100cqw)*9999"] if end else []
        pieces.append(f"min({','.join(limits)})")
    return f"max({','.join(pieces)})"


def line_over(points: Sequence[Point]) -> tuple[float, float]:
    """Start and slope of the straight line that is under none of the points and, all in all, nearest."""
    hull: list[Point] = []
    for point in points:
        while len(hull) > 1 and _turns_up(hull[-2], hull[-1], point):
            hull.pop()
        hull.append(point)
    if len(hull) == 1:
        return float(hull[0][1]), 0.0
    middle = sum(width for width, _ in points) / len(points)
    (x, y), (end, tall) = next(edge for edge in zip(hull, hull[1:], strict=False) if edge[1][0] >= middle)
    slope = (tall - y) / (end - x)
    return y - slope * x, slope


def _turns_up(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) >= (c[0] - a[0]) * (b[1] - a[1])


def _by_drawing(points: Sequence[Point]) -> list[list[Point]]:
    """The points of each drawing: between two of them the height jumps."""
    starts = sorted(one.shown_from for one in SIZES.values())
    return [
        [point for point in points if first <= point[0] < end]
        for first, end in zip(starts, [*starts[1:], WIDEST + 1], strict=True)
    ]


def _stretches(points: Sequence[Point]) -> list[list[Point]]:
    """As few as can be, one line over each being nowhere looser than `LOOSE`."""
    found: list[list[Point]] = [[]]
    for point in points:
        longer = [*found[-1], point]
        start, slope = line_over(longer)
        if all(start + slope * width - tall <= LOOSE for width, tall in longer):
            found[-1] = longer
        else:
            found.append([point])
    return found
