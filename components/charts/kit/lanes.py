"""Markers in lanes that never cover one another: a swarm inside each lane.

Everything is in pixels, so that a marker's size and its distance from its
neighbours are in the same unit. The layout is deterministic: same events, same
picture.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

CLEARANCE = 0.5
"""Pixels left free between two markers of a lane."""


@dataclass(frozen=True)
class Lane:
    """Where a lane lies and where its markers are; y runs downwards from the top of the lanes."""

    name: str
    top: float
    bottom: float
    y: np.ndarray
    """Marker centres, in the order given."""

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def swarm(x: np.ndarray, width: np.ndarray, height: np.ndarray) -> np.ndarray:
    """Vertical offsets that separate ellipses centred at `x`, each as near to 0 as it can be.

    Two markers are apart when (Δx / mean width)² + (Δy / mean height)² ≥ 1. Large
    ones are placed first and stay on the line; the others take the free spot
    nearest to it, touching a neighbour. Ties go upwards.
    """
    x, across, tall = ((np.asarray(v, float) / k).tolist() for v, k in ((x, 1), (width, 2), (height, 2)))
    offset = [0.0] * len(x)
    placed: list[int] = []
    for i in sorted(range(len(x)), key=lambda k: (-across[k], x[k], k)):
        kept = []  # (offset of a neighbour, how far above or below it is free)
        for k in placed:
            share = (x[k] - x[i]) / (across[k] + across[i] + CLEARANCE)
            if abs(share) < 1:
                kept.append((offset[k], (tall[k] + tall[i] + CLEARANCE) * math.sqrt(1 - share * share)))
        spots = [0.0, *(at - rise for at, rise in kept), *(at + rise for at, rise in kept)]
        free = (spot for spot in spots if all(abs(spot - at) >= rise - 1e-9 for at, rise in kept))
        offset[i] = min(free, key=lambda spot: (round(abs(spot), 6), spot))
        placed.append(i)
    return np.array(offset)


def stack(
    lanes: Sequence[tuple[str, np.ndarray, np.ndarray, np.ndarray]],
    *,
    least: float,
    head: float = 0.0,
    padding: float = 4.0,
) -> list[Lane]:
    """Lanes one under the other, each as tall as its swarm needs.

    lanes: (name, x, width, tall) of each, arrays over its markers. least: smallest height. head: pixels kept
    free at the top of each lane, for its name. padding: above and below the swarm.
    """
    result: list[Lane] = []
    top = 0.0
    for name, x, width, tall in lanes:
        offset = swarm(x, width, tall)
        above = max((tall / 2 - offset).max(), 0) if len(x) else 0.0
        below = max((tall / 2 + offset).max(), 0) if len(x) else 0.0
        height = max(least, head + above + below + 2 * padding)
        slack = height - head - above - below
        line = top + head + slack / 2 + above
        result.append(Lane(name, top, top + height, line + offset))
        top += height
    return result
