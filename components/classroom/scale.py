"""The five steps on which a class guesses, and what a guess earns."""

from __future__ import annotations

import math
from collections.abc import Sequence

STEPS = 5
WINDOWS = ((0, 0), (0, 1), (0, 5))

BOUNDS: dict[tuple[int, int], tuple[float, float]] = {
    (0, 0): (1.0, 3.0),
    (0, 1): (1.5, 4.0),
    (0, 5): (2.0, 6.0),
}
"""Event window → the two bounds between steps, in per cent. They were set on the first edition, so
that every step holds between a tenth and a third of the moves beside its events; on the second they do."""


UNTIL = {
    (0, 0): "to the close of day 0 itself",
    (0, 1): "to the close of the next session",
    (0, 5): "to the close of the fifth session after day 0",
}
"""Up to when a move counts."""


def step_names(window: tuple[int, int]) -> tuple[str, ...]:
    """`Fell over 3%`, … `Rose over 3%`."""
    near, far = (f"{bound:g}" for bound in BOUNDS[window])
    return (
        f"Fell over {far}%",
        f"Fell {near}–{far}%",
        f"Within {near}%",
        f"Rose {near}–{far}%",
        f"Rose over {far}%",
    )


def step_of(move: float, window: tuple[int, int]) -> int:
    """The step of a move (a fraction), 0 to 4, judged by its value in per cent to one decimal, as it is
    shown.

    ValueError for a move that is not a number.
    """
    if not math.isfinite(move):
        raise ValueError(f"move: {move!r} is not a number, so it has no step")
    near, far = BOUNDS[window]
    shown = round(move * 100, 1)
    if abs(shown) <= near:
        return 2
    return (0 if shown < -far else 1) if shown < 0 else (4 if shown > far else 3)


def points(guess: int, truth: int) -> float:
    """One for the right step, a half for the step beside it, else nothing."""
    return (1.0, 0.5)[abs(guess - truth)] if abs(guess - truth) < 2 else 0.0


def mean_points(counts: Sequence[int], truth: int) -> float:
    """The mean over all hands; NaN when nobody guessed."""
    hands = sum(counts)
    return (
        sum(count * points(step, truth) for step, count in enumerate(counts)) / hands if hands else math.nan
    )


def by_chance(truth: int) -> float:
    """What a class earns on average that picks its steps blindly."""
    return mean_points([1] * STEPS, truth)


def chance_variance(truth: int) -> float:
    """Variance of the points of one blind pick."""
    return sum(points(step, truth) ** 2 for step in range(STEPS)) / STEPS - by_chance(truth) ** 2


def most_chosen(counts: Sequence[int]) -> tuple[int, ...]:
    """The step or steps with most hands; empty when nobody guessed."""
    top = max(counts, default=0)
    return tuple(step for step, count in enumerate(counts) if count == top) if top else ()
