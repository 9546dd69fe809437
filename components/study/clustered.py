"""Least squares whose standard errors allow for observations that share a cluster.

Shares that react to one event react together, so that ten reactions on one day say less than ten
on ten days. The covariance adds up the scores within each cluster before they are squared, and is
corrected for few clusters, G / (G - 1) (N - 1) / (N - K); t has G - 1 degrees of freedom. Liang &
Zeger (1986, Biometrika 73, 13-22); Cameron & Miller (2015, J. Human Resources 50, 317-372).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from components.study.inference import two_sided_t

ALIKE = 1e-6
"""A column of which less than this share is left beyond the columns before it says nothing of its own."""


@dataclass(frozen=True, eq=False)
class ClusteredFit:
    """Coefficients [..., K] with their covariance [..., K, K] by cluster; clusters [...]: G. r2 [...]: share
    of y's variance. One fit, or several in front of K: `stacked`.
    """

    coef: np.ndarray
    covariance: np.ndarray
    clusters: np.ndarray
    r2: np.ndarray

    @property
    def df(self) -> np.ndarray:
        """[...] degrees of freedom of t."""
        return np.asarray(self.clusters - 1.0)

    @property
    def se(self) -> np.ndarray:
        """Standard errors [..., K]."""
        return np.sqrt(np.diagonal(self.covariance, axis1=-2, axis2=-1))

    @property
    def t(self) -> np.ndarray:
        """Coefficients over their standard errors [..., K]; NaN for one without any."""
        return np.divide(self.coef, self.se, out=np.full_like(self.coef, np.nan), where=self.se > 0)

    @property
    def p(self) -> np.ndarray:
        """Two-sided p-values [..., K]."""
        return two_sided_t(self.t, self.df[..., None])

    def joint(self, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """[...] F of the coefficients at `at` being zero together, and its p with (q, G - 1) degrees of
        freedom.

        NaN for none.
        """
        if not len(at):
            nothing = np.full_like(self.df, np.nan)
            return nothing, nothing
        some = self.coef[..., at]
        inverse = np.linalg.pinv(self.covariance[..., at[:, None], at])
        f = np.einsum("...i,...ij,...j->...", some, inverse, some) / len(at)
        return f, special.fdtrc(len(at), self.df, f)


def stacked(fits: Sequence[ClusteredFit], k: int) -> ClusteredFit:
    """Several fits of `k` coefficients as one, their number in front; none is fine."""
    return ClusteredFit(
        np.array([fit.coef for fit in fits]).reshape(-1, k),
        np.array([fit.covariance for fit in fits]).reshape(-1, k, k),
        np.array([fit.clusters for fit in fits]),
        np.array([fit.r2 for fit in fits]),
    )


def own_columns(x: np.ndarray) -> np.ndarray:
    """[K] True for each column that is no linear combination of the columns before it."""
    kept: list[int] = []
    basis = np.empty((len(x), 0))
    for place in range(x.shape[1]):
        column = x[:, place]
        rest = column
        for _ in range(2):  # twice is enough (Kahan, in Parlett 1998, The Symmetric Eigenvalue Problem)
            rest = rest - basis @ (basis.T @ rest)
        size = np.linalg.norm(rest)
        if size > ALIKE * np.linalg.norm(column):
            kept.append(place)
            basis = np.column_stack([basis, rest / size])
    return np.isin(np.arange(x.shape[1]), kept)


def separable(x: np.ndarray) -> bool:
    """Whether no column of x [N, K] is a linear combination of the others, and rows are left to judge by."""
    sizes = np.linalg.norm(x, axis=0)
    if len(x) <= x.shape[1] or not sizes.all():
        return False
    alone = x / sizes
    return bool(np.linalg.eigvalsh(alone.T @ alone)[0] > ALIKE**2)


def clustered_ols(y: np.ndarray, x: np.ndarray, cluster: np.ndarray) -> ClusteredFit:
    """y [N] on x [N, K] (an intercept is a column of ones), with clusters numbered in `cluster` [N].

    ValueError for columns that depend on each other, or fewer than two clusters.
    """
    n, k = x.shape
    _, place = np.unique(cluster, return_inverse=True)
    groups = int(place.max(initial=-1)) + 1
    if groups < 2 or not separable(x):
        raise ValueError(f"x: {k} columns of {n} rows in {groups} clusters cannot be told apart")
    inverse = np.linalg.inv(x.T @ x)
    coef = inverse @ (x.T @ y)
    residual = y - x @ coef
    by_cluster = place.argsort(kind="stable")
    first_of_each = np.flatnonzero(np.diff(place[by_cluster], prepend=-1))
    scores = np.add.reduceat((x * residual[:, None])[by_cluster], first_of_each, axis=0)
    correction = groups / (groups - 1) * (n - 1) / (n - k)
    covariance = correction * inverse @ (scores.T @ scores) @ inverse
    spread = float(np.square(y - y.mean()).sum())
    r2 = 1 - float(residual @ residual) / spread if spread > 0 else float("nan")
    return ClusteredFit(coef, covariance, np.asarray(groups), np.asarray(r2))
