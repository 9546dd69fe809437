"""A grid of small panels in one figure, laid out in pixels."""

from __future__ import annotations

from dataclasses import dataclass

from components.charts.kit.look import Look

HEAD = 36
FOOT = 48
GUTTER = 46


@dataclass(frozen=True)
class Panel:
    """One panel's axis suffix ("" for the first) and its place in paper units."""

    suffix: str
    x: tuple[float, float]
    y: tuple[float, float]
    top: float
    """Where the panel's heading starts, paper units."""


def grid(count: int, look: Look, *, width: int, inside: int) -> tuple[list[Panel], int]:
    """Panels row by row, and the height of the plot area in pixels.

    width: nominal width of the plot area. inside: height of a panel without its heading and ticks.
    """
    columns = 1 if look.phone and not look.card else min(count, 2 if count in (2, 4) else 3)
    rows = -(-count // columns)
    cell = HEAD + inside + FOOT
    height = rows * cell - FOOT
    wide = (width - GUTTER * (columns - 1)) / columns
    panels = []
    for i in range(count):
        row, column = divmod(i, columns)
        left = column * (wide + GUTTER)
        top = row * cell
        panels.append(
            Panel(
                "" if i == 0 else str(i + 1),
                (left / width, min((left + wide) / width, 1.0)),
                (max(1 - (top + HEAD + inside) / height, 0.0), 1 - (top + HEAD) / height),
                1 - top / height,
            )
        )
    return panels, height
