"""Every session's estimation-window regression at once, by running sums.

For the session in column t of row s as day 0, the estimation window is columns t + first to
t + last. Sums of products over all those windows are differences of one cumulative sum, so the
regressions of a listing cost O(sessions). Data are centred first; where a window's own variation
is small beside what the running sum has passed, a difference of sums would cancel, and that
window is computed again from its own rows in two passes.

References: MacKinlay (1997, J. Economic Literature 35, 13-39); Campbell, Lo & MacKinlay (1997,
The Econometrics of Financial Markets, ch. 4); Brown & Warner (1985, J. Financial Economics 14).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_CANCELLATION = 1e-5
_EXACT_FIT = 1e-10  # an R squared above 1 - 1e-10 leaves only rounding as residual
_CONSTANT = 1e-20  # squared deviations below this share of squared values are rounding
PARAMETERS = {"market": 2, "market-adjusted": 1, "mean-adjusted": 1, "two-factor": 3}
"""Degrees of freedom that each model takes from n."""


@dataclass(frozen=True, eq=False)
class Fit:
    """Estimates for every session as day 0; arrays [S, T].

    n: valid estimation sessions. alpha, beta, gamma: intercept and loadings on the benchmark and
    on the second factor, fixed at 0 and 1 where the model fixes them. sigma: residual standard
    deviation, sqrt(SSR / df), a fraction per session. df: n less the model's parameters.
    mean_*, s_*: means and centred cross-products of the factors. residual: SSR, sum of squared
    residuals. total: SST, the modelled series' centred sum of squares. autocorrelation: first
    order, of the residuals: sum e_t e_(t-1) / SSR over neighbouring valid sessions. ok: the
    regression exists and leaves residuals that vary.
    """

    model: str
    n: np.ndarray
    alpha: np.ndarray
    beta: np.ndarray
    gamma: np.ndarray
    sigma: np.ndarray
    mean_x: np.ndarray
    mean_z: np.ndarray
    s_xx: np.ndarray
    s_zz: np.ndarray
    s_xz: np.ndarray
    residual: np.ndarray
    total: np.ndarray
    autocorrelation: np.ndarray
    ok: np.ndarray

    @property
    def df(self) -> np.ndarray:
        return self.n - PARAMETERS[self.model]

    def at(self, row: np.ndarray, column: np.ndarray) -> Fit:
        """The estimates of some cells only, as arrays of their shape."""
        taken = {
            name: getattr(self, name)[row, column]
            for name in self.__dataclass_fields__
            if name != "model"
        }
        return Fit(model=self.model, **taken)

    def expected(self, x: np.ndarray, z: np.ndarray | float) -> np.ndarray:
        """Expected return given benchmark return x and second factor z (broadcasting)."""
        return self.alpha + self.beta * x + (self.gamma * z if self.model == "two-factor" else 0.0)

    def variance(self, days: np.ndarray | int, sum_x: np.ndarray, sum_z: np.ndarray) -> np.ndarray:
        """Variance of the prediction error of a CAR over `days` sessions.

        sigma^2 (L + v' (X'X)^-1 v), where v holds L and the sums of the factors over the window.
        Market model: sigma^2 (L + L^2 / n + (sum x - L mean x)^2 / Sxx); mean-adjusted:
        sigma^2 (L + L^2 / n); market-adjusted: sigma^2 L, nothing being estimated. This is exact
        for a sum of prediction errors, which share the error of the estimates and so are
        correlated: adding up one-day variances would be too small. (Salinger 1992, J. Financial
        and Quantitative Analysis 27; Mikkelson & Partch 1988, same journal 23.)
        """
        factor = np.asarray(days, float)
        if self.model != "market-adjusted":
            factor = factor + days * days / self.n
        if self.model == "market":
            factor = factor + (sum_x - days * self.mean_x) ** 2 / self.s_xx
        if self.model == "two-factor":
            dx, dz = sum_x - days * self.mean_x, sum_z - days * self.mean_z
            det = self.s_xx * self.s_zz - self.s_xz**2
            factor = factor + (dx * dx * self.s_zz - 2 * dx * dz * self.s_xz
                               + dz * dz * self.s_xx) / det
        return self.sigma**2 * factor


def window_sums(values: np.ndarray, first: int, last: int) -> np.ndarray:
    """Sums over columns t + first to t + last for every t, clipped at the edges; NaN-free input."""
    width = values.shape[-1]
    running = np.zeros((*values.shape[:-1], width + 1))
    np.cumsum(values, axis=-1, out=running[..., 1:])
    return _at(running, last + 1) - _at(running, first)


def _at(running: np.ndarray, ahead: int) -> np.ndarray:
    """running[..., t + ahead] for every t, the ends standing in for what lies beyond them."""
    width = running.shape[-1] - 1
    out = np.empty((*running.shape[:-1], width))
    before = min(max(-ahead, 0), width)
    inside = max(min(width - ahead, width), before)
    out[..., :before] = running[..., :1]
    out[..., before:inside] = running[..., before + ahead : inside + ahead]
    out[..., inside:] = running[..., -1:]
    return out


def fit_all(
    y: np.ndarray,
    x: np.ndarray,
    z: np.ndarray | None,
    valid: np.ndarray,
    model: str,
    span: tuple[int, int],
    fewest: int,
) -> Fit:
    """Fit `model` for every session as day 0.

    y, x, z: [S, T] returns of share, benchmark and second factor. valid: [S, T], False for
    sessions that may not serve (a missing return, or left out by clean estimation). span: first
    and last relative day of the estimation window. fewest: the least n for which `ok` can hold.
    """
    first, last = span
    series = {"market": [y, x], "two-factor": [y, x, z], "mean-adjusted": [y]}.get(model, [y - x])
    data = np.where(valid, np.stack(series), 0.0)
    centre = data.sum(axis=-1, keepdims=True) / np.maximum(valid.sum(axis=-1, keepdims=True), 1)
    data = (data - centre) * valid

    size = len(series)
    n, means, cross = _running(data, valid, first, last)
    passed = np.square(data).sum(axis=-1)[..., None]
    small = _residual(cross)[-1] < _CANCELLATION * passed[0]
    for k in range(1, size):
        small |= cross[k, k] < _CANCELLATION * passed[k]
    if size == 3:
        small |= _determinant(cross) < _CANCELLATION * passed[1] * passed[2]
    again = small & (n >= fewest)
    if again.any():
        means[:, again], cross[:, :, again] = _two_pass(data, valid, again, first, last)

    beta, gamma, residual = _residual(cross)
    lagged = _lagged(data, valid, first, last, np.stack([
        means[0] - sum(slope * mean for slope, mean in zip((beta, gamma), means[1:])), beta, gamma
    ]))
    means += centre
    with np.errstate(invalid="ignore", divide="ignore"):
        df = n - PARAMETERS[model]
        ok = (n >= fewest) & (df > 0) & np.isfinite(beta) & np.isfinite(gamma)
        ok &= residual > _EXACT_FIT * cross[0, 0]
        for k in range(size):
            ok &= cross[k, k] > _CONSTANT * n * means[k] ** 2
        sigma = np.sqrt(np.where(ok, residual / df, np.nan))
    nothing = np.zeros_like(n)
    mean_x = means[1] if size > 1 else nothing
    mean_z = means[2] if size > 2 else nothing
    alpha = means[0] - beta * mean_x - gamma * mean_z
    if model == "market-adjusted":
        alpha, beta = nothing, np.ones_like(n)
    return Fit(
        model=model, n=n, alpha=alpha, beta=beta, gamma=gamma, sigma=sigma,
        mean_x=mean_x, mean_z=mean_z,
        s_xx=cross[1, 1] if size > 1 else nothing,
        s_zz=cross[2, 2] if size > 2 else nothing,
        s_xz=cross[1, 2] if size > 2 else nothing,
        residual=residual, total=cross[0, 0],
        autocorrelation=lagged / np.where(ok, residual, np.nan), ok=ok,
    )


def _running(
    data: np.ndarray, valid: np.ndarray, first: int, last: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """n, means and centred cross-products of every window, by running sums."""
    size = len(data)
    pairs = [(i, j) for i in range(size) for j in range(i, size)]
    products = np.stack([valid.astype(float), *data, *(data[i] * data[j] for i, j in pairs)])
    sums = window_sums(products, first, last)
    n = np.rint(sums[0])
    some = np.maximum(n, 1)
    means = sums[1 : 1 + size] / some
    cross = np.empty((size, size, *n.shape))
    for (i, j), total in zip(pairs, sums[1 + size :]):
        cross[i, j] = cross[j, i] = total - some * means[i] * means[j]
    return n, means, cross


def _lagged(
    data: np.ndarray, valid: np.ndarray, first: int, last: int, estimate: np.ndarray
) -> np.ndarray:
    """Sum of e_t e_(t-1) over each window; `estimate`: intercept and slopes by window."""
    series = [data[0], valid.astype(float), *data[1:]]
    weight = [1.0, *(-one for one in estimate[: len(series) - 1])]
    products = np.zeros((len(series) ** 2, *valid.shape))
    pairs = [(i, j) for i in range(len(series)) for j in range(len(series))]
    for place, (i, j) in enumerate(pairs):
        np.multiply(series[i][:, 1:], series[j][:, :-1], out=products[place, :, 1:])
    # The lag of an invalid session is masked by multiplying with both masks, which the series
    # carry already: they are zero where invalid.
    sums = window_sums(products, first + 1, last)
    return sum(weight[i] * weight[j] * total for (i, j), total in zip(pairs, sums))


def _two_pass(
    data: np.ndarray, valid: np.ndarray, cells: np.ndarray, first: int, last: int
) -> tuple[np.ndarray, np.ndarray]:
    """Means and cross-products of the chosen cells from their own rows, in blocks."""
    rows, columns = np.nonzero(cells)
    size, width = len(data), last - first + 1
    means = np.empty((size, len(rows)))
    cross = np.empty((size, size, len(rows)))
    block = max(1, 2_000_000 // (width * size))
    for start in range(0, len(rows), block):
        part = slice(start, start + block)
        at = columns[part, None] + np.arange(first, last + 1)
        inside = (at >= 0) & (at < data.shape[-1])
        at = np.where(inside, at, 0)
        row = rows[part, None]
        use = (valid[row, at] & inside).astype(float)
        here = data[:, row, at]
        count = use.sum(axis=-1)
        mean = (here * use).sum(axis=-1) / count
        gap = (here - mean[..., None]) * use
        means[:, part] = mean
        cross[:, :, part] = np.einsum("ikt,jkt->ijk", gap, gap)
    return means, cross


def _determinant(cross: np.ndarray) -> np.ndarray:
    return cross[1, 1] * cross[2, 2] - cross[1, 2] ** 2


def _residual(cross: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Slopes and residual sum of squares from centred cross-products; NaN where none exists."""
    size = len(cross)
    nothing = np.zeros_like(cross[0, 0])
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        if size == 1:
            return nothing, nothing, cross[0, 0]
        if size == 2:
            beta = np.where(cross[1, 1] > 0, cross[0, 1] / cross[1, 1], np.nan)
            return beta, nothing, cross[0, 0] - beta * cross[0, 1]
        det = _determinant(cross)
        det = np.where(det > 1e-12 * cross[1, 1] * cross[2, 2], det, np.nan)
        beta = (cross[0, 1] * cross[2, 2] - cross[0, 2] * cross[1, 2]) / det
        gamma = (cross[0, 2] * cross[1, 1] - cross[0, 1] * cross[1, 2]) / det
        return beta, gamma, cross[0, 0] - beta * cross[0, 1] - gamma * cross[0, 2]
