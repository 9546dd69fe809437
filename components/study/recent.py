"""Variance that follows the times: half the estimation window's, half that of recent sessions.

Abnormal returns come in calm and wild stretches, and an estimation window that ended eleven
sessions ago says too little of today's. The recent variance is the exponentially weighted mean of
squared abnormal returns, on the sessions from the start of the estimation window to the last
before the event window, by the pair's own line:

    r^2 = sum of 0.94^j e_j^2 / sum of 0.94^j,  j = 0 for the last session before the window.

Days near events count here: if events come thick, so does the noise. No session of the event
window serves. 0.94 is the daily factor of RiskMetrics (J. P. Morgan & Reuters 1996, Technical
Document, 4th ed.); the half and half was chosen on ordinary windows (`tests/study/README.md`).
"""

from __future__ import annotations

import numpy as np

from components.study.control_fit import ControlFit
from components.study.fit import Fit
from components.study.outcomes import shifted
from components.study.window_sums import decayed_sums, row_sums

DECAY = 0.94
HALF = 0.5
"""Share of the recent variance in the variance of a session of the event window."""


def recent_variance(
    y: np.ndarray, x: np.ndarray, z: np.ndarray, known: np.ndarray, fit: Fit, span: tuple[int, int]
) -> np.ndarray:
    """r^2 for every session as day 0; arrays [S, T], NaN where no session of `span` is known.

    y, x, z: returns of share, benchmark (or controls [S, T, K]) and second factor, any value where not
    `known`. span: first and last relative day that serve.
    """
    if isinstance(fit, ControlFit):
        return _day_by_day(y, x, known, fit, span)
    weights = [np.ones(()), -fit.alpha]
    series = [y]
    if fit.model != "mean-adjusted":
        series.append(x)
        weights.append(-fit.beta)
    if fit.model == "two-factor":
        series.append(z)
        weights.append(-fit.gamma)
    held = np.where(known, np.stack(series), 0.0)
    centre = row_sums(held) / np.maximum(known.sum(axis=-1, keepdims=True), 1)
    data = (held - centre) * known
    for weight, middle in zip(weights[2:], centre[1:], strict=True):
        weights[1] = weights[1] + weight * middle
    weights[1] = weights[1] + centre[0]  # e = (y - its mean) - intercept - slopes (x - their means)
    columns = [data[0], known.astype(float), *data[1:]]
    pairs = [(i, j) for i in range(len(columns)) for j in range(i, len(columns))]
    sums = decayed_sums(np.stack([columns[i] * columns[j] for i, j in pairs]), *span, DECAY)
    total = np.zeros(y.shape)
    for (i, j), products in zip(pairs, sums, strict=True):
        total += (1 if i == j else 2) * weights[i] * weights[j] * products
    count = sums[pairs.index((1, 1))]
    return np.divide(np.maximum(total, 0.0), count, out=np.full(y.shape, np.nan), where=count > 0)


def _day_by_day(
    y: np.ndarray, x: np.ndarray, known: np.ndarray, fit: ControlFit, span: tuple[int, int]
) -> np.ndarray:
    """The same one relative day after the other: products of many controls would cost more than sessions."""
    total, count = np.zeros(y.shape), np.zeros(y.shape)
    held_y, held_x = np.where(known, y, np.nan), np.where(known[..., None], x, 0.0)
    for day in range(span[0], span[1] + 1):
        error = shifted(held_y, day) - fit.expected(shifted(held_x, day), 0.0)
        served = np.isfinite(error)
        total = DECAY * total + np.where(served, error, 0.0) ** 2
        count = DECAY * count + served
    return np.divide(total, count, out=np.full(y.shape, np.nan), where=count > 0)


def blended(estimation: np.ndarray, recent: np.ndarray) -> np.ndarray:
    """Variance of a session: half and half; the estimation window's alone where no recent is known."""
    return np.where(np.isfinite(recent), (1 - HALF) * estimation + HALF * recent, estimation)
