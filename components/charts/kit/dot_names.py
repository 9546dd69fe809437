"""Names written beside dots, as many as fit without touching a dot or one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from components.charts.kit.labels import text_width

Box = tuple[float, float, float, float]
"""left, top, right, bottom in pixels, y downwards."""
GAP = 7.0


def placed_names(
    x: np.ndarray,
    y: np.ndarray,
    texts: Sequence[tuple[int, str]],
    *,
    plot: tuple[float, float],
    size: float,
    most: int,
    taken: Sequence[Box] = (),
    radius: float = 5.0,
) -> list[tuple[int, str, str]]:
    """Which names to write, and on which side of their dots.

    x, y: pixels of every dot. texts: (number of the dot, name), most important first. plot: width
    and height. taken: boxes that must stay free. Returns (number, name, "left" or "right"): the
    `xanchor` of a text that is shifted GAP pixels away from its dot.
    """
    boxes = np.array([*taken], float).reshape(-1, 4)
    written: list[tuple[int, str, str]] = []
    for at, text in texts:
        width = text_width(text, size)
        for anchor, left in (("left", x[at] + GAP), ("right", x[at] - GAP - width)):
            box = (left, y[at] - size * 0.68, left + width, y[at] + size * 0.68)
            inside = box[0] >= 0 and box[2] <= plot[0] and box[1] >= -4 and box[3] <= plot[1]
            if inside and not _touches(box, boxes) and not _covers(box, x, y, radius):
                boxes = np.vstack([boxes, box])
                written.append((at, text, anchor))
                break
        if len(written) == most:
            break
    return written


def fitted(text: str, room: float, size: float) -> str:
    """`text` cut at a word so that it takes at most `room` pixels."""
    while text_width(text, size) > room and " " in text:
        text = text.rstrip("…").rsplit(" ", 1)[0].rstrip(",;: ") + "…"
    return text


def name_notes(
    written: Sequence[tuple[int, str, str]], places: Sequence[tuple[Any, float]], size: float, ink: str
) -> list[dict[str, Any]]:
    """Annotations of the names that `placed_names` chose.

    places: x and y of every dot, in units of the axes.
    """
    return [
        {
            "x": places[at][0],
            "y": places[at][1],
            "xanchor": anchor,
            "xshift": GAP - 1 if anchor == "left" else 1 - GAP,
            "text": text,
            "font": {"size": size, "color": ink},
        }
        for at, text, anchor in written
    ]


def _touches(box: Box, boxes: np.ndarray) -> bool:
    return bool(
        (
            (box[0] < boxes[:, 2]) & (boxes[:, 0] < box[2]) & (box[1] < boxes[:, 3]) & (boxes[:, 1] < box[3])
        ).any()
    )


def _covers(box: Box, x: np.ndarray, y: np.ndarray, radius: float) -> bool:
    """Whether a dot lies under the box. Its own dot is GAP away, so it does not count."""
    return bool(
        (
            (x > box[0] - radius)
            & (x < box[2] + radius)
            & (y > box[1] - radius / 2)
            & (y < box[3] + radius / 2)
        ).any()
    )
