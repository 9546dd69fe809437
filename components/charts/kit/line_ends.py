"""What is written at the right end of each line: its name and where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from components.charts.kit.labels import from_the_top, spread

AIR = 4
"""Pixels between two labels."""


class LineEnd(NamedTuple):
    """The end of a line: its label, its value in units of the axis `y`, and pixels down the panel."""

    text: str
    value: float
    colour: str
    pixel: float


def line_end_labels(ends: Sequence[LineEnd], tall: float, size: float) -> list[dict[str, Any]]:
    """Annotations beside the ends, moved apart where they would touch, in the order in which they are read.

    tall: pixels of the panel. size: of the type.
    """
    placed = spread([end.pixel for end in ends], size + AIR, size / 2, tall - size / 2)
    return [
        {
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 4,
            "y": end.value,
            "yref": "y",
            "yshift": round(end.pixel - spot, 1),
            "text": end.text,
            "align": "left",
            "font": {"size": size, "color": end.colour},
        }
        for end, spot in from_the_top(zip(ends, placed, strict=True))
    ]
