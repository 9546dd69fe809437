"""Which moves a ranking draws, which of them it names, and where each row stands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from components.charts.kit.columns import Columns
from components.charts.kit.dots import with_spread
from components.charts.kit.look import WIDTH, Look


@dataclass(frozen=True)
class Frame:
    """Nominal pixels of a size class."""

    width: int
    named: int
    row: float
    between: float
    thickest: float


FRAMES = {
    "wide": Frame(WIDTH["wide"], 12, 22, 190, 7),
    "phone": Frame(WIDTH["phone"], 8, 37, 130, 5),
    "card": Frame(WIDTH["card"], 3, 23, 0, 5),
}
GAP = 10.0
NAME_SHARE, CARD_SHARE = 0.27, 0.44
"""Least share of the width beside the interval of a named row: head, month and a few words."""
MOST_BETWEEN = 280
"""Rows drawn between the named ones: two to a pixel, which is as many as are told apart."""


def thinned(shown: Columns, frame: Frame, standing: frozenset[str]) -> Columns:
    """The ranking with its middle thinned evenly, when it has more rows than pixels can show, but for the
    moves of events that stand out."""
    middle = np.arange(frame.named, len(shown) - frame.named)
    if len(middle) <= MOST_BETWEEN:
        return shown
    kept = with_spread(standing_of(shown, standing), middle, MOST_BETWEEN)
    kept[: frame.named] = kept[-frame.named :] = True
    return shown.at(kept)


def standing_of(shown: Columns, standing: frozenset[str]) -> np.ndarray:
    """Which moves are those of `standing` events, whoever else claims them."""
    claims = zip(shown["event_id"], shown["others"], strict=True)
    return np.array([not standing.isdisjoint((event, *others)) for event, others in claims], dtype=bool)


def ends_of(shown: Columns, frame: Frame) -> Columns:
    """The largest falls and rises alone."""
    falls, rises = np.flatnonzero(shown["car"] < 0), np.flatnonzero(shown["car"] > 0)
    return shown.at(np.concatenate([falls[: frame.named], rises[-frame.named :]]))


def rows_of(shown: Columns, frame: Frame) -> tuple[np.ndarray, np.ndarray, float]:
    """Which rows carry names, each row's y (pixels downwards) and the height of all."""
    count = len(shown)
    car = shown["car"]
    place = np.arange(count)
    named = (place < frame.named) & (car < 0) | (place >= count - frame.named) & (car > 0)
    if count <= 2 * frame.named:
        named[:] = True
    between = max(int((~named).sum()), 1)
    thin = min(frame.between / between, frame.thickest)
    size = np.where(named, frame.row, thin)
    gaps = np.concatenate([[0.0], np.where(named[1:] != named[:-1], GAP, 0.0)]).cumsum()
    y = np.cumsum(size) - size / 2 + gaps
    return named, y, float(size.sum() + gaps[-1] + 4)


def limits_of(shown: Columns, named: np.ndarray, look: Look) -> tuple[float, float]:
    """Every interval, and beside each named one the room that its name needs at least."""
    low, high = min(shown["ci_low"].min(), -0.01), max(shown["ci_high"].max(), 0.01)
    pad = 0.02 * (high - low)
    low, high = low - pad, high + pad
    if (look.card or not look.phone) and named.any():
        share = CARD_SHARE if look.card else NAME_SHARE
        right = shown["car"] <= 0  # where the free room lies
        ends, starts = shown["ci_high"][named & right], shown["ci_low"][named & ~right]
        for _ in range(4):  # each side's room is a share of the whole, which the other side widens
            high = max(high, (ends.max() - share * low) / (1 - share)) if len(ends) else high
            low = min(low, (starts.min() - share * high) / (1 - share)) if len(starts) else low
    return float(low), float(high)
