"""The control portfolio as a model: every session's weights in the shape that the study asks of a fit.

What is expected of the share is what a portfolio of shares that the event does not concern has
returned (`control_weights`). Its factors are many, so that where a line takes a benchmark's return
[S, T], this fit takes the controls' returns [S, T, K].
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from components.study.control_weights import FEWEST, LAST, control_weights
from components.study.fit import Fit
from components.study.spec import CONTROLS


@dataclass(frozen=True, eq=False)
class ControlFit(Fit):
    """A `Fit` whose loadings are the controls' weights; K controls, alpha 0 and beta NaN.

    weights: [S, T, K], all >= 0. inverse: [S, T, K, K] (X'X)^-1 over the controls that have weight,
    zero elsewhere: sigma^2 inverse is the covariance of the weights, given which of them are positive.
    """

    weights: np.ndarray
    inverse: np.ndarray

    def expected(self, x: np.ndarray, z: np.ndarray | float) -> np.ndarray:
        """The portfolio's return where the controls return x [..., K]."""
        return np.einsum("...k,...k->...", self.weights, x)

    def expected_sum(self, days: np.ndarray | int, sum_x: np.ndarray, sum_z: np.ndarray) -> np.ndarray:
        """The same over a window, from the controls' summed returns."""
        return self.expected(sum_x, 0.0)

    def variance(self, days: np.ndarray | int, sum_x: np.ndarray, sum_z: np.ndarray) -> np.ndarray:
        """noise L + sigma^2 v' (X'X)^-1 v, with v the controls' returns summed over the window."""
        spread = self.passed_on(sum_x, sum_x)
        return self.noise * np.asarray(days, float) + self.sigma**2 * spread

    def passed_on(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """one' (X'X)^-1 other, for returns of the controls [..., K]."""
        return np.einsum("...i,...ij,...j->...", one, self.inverse, other)


def fit_controls(
    y: np.ndarray,
    x: np.ndarray,
    valid: np.ndarray,
    *,
    fewest: int = FEWEST,
    last: int = LAST,
    columns: np.ndarray | None = None,
) -> ControlFit:
    """Weights for every session as day 0; y, valid [S, T], x [S, T, K].

    last: the last relative day that a fit may rest on. columns: sessions to fit, None for all.
    A control that no listing of a row has is a column of zeros and gets no weight.
    """
    rows, width, many = x.shape
    n, residual, total, df = (np.full((rows, width), np.nan) for _ in range(4))
    weights, inverse = np.full(x.shape, np.nan), np.zeros((rows, width, many, many))
    for row in range(rows):
        one = control_weights(y[row], x[row], valid[row], fewest=fewest, last=last, columns=columns)
        n[row], residual[row], total[row], df[row] = one.n, one.residual, one.total, one.df
        weights[row] = one.weights
        some = np.flatnonzero(one.used.any(axis=1))
        inverse[row, some] = one.inverse(some)
    ok = (weights > 0).any(axis=-1) & (residual > 0) & (df > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        sigma = np.sqrt(np.where(ok, residual / df, np.nan))
    nothing = np.zeros((rows, width))
    return ControlFit(
        model=CONTROLS,
        n=n,
        alpha=nothing,
        beta=np.full((rows, width), np.nan),
        gamma=nothing,
        sigma=sigma,
        df=df,
        noise=sigma**2,
        pull=nothing,
        weight=np.ones((rows, width)),
        mean_x=nothing,
        mean_z=nothing,
        s_xx=nothing,
        s_zz=nothing,
        s_xz=nothing,
        residual=residual,
        total=total,
        autocorrelation=np.full((rows, width), np.nan),
        ok=ok,
        weights=weights,
        inverse=inverse,
    )
