"""Bands and comparisons that resample event days, never single firms.

Firms hit by one event move together; drawing them apart would count one shock several times. The
unit drawn is the event day (see `sample.draw`). Seeds are fixed, so results repeat exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy import special

from components.study.result import StudyResult
from components.study.sample import Sample, draw

SEED = 20210315
DRAWS = 2_000
PERMUTATIONS = 9_999


def bootstrap_band(
    sample: Sample, confidence: float, draws: int = DRAWS, seed: int = SEED
) -> tuple[np.ndarray, np.ndarray]:
    """Expanded percentile band of the CAAR by day: (low, high), [L] fractions.

    Event days are drawn with replacement, as many as there are; each draw's CAAR is the mean of
    the observations drawn. Plain percentiles are too narrow for few event days G, like a normal
    quantile and a variance over G where Student t and G - 1 belong; so the tails are taken
    further out, at Phi(-sqrt(G / (G - 1)) t_(G-1)). NaN with fewer than two event days. Efron
    (1979, Annals of Statistics 7); Hesterberg (2015, The American Statistician 69, 371-386).
    """
    paths = sample.ar.cumsum(axis=1)
    days = sample.event_days
    if days < 2:
        nothing = np.full(sample.length, np.nan)
        return nothing, nothing
    sums = np.zeros((days, paths.shape[1]))
    np.add.at(sums, sample.day, paths)
    counts = np.bincount(sample.day, minlength=days).astype(float)
    weights = _drawn_days(days, draws, seed).astype(float)
    means = (weights @ sums) / (weights @ counts)[:, None]
    quantile = special.stdtrit(days - 1, 0.5 + confidence / 2)
    tail = special.ndtr(-np.sqrt(days / (days - 1)) * quantile)
    low, high = column_quantiles(means, (tail, 1 - tail))
    return low, high


def column_quantiles(table: np.ndarray, levels: Sequence[float]) -> list[np.ndarray]:
    """Quantiles of each column of a table [N, L] without gaps, [L] a level; those of `np.quantile`, which
    takes five times as long."""
    ascending = np.sort(table.T, axis=1)
    last = len(table) - 1
    found = []
    for level in levels:
        below = int(level * last)
        share = level * last - below
        found.append(ascending[:, below] * (1 - share) + ascending[:, min(below + 1, last)] * share)
    return found


@lru_cache(maxsize=16)
def _drawn_days(days: int, draws: int, seed: int) -> np.ndarray:
    """How often each of `days` event days is in each draw: [draws, days], read-only.

    Kept because other windows and models ask for the same numbers of days, and drawing takes
    longer than everything else in a band.
    """
    counts = np.random.default_rng(seed).multinomial(days, np.full(days, 1 / days), size=draws)
    counts = counts.astype(np.uint16 if days < 2**16 else np.uint32)
    counts.flags.writeable = False
    return counts


@dataclass(frozen=True)
class Comparison:
    """difference: mean CAR of a less that of b, a fraction. p: two-sided permutation p-value.
    n_a, n_b: observations; days_a, days_b: event days; left_out: event days in both groups."""

    difference: float
    p: float
    mean_a: float
    mean_b: float
    n_a: int
    n_b: int
    days_a: int
    days_b: int
    left_out: int
    note: str = ""


def compare_groups(
    result: StudyResult,
    ids_a: Sequence[str],
    ids_b: Sequence[str],
    *,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
    affected_only: bool = True,
    symbols: Sequence[str] | None = None,
) -> Comparison:
    """Do two groups of events differ in mean CAR? A permutation test over event days.

    Under the null it is arbitrary which event days carry which label: labels are shuffled, the
    difference of mean CARs is taken anew, and p = (k + 1) / (permutations + 1) with k differences
    at least as large in size. Event days with events of both groups cannot be labelled and are
    left out. For `affected_only` and `symbols` see `sample.draw`. ValueError when an event is in
    both groups. Fisher (1935, The Design of Experiments); Phipson & Smyth (2010).
    """
    both = sorted(set(ids_a) & set(ids_b))
    if both:
        raise ValueError(f"groups: {', '.join(both)}: in both groups")
    sample, *parts = (
        draw(result, ids, affected_only=affected_only, symbols=symbols)
        for ids in ([*ids_a, *ids_b], ids_a, ids_b)
    )
    width = result.panel.shape[1] + 1
    keys = sample.row * width + sample.column
    in_a, in_b = (np.isin(keys, part.row * width + part.column) for part in parts)
    days = sample.event_days if len(sample) else 0
    has_a = np.bincount(sample.day, in_a, minlength=days) > 0
    has_b = np.bincount(sample.day, in_b, minlength=days) > 0
    clear = has_a != has_b
    sums = np.bincount(sample.day, sample.car, minlength=days)[clear]
    counts = np.bincount(sample.day, minlength=days)[clear].astype(float)
    label = has_a[clear]
    a, b = int(label.sum()), int((~label).sum())
    n_a, n_b = int(counts[label].sum()), int(counts[~label].sum())
    left_out = int((~clear).sum())
    if not a or not b:
        nan = float("nan")
        return Comparison(
            nan, nan, nan, nan, n_a, n_b, a, b, left_out, "Both groups need an event day of their own."
        )
    mean_a = float(sums[label].sum() / n_a)
    mean_b = float(sums[~label].sum() / n_b)
    observed = abs(mean_a - mean_b)
    shuffled = np.random.default_rng(seed).permuted(np.tile(label, (permutations, 1)), axis=1).astype(float)
    with np.errstate(invalid="ignore"):
        moved = (shuffled @ sums) / (shuffled @ counts)
        moved -= ((1 - shuffled) @ sums) / ((1 - shuffled) @ counts)
    k = int((np.abs(moved) >= observed * (1 - 1e-12)).sum())
    return Comparison(mean_a - mean_b, (k + 1) / (permutations + 1), mean_a, mean_b, n_a, n_b, a, b, left_out)
