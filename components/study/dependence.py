"""How strongly a group's observations move together, and so how much less they say.

A CAR is a weighted sum of the share's surprises: weight 1 on each day of the event window, and on
each estimation day what the fitted line passes on to the forecast (for the market model
-(L / n + (x_t - mean x) (sum x - L mean x) / Sxx)). Two CARs are correlated because their windows
share days, of one share or of shares that move together, and because they lean on the same
estimation days. With r_ab the correlation of the forecast errors of listings a and b and w the
weights over the standard error of the CAR,

    corr(CAR_i, CAR_j) = r_ab sum over t of w_i(t) w_j(t),

and the mean over all couples needs only the weights added up by listing: no loop over couples.
Kolari & Pynnonen (2010, Review of Financial Studies 23) is the case of one event day, where all
windows coincide; Kolari, Pape & Pynnonen (2018) that of windows which overlap in part. The shared
estimation error is added here: where events are dense, it is what is left.
"""

from __future__ import annotations

import numpy as np

from components.study.cells import abnormal_returns
from components.study.control_fit import ControlFit
from components.study.fit import Fit
from components.study.result import StudyResult


def mean_correlation(result: StudyResult, row: np.ndarray, column: np.ndarray) -> float:
    """Mean correlation of the CARs of all couples of observations; 0 for fewer than two.

    row, column: the panel's listing and session of day 0 of each observation.
    """
    size = len(row)
    if size < 2:
        return 0.0
    used, listing = np.unique(row, return_inverse=True)
    calendar, place = _calendar(result, used)
    weights = np.zeros((len(used), len(calendar)))
    own = 0.0
    for at, values in _weights(result, row, column):
        own += float(np.square(values).sum())
        inside = values != 0
        day = place[np.broadcast_to(listing[:, None], at.shape)[inside], at[inside]]
        observation = np.broadcast_to(listing[:, None], at.shape)[inside]
        np.add.at(weights, (observation, day), values[inside])
    correlation = _listing_correlation(result, used, calendar, place)
    total = float((correlation * (weights @ weights.T)).sum())
    return (total - own) / (size * (size - 1))


def _calendar(result: StudyResult, used: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All session dates of the listings, and each listing's sessions as places among them."""
    dates = result.panel.dates[used]
    known = ~np.isnat(dates)
    calendar = np.unique(dates[known])
    return calendar, np.where(known, np.searchsorted(calendar, dates), 0)


def _weights(result: StudyResult, row: np.ndarray, column: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """(positions, weights) of the event and the estimation window, over the CAR's standard error.

    A surprise counts in units of the estimation window's sigma; where recent sessions were wilder,
    each day of the event window weighs more.
    """
    spec, panel, cells = result.spec, result.panel, result.cells
    length, fit = spec.length, cells.fit.at(row, column)
    event = column[:, None] + np.arange(spec.window[0], spec.window[1] + 1)
    first, last = spec.estimation_used
    days = np.arange(first, last + 1)
    at = column[:, None] + days
    place = np.clip(at, 0, panel.shape[1] - 1)
    served = (at >= 0) & cells.valid[row[:, None], place]
    _, x, z, _ = abnormal_returns(panel, cells.fit, row, column, days)
    _, event_x, event_z, _ = abnormal_returns(
        panel, cells.fit, row, column, np.arange(spec.window[0], spec.window[1] + 1)
    )
    sum_x, sum_z = event_x.sum(axis=1), event_z.sum(axis=1)
    passed = _passed_on(fit, length, x, z, sum_x, sum_z)
    estimation = np.where(served, -passed, 0.0)
    sigma = fit.sigma[:, None]
    scale = np.sqrt(fit.variance(length, sum_x, sum_z))[:, None] / sigma
    noise = np.sqrt(fit.noise)[:, None] / sigma
    return [(event, np.broadcast_to(noise / scale, event.shape)), (place, estimation / scale)]


def _passed_on(
    fit: Fit, length: int, x: np.ndarray, z: np.ndarray, sum_x: np.ndarray, sum_z: np.ndarray
) -> np.ndarray:
    """What a surprise on an estimation day adds to the forecast of the event window: [N, E].

    v' C x_t with C as in `Fit.variance`: a prior on alpha takes pull (v'(X'X)^-1 e) (e'(X'X)^-1 x_t)
    from what OLS passes on.
    """
    if isinstance(fit, ControlFit):
        return fit.passed_on(sum_x, np.moveaxis(x, 1, 0)).T
    if fit.model == "market-adjusted":
        return np.zeros_like(x)
    _, drift_x, drift_z = fit.intercept_part()
    shared = length / fit.n
    passed, alone = shared + 0 * x.T, 1 / fit.n + 0 * x.T
    if fit.model in ("market", "two-factor"):
        dx, dz = sum_x - length * fit.mean_x, sum_z - length * fit.mean_z
        on_x, on_z = fit.solved(dx, dz)
        x, z = x.T - fit.mean_x, z.T - fit.mean_z
        passed = passed + x * on_x + z * on_z
        alone = alone + x * drift_x + z * drift_z
        shared = shared + dx * drift_x + dz * drift_z
    return (passed - fit.pull * shared * alone).T


def _listing_correlation(
    result: StudyResult, used: np.ndarray, calendar: np.ndarray, place: np.ndarray
) -> np.ndarray:
    """Correlations of the listings' one-day forecast errors on sessions that may serve."""
    panel, cells = result.panel, result.cells
    z = 0.0 if panel.second is None else panel.second[used]
    row = used[:, None]
    fit = cells.fit.at(row, np.arange(panel.shape[1])[None, :])
    error = panel.returns[used] - fit.expected(panel.factor(fit.model)[used], z)
    served = cells.valid[used] & fit.ok & np.isfinite(error)
    value = np.zeros((len(used), len(calendar)))
    known = np.zeros_like(value)
    listing, column = np.nonzero(served)
    value[listing, place[listing, column]] = error[served]
    known[listing, place[listing, column]] = 1.0
    scale = np.sqrt((value**2 @ known.T) * (known @ (value**2).T))
    out = np.divide(value @ value.T, scale, out=np.zeros_like(scale), where=scale > 0)
    np.fill_diagonal(out, 1.0)
    return out
