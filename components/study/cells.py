"""The study of every listing on every session as day 0: a table that pairs look up.

A pair of event and listing is one cell of this table. Computing all cells at once costs
O(sessions) a listing whatever the number of events, and gives the ordinary, event-free windows
that the placebo share compares with.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from components.study.control_fit import ControlFit, fit_controls
from components.study.drift import DRIFT_VARIANCE, shrink
from components.study.fit import Fit, fit_all
from components.study.inference import two_sided_t
from components.study.marks import Marks
from components.study.outcomes import shifted
from components.study.panel import Panel
from components.study.recent import blended, recent_variance
from components.study.spec import CONTROLS, CONTROLS_LAST_DAY, StudySpec
from components.study.status import (
    CODE,
    MISSING,
    NO_PRICES,
    NO_SESSION,
    NO_VARIATION,
    NOT_DEFINED,
    OUTSIDE,
    TOO_FAR,
    TOO_FEW,
    USED,
)
from components.study.window_sums import short_sums, window_sums


@dataclass(frozen=True, eq=False)
class Cells:
    """Arrays [S, T + 1]; the last column stands for "no session" and holds no numbers.

    values: name -> float array. status: small integers, see `status.CODE`. placebo: for each
    listing the sorted |t| of its event-free windows. free: those windows. fit, valid: the
    regressions and the sessions that may serve them, [S, T]. drift_variance: tau^2 of the prior on
    alpha, where the spec shrinks it.
    """

    spec: StudySpec
    values: dict[str, np.ndarray]
    status: np.ndarray
    placebo: list[np.ndarray]
    free: np.ndarray
    fit: Fit
    valid: np.ndarray
    drift_variance: float

    @cached_property
    def ordinary_p(self) -> np.ndarray:
        """Two-sided p-values of the event-free windows, [S, T + 1]; NaN for the other sessions."""
        out = np.full(self.free.shape, np.nan)
        out[self.free] = self.p_of(*np.nonzero(self.free))
        return out

    def p_of(self, row: np.ndarray, column: np.ndarray) -> np.ndarray:
        """Two-sided p-values of some cells."""
        return two_sided_t(self.values["t"][row, column], self.values["df"][row, column])


def study_cells(
    panel: Panel,
    marks: Marks,
    spec: StudySpec,
    drift_variance: float = DRIFT_VARIANCE,
    portfolios: ControlFit | None = None,
) -> Cells:
    """Study every session of every listing as day 0 (see `StudySpec` and the module above).

    drift_variance: tau^2 where the spec shrinks alpha and names none itself. portfolios: for the model
    `controls` what `fit_portfolios` gave for this panel, these marks and this spec, if it is at hand.
    """
    if spec.drift_variance is not None:
        drift_variance = spec.drift_variance
    y, x, z = panel.returns, panel.factor(spec.model), panel.second
    first, last = spec.window
    days = spec.length
    known = _known(panel, spec)
    if z is None:
        z = np.full(y.shape, np.nan if spec.model == "two-factor" else 0.0)
    valid = known & ~marks.near if spec.clean_estimation else known

    fit: Fit
    if spec.model == CONTROLS:
        fit = portfolios or fit_portfolios(panel, marks, spec)
    else:
        fit = fit_all(y, x, z, valid, spec.model, spec.estimation_used, spec.min_estimation)
        if spec.alpha != "ols":
            fit = shrink(fit, drift_variance if spec.alpha == "shrunk" else 0.0)
    recent = None
    if spec.variance == "adaptive":
        recent = recent_variance(y, x, z, known, fit, spec.recent)
        fit = replace(fit, noise=blended(fit.sigma**2, recent))
    status = _status(panel, spec, fit, known)
    good = status == CODE[USED]

    zero = np.zeros_like(y)
    sum_x = _window_sums(x, known, first, last)
    sum_y, sum_z, log_y = short_sums(
        np.stack(
            [
                np.where(known, y, 0.0),
                np.where(known, z, 0.0) if spec.model == "two-factor" else zero,
                np.where(known, np.log1p(np.maximum(y, -1 + 1e-12)), 0.0)
                if spec.returns == "simple"
                else zero,
            ]
        ),
        first,
        last,
    )
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        expected = fit.expected_sum(days, sum_x, sum_z)
        car = sum_y - expected
        se = np.sqrt(fit.variance(days, sum_x, sum_z))
        if spec.returns == "log":
            bhar = np.exp(sum_y) - np.exp(expected)
        else:
            bhar = np.exp(log_y) - _compounded(fit, x, z, spec)
        sar = (y - fit.expected(x, z)) / np.sqrt(fit.variance(1, x, z))
        values = {
            "n_estimation": fit.n,
            "alpha": fit.alpha,
            "beta": fit.beta,
            "sigma": fit.sigma,
            "car": car,
            "se": se,
            "t": car / se,
            "bhar": bhar,
            "sar": sar,
            "df": fit.df,
            "drift_weight": fit.weight,
        }
        if recent is not None:
            values["recent_sigma"] = np.sqrt(recent)
        if spec.model == "two-factor":
            values["gamma"] = fit.gamma
    lost = window_sums((known & marks.near).astype(float), *spec.estimation_used)
    table = {name: np.where(good, array, np.nan) for name, array in values.items()}
    table["n_estimation"] = fit.n
    table["lost_share"] = (lost if spec.clean_estimation else zero) / max(spec.estimation_length, 1)
    table |= _diagnostics(panel, fit, spec, good)

    inside = window_sums(marks.near.astype(float), first, last) == 0
    free = good & inside
    placebo = [np.sort(np.abs(table["t"][row, free[row]])) for row in range(len(y))]
    return Cells(
        spec=spec,
        values={name: _with_sentinel(array, np.nan) for name, array in table.items()},
        status=_with_sentinel(status, CODE[NO_SESSION]),
        placebo=placebo,
        free=_with_sentinel(free, False),
        fit=fit,
        valid=valid,
        drift_variance=drift_variance,
    )


def fit_portfolios(
    panel: Panel, marks: Marks, spec: StudySpec, columns: np.ndarray | None = None
) -> ControlFit:
    """The control portfolios of every listing and session, or of the sessions `columns` alone.

    They depend on the window's start at most.
    """
    known = _known(panel, spec)
    valid = known & ~marks.near if spec.clean_estimation else known
    last = spec.estimation_used[1]
    return fit_controls(panel.returns, panel.factor(CONTROLS), valid, last=last, columns=columns)


def _known(panel: Panel, spec: StudySpec) -> np.ndarray:
    """[S, T] sessions on which the share and all that its model leans on have a return."""
    known = np.isfinite(panel.returns)
    if spec.model == CONTROLS:
        return known & np.isfinite(panel.factor(CONTROLS)).all(axis=-1)
    known = known & np.isfinite(panel.market)
    if spec.model == "two-factor":
        known &= False if panel.second is None else np.isfinite(panel.second)
    return known


def _window_sums(x: np.ndarray, known: np.ndarray, first: int, last: int) -> np.ndarray:
    """Factors [S, T] or [S, T, K] summed over the window around every session, of the same shape."""
    if x.ndim == known.ndim:
        return short_sums(np.where(known, x, 0.0), first, last)
    return np.moveaxis(short_sums(np.where(known, np.moveaxis(x, -1, 0), 0.0), first, last), 0, -1)


def abnormal_returns(
    panel: Panel, fit: Fit, row: np.ndarray, column: np.ndarray, days: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Returns, benchmark, second factor and expected returns of pairs by day, each [P, days].

    Positions outside the data give NaN, and so do days after which fixed weights say nothing. For the
    model `controls` the second is [P, days, K], the controls' returns.
    """
    at = column[:, None] + days[None, :]
    inside = (at >= 0) & (at < panel.shape[1])
    at = np.where(inside, at, 0)
    rows = row[:, None]
    y = np.where(inside, panel.returns[rows, at], np.nan)
    if fit.model == CONTROLS:
        told = inside & (days <= CONTROLS_LAST_DAY)
        x = np.where(told[..., None], panel.factor(CONTROLS)[rows, at], np.nan)
    else:
        x = np.where(inside, panel.market[rows, at], np.nan)
    z = np.zeros_like(y)
    if fit.model == "two-factor" and panel.second is not None:
        z = np.where(inside, panel.second[rows, at], np.nan)
    expected = fit.at(rows, column[:, None]).expected(x, z)
    return y, x, z, expected


def _status(panel: Panel, spec: StudySpec, fit: Fit, known: np.ndarray) -> np.ndarray:
    """[S, T] status codes; the first reason that applies, in the order of `status.MEANING`."""
    first, last = spec.window
    rows, width = panel.shape
    at = np.arange(width)[None, :]
    priced = np.isfinite(panel.returns)
    some = priced.any(axis=1)
    begin = np.where(some, priced.argmax(axis=1), width)[:, None]
    end = np.where(some, width - 1 - priced[:, ::-1].argmax(axis=1), -1)[:, None]
    end_sessions = panel.length[:, None] - 1
    status = np.full((rows, width), CODE[USED], np.int8)

    def mark(where: np.ndarray, reason: str) -> None:
        status[where] = CODE[reason]

    mark(~fit.ok, NO_VARIATION)
    mark(fit.n < spec.sessions_needed, TOO_FEW)
    mark(window_sums((~known).astype(float), first, last) > 0, MISSING)
    if spec.model == "two-factor":
        lacking = panel.second is None or ~np.isfinite(panel.second).any(axis=1)
        mark(np.broadcast_to(np.reshape(lacking, (-1, 1)), status.shape), NOT_DEFINED)
    if spec.model == CONTROLS:
        lacking = ~np.isfinite(panel.factor(CONTROLS)).all(axis=-1).any(axis=1)
        mark(np.broadcast_to(lacking[:, None], status.shape), NOT_DEFINED)
        mark(np.full(status.shape, last > CONTROLS_LAST_DAY), TOO_FAR)
    mark((at + first < np.maximum(begin, 1)) | (at + last > end), OUTSIDE)
    mark((at + last < begin) | (at + first > end), NO_PRICES)
    mark((at + first < 1) | (at + last > end_sessions), OUTSIDE)
    mark(at > end_sessions, NO_SESSION)
    return status


def _compounded(fit: Fit, x: np.ndarray, z: np.ndarray, spec: StudySpec) -> np.ndarray:
    """Product of 1 + expected return over the event window, for every cell."""
    out = np.ones(fit.n.shape)
    width = fit.n.shape[-1]
    for day in spec.days:
        low, high = max(0, -day), min(width, width - day)
        if low >= high:
            continue
        step = fit.expected(shifted(x, day), shifted(z, day))
        out[:, low:high] *= 1.0 + step[:, low:high]
    return out


def _diagnostics(panel: Panel, fit: Fit, spec: StudySpec, good: np.ndarray) -> dict[str, np.ndarray]:
    """What the estimation rests on.

    r2: 1 - SSR / SST, where the model has loadings. residual_autocorrelation: see `Fit`.
    thin_share: share of the estimation window without a return or with an unchanged price.
    """
    y = panel.returns
    idle = ~np.isfinite(y) | (y == 0)
    loaded = spec.model in ("market", "two-factor", CONTROLS)
    with np.errstate(invalid="ignore", divide="ignore"):
        r2 = np.where(good & loaded, 1.0 - fit.residual / fit.total, np.nan)
    return {
        "r2": r2,
        "residual_autocorrelation": np.where(good, fit.autocorrelation, np.nan),
        "thin_share": window_sums(idle.astype(float), *spec.estimation_used) / max(spec.estimation_length, 1),
    }


def _with_sentinel(array: np.ndarray, nothing: float | bool | int) -> np.ndarray:
    """Append the column that stands for "no session"."""
    out = np.empty((array.shape[0], array.shape[1] + 1), array.dtype)
    out[:, :-1] = array
    out[:, -1] = nothing
    return out
