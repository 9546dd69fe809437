"""A portfolio of untouched shares for every session as day 0, by running sums.

The counterfactual of Goldsmith-Pinkham & Lyu (2025, Causal Inference in Financial Event Studies):
what the share would have returned is read off a portfolio of shares that the event does not
concern, with weights that cannot be negative, fitted on sessions before the event (after Abadie,
Diamond & Hainmueller 2010, J. American Statistical Association 105, without the sum to one: a
share may swing more than any mixture of calm ones).

Sums of products over any run of clean sessions are differences of one cumulative sum, so a fit
costs the number of controls, not of sessions. No weight looks past the last relative day that it
may use.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import nnls

LONGEST, FEWEST, LAST = 250, 60, -11
"""Most and fewest clean sessions that a fit rests on, and the last relative day among them."""
_SINGULAR = 1e-12
"""Eigenvalues below this share of the largest are directions in which the controls do not vary."""


@dataclass(frozen=True, eq=False)
class ControlWeights:
    """Fits of one listing for every session as day 0; T sessions, K controls.

    n: [T] clean sessions that the fit rests on. weights: [T, K], all >= 0, NaN where n is below the
    fewest allowed. residual: [T] sum of squared residuals. total: [T] centred sum of squares of
    the share's returns over the same sessions. used: [T, K] True where a weight is positive.
    """

    n: np.ndarray
    weights: np.ndarray
    residual: np.ndarray
    total: np.ndarray
    used: np.ndarray
    _sums: np.ndarray
    _start: np.ndarray
    _end: np.ndarray

    @property
    def df(self) -> np.ndarray:
        """[T] sessions less positive weights."""
        return self.n - self.used.sum(axis=1)

    def inverse(self, column: np.ndarray) -> np.ndarray:
        """[C, K, K] (X'X)^-1 of some columns over the controls with weight, zero elsewhere."""
        used = self.used[column]
        both = used[:, :, None] & used[:, None, :]
        products = (self._sums[self._end[column]] - self._sums[self._start[column]])[:, :-1, :-1]
        products = np.where(both, products, 0.0)
        diagonal = np.arange(used.shape[1])
        products[:, diagonal, diagonal] += ~used  # an unused control solves to nothing
        return np.where(both, np.linalg.inv(products), 0.0)


def control_weights(
    y: np.ndarray,
    x: np.ndarray,
    valid: np.ndarray,
    *,
    longest: int = LONGEST,
    fewest: int = FEWEST,
    last: int = LAST,
    columns: np.ndarray | None = None,
) -> ControlWeights:
    """Fit the share's returns on the controls' with weights >= 0 and no intercept.

    y: [T] returns of the share. x: [T, K] returns of the controls as known at the share's close.
    valid: [T] False for sessions that may not serve. A session on which the share or any control
    has no return serves for nobody. Each fit takes the `longest` latest sessions up to relative
    day `last`; fewer than `fewest` give no weights. columns: fit these sessions as day 0 only; the
    others get no weights.
    """
    width, controls = x.shape
    known = valid & np.isfinite(y) & np.isfinite(x).all(axis=1)
    clean = np.flatnonzero(known)
    rows = np.column_stack([x[clean], y[clean]])
    sums = np.zeros((len(clean) + 1, controls + 1, controls + 1))
    np.cumsum(rows[:, :, None] * rows[:, None, :], axis=0, out=sums[1:])
    level = np.concatenate([[0.0], np.cumsum(y[clean])])

    end = np.searchsorted(clean, np.arange(width) + last, side="right")
    start = np.maximum(end - longest, 0)
    n = end - start
    weights = np.full((width, controls), np.nan)
    residual = np.full(width, np.nan)
    # Sessions between two clean ones share their fit.
    fitted = np.flatnonzero(n >= fewest)
    if columns is not None:
        fitted = np.intersect1d(fitted, columns)
    ends, first, back = np.unique(end[fitted], return_index=True, return_inverse=True)
    if len(ends):
        window = sums[ends] - sums[start[fitted[first]]]
        solved = np.array([_non_negative(one) for one in window])
        weights[fitted] = solved[back]
        cross = window[:, :-1, -1]
        squares = np.einsum("ti,tij,tj->t", solved, window[:, :-1, :-1], solved)
        errors = window[:, -1, -1] - 2 * (solved * cross).sum(axis=1) + squares
        residual[fitted] = np.maximum(errors, 0.0)[back]
    with np.errstate(invalid="ignore", divide="ignore"):
        total = sums[end, -1, -1] - sums[start, -1, -1] - (level[end] - level[start]) ** 2 / n
    return ControlWeights(n, weights, residual, total, weights > 0, sums, start, end)


def _non_negative(window: np.ndarray) -> np.ndarray:
    """Non-negative least squares from sums of products [K + 1, K + 1], the share's last.

    With X'X = V L V', the least squares of X w - y are those of sqrt(L) V' w - V'(X'y) / sqrt(L).
    """
    values, vectors = np.linalg.eigh(window[:-1, :-1])
    kept = values > _SINGULAR * values[-1]
    root = np.sqrt(values[kept])
    turned = vectors[:, kept].T
    return np.asarray(nnls(root[:, None] * turned, turned @ window[:-1, -1] / root)[0])


def out_of_sample_r2(y: np.ndarray, x: np.ndarray, weights: np.ndarray, sessions: np.ndarray) -> float:
    """1 - SSE / SST of one-session predictions on `sessions` [T] (True), each by the weights of its own past.

    NaN where no such session has both.
    """
    error = y - (x * weights).sum(axis=1)
    known = sessions & np.isfinite(error)
    if known.sum() < 2:
        return float("nan")
    spread = y[known] - y[known].mean()
    return float(1 - np.square(error[known]).sum() / np.square(spread).sum())
