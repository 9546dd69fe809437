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

from components.study.window_sums import row_sums, window_sums

_BLOCK = 200_000  # cells fitted at a time, so that memory does not grow with the listings
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
    deviation, sqrt(SSR / df), a fraction per session. df: n less the model's parameters. noise:
    variance of one session of the event window, sigma^2 unless `recent` says more. pull, weight:
    what the prior on alpha takes from the estimates' covariance, and the share of alpha that it
    leaves (`drift`): 0 and 1 for OLS.
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
    df: np.ndarray
    noise: np.ndarray
    pull: np.ndarray
    weight: np.ndarray
    mean_x: np.ndarray
    mean_z: np.ndarray
    s_xx: np.ndarray
    s_zz: np.ndarray
    s_xz: np.ndarray
    residual: np.ndarray
    total: np.ndarray
    autocorrelation: np.ndarray
    ok: np.ndarray

    def at(self, row: np.ndarray, column: np.ndarray) -> Fit:
        """The estimates of some cells only, as arrays of their shape."""
        taken = {
            name: getattr(self, name)[row, column] for name in self.__dataclass_fields__ if name != "model"
        }
        return type(self)(model=self.model, **taken)

    def expected(self, x: np.ndarray, z: np.ndarray | float) -> np.ndarray:
        """Expected return given benchmark return x and second factor z (broadcasting)."""
        return self.alpha + self.beta * x + (self.gamma * z if self.model == "two-factor" else 0.0)

    def expected_sum(self, days: np.ndarray | int, sum_x: np.ndarray, sum_z: np.ndarray) -> np.ndarray:
        """Expected return over a window of `days` sessions, given the factors summed over it."""
        return days * self.alpha + self.beta * sum_x + self.gamma * sum_z

    def variance(self, days: np.ndarray | int, sum_x: np.ndarray, sum_z: np.ndarray) -> np.ndarray:
        """Variance of the prediction error of a CAR over `days` sessions.

        noise L + sigma^2 v' C v, where v holds L and the sums of the factors over the window, and
        sigma^2 C is the covariance of the estimates. OLS: C = (X'X)^-1, so that the market model has
        v'Cv = L^2 / n + (sum x - L mean x)^2 / Sxx; mean-adjusted: L^2 / n; market-adjusted: 0,
        nothing being estimated. A prior on alpha takes pull (v'(X'X)^-1 e)^2 away (`drift`). This
        is exact for a sum of prediction errors, which share the error of the estimates and so are
        correlated: adding up one-day variances would be too small. (Salinger 1992, J. Financial
        and Quantitative Analysis 27; Mikkelson & Partch 1988, same journal 23.)
        """
        days = np.asarray(days, float)
        if self.model == "market-adjusted":
            return self.noise * days
        spread, shared = days * days / self.n, days / self.n
        if self.model == "market":
            dx = sum_x - days * self.mean_x
            spread = spread + dx * dx / self.s_xx
            shared = shared - dx * self.mean_x / self.s_xx
        if self.model == "two-factor":
            dx, dz = sum_x - days * self.mean_x, sum_z - days * self.mean_z
            on_x, on_z = self.solved(dx, dz)
            spread = spread + dx * on_x + dz * on_z
            shared = shared - self.mean_x * on_x - self.mean_z * on_z
        return self.noise * days + self.sigma**2 * (spread - self.pull * shared * shared)

    def intercept_part(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The column of (X'X)^-1 that belongs to the intercept: at alpha, at beta, at gamma."""
        nothing = np.zeros_like(self.n)
        if self.model == "market":
            on_x = self.mean_x / self.s_xx
            return 1 / self.n + self.mean_x * on_x, -on_x, nothing
        if self.model == "two-factor":
            on_x, on_z = self.solved(self.mean_x, self.mean_z)
            return 1 / self.n + self.mean_x * on_x + self.mean_z * on_z, -on_x, -on_z
        return 1 / self.n, nothing, nothing

    def solved(self, x: np.ndarray, z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """S^-1 (x, z) with S the centred cross-products of the factors that the model has."""
        if self.model == "market":
            return x / self.s_xx, np.zeros_like(self.s_xx)
        det = self.s_xx * self.s_zz - self.s_xz**2
        return (self.s_zz * x - self.s_xz * z) / det, (self.s_xx * z - self.s_xz * x) / det


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
    rows = max(1, _BLOCK // max(y.shape[1], 1))
    parts = [
        _fit_block(y[part], x[part], None if z is None else z[part], valid[part], model, span, fewest)
        for part in (slice(at, at + rows) for at in range(0, len(y), rows))
    ]
    if len(parts) == 1:
        return parts[0]
    names = [name for name in Fit.__dataclass_fields__ if name != "model"]
    return Fit(
        model=model, **{name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    )


def _fit_block(
    y: np.ndarray,
    x: np.ndarray,
    z: np.ndarray | None,
    valid: np.ndarray,
    model: str,
    span: tuple[int, int],
    fewest: int,
) -> Fit:
    first, last = span
    series = [y - x] if model == "market-adjusted" else [y]
    if model in ("market", "two-factor"):
        series.append(x)
    if z is not None and model == "two-factor":
        series.append(z)
    raw = np.where(valid, np.stack(series), 0.0)
    centre = row_sums(raw) / np.maximum(valid.sum(axis=-1, keepdims=True), 1)
    data = (raw - centre) * valid

    size = len(series)
    n, means, cross = _running(data, valid, first, last)
    row, column = np.nonzero((n >= fewest) & _cancels(data, cross))
    direct = _windows(raw, valid, row, column, first, last) if len(row) else None
    if direct is not None:
        cross[:, :, row, column] = _cross(direct)

    beta, gamma, residual = _residual(cross)
    lagged = _lagged(data, valid, first, last, [_intercept(means, beta, gamma), beta, gamma])
    means += centre
    if direct is not None:
        means[:, row, column] = direct[0]
        lagged[row, column] = _lagged_again(direct, beta[row, column], gamma[row, column])
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
    alpha = _intercept(means, beta, gamma)
    if model == "market-adjusted":
        alpha, beta = nothing, np.ones_like(n)
    return Fit(
        model=model,
        n=n,
        alpha=alpha,
        beta=beta,
        gamma=gamma,
        sigma=sigma,
        df=df,
        noise=sigma**2,
        pull=nothing,
        weight=np.ones_like(n),
        mean_x=mean_x,
        mean_z=mean_z,
        s_xx=cross[1, 1] if size > 1 else nothing,
        s_zz=cross[2, 2] if size > 2 else nothing,
        s_xz=cross[1, 2] if size > 2 else nothing,
        residual=residual,
        total=cross[0, 0],
        autocorrelation=lagged / np.where(ok, residual, np.nan),
        ok=ok,
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
    for (i, j), total in zip(pairs, sums[1 + size :], strict=True):
        cross[i, j] = cross[j, i] = total - some * means[i] * means[j]
    return n, means, cross


def _lagged(
    data: np.ndarray, valid: np.ndarray, first: int, last: int, estimate: list[np.ndarray]
) -> np.ndarray:
    """Sum of e_t e_(t-1) over each window; `estimate`: intercept and slopes by window."""
    series = [data[0], valid.astype(float), *data[1:]]
    one = np.ones(())
    weight = [one, *(-each for each in estimate[: len(series) - 1])]  # e = y - a 1 - b x - g z
    pairs = [(i, j) for i in range(len(series)) for j in range(i, len(series))]
    products = np.zeros((len(pairs), *valid.shape))
    for product, (i, j) in zip(products, pairs, strict=True):
        np.multiply(series[i][:, 1:], series[j][:, :-1], out=product[:, 1:])
        if i != j:
            product[:, 1:] += series[j][:, 1:] * series[i][:, :-1]
    sums = window_sums(products, first + 1, last)
    out = np.zeros(valid.shape)
    for (i, j), total in zip(pairs, sums, strict=True):
        out += weight[i] * weight[j] * total
    return out


def _cancels(data: np.ndarray, cross: np.ndarray) -> np.ndarray:
    """Windows whose variation is small beside what the running sums have passed."""
    passed = np.square(data).sum(axis=-1)[..., None]
    small = _residual(cross)[-1] < _CANCELLATION * passed[0]
    for k in range(1, len(data)):
        small |= cross[k, k] < _CANCELLATION * passed[k]
    if len(data) == 3:
        small |= _determinant(cross) < _CANCELLATION * cross[1, 1] * cross[2, 2]
    return small


def _windows(
    raw: np.ndarray, valid: np.ndarray, row: np.ndarray, column: np.ndarray, first: int, last: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Means [K, C], deviations [K, C, E] and use [C, E] of the chosen cells' own windows."""
    at = column[:, None] + np.arange(first, last + 1)
    inside = (at >= 0) & (at < raw.shape[-1])
    at = np.where(inside, at, 0)
    use = valid[row[:, None], at] & inside
    here = raw[:, row[:, None], at] * use
    mean = here.sum(axis=-1) / use.sum(axis=-1)
    return mean, (here - mean[..., None]) * use, use


def _cross(direct: tuple[np.ndarray, np.ndarray, np.ndarray]) -> np.ndarray:
    return np.einsum("ict,jct->ijc", direct[1], direct[1])


def _lagged_again(
    direct: tuple[np.ndarray, np.ndarray, np.ndarray], beta: np.ndarray, gamma: np.ndarray
) -> np.ndarray:
    """Sum of e_t e_(t-1) from the deviations themselves."""
    residual = direct[1][0].copy()
    for slope, factor in zip((beta, gamma), direct[1][1:], strict=False):
        residual -= slope[:, None] * factor
    return (residual[:, 1:] * residual[:, :-1]).sum(axis=-1)


def _intercept(means: np.ndarray, beta: np.ndarray, gamma: np.ndarray) -> np.ndarray:
    out = means[0].copy()
    for slope, mean in zip((beta, gamma), means[1:], strict=False):  # as many as the model has factors
        out -= slope * mean
    return out


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
