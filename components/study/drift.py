"""How far the estimated drift is believed: alpha shrunk towards zero by what it is worth.

An intercept estimated on 120 sessions is mostly noise, and a window of L sessions multiplies it by
L. A Gaussian prior N(0, tau^2) on the drift per session, flat on the loadings, weighs it: with
a = (X'X)^-1 at the intercept, so that OLS knows alpha with variance sigma^2 a,

    alpha = w alpha_OLS, w = tau^2 / (tau^2 + sigma^2 a),

the loadings follow by their covariance with alpha, and the covariance of the estimates becomes
sigma^2 (X'X + (sigma^2 / tau^2) e e')^-1: a ridge of sigma^2 / tau^2 on the intercept. All of it is
a correction of rank one to OLS, exact in what the running sums already hold. tau^2 without end is
OLS; tau^2 = 0 is a line through the origin. sigma^2 stays that of OLS, except at tau^2 = 0, where
no intercept is estimated and none takes a degree of freedom.

Vasicek (1973, J. Finance 28, 1233-1239) is the estimator; Ahern (2009, J. Empirical Finance 16),
Aktas, de Bodt & Cousin (2007, J. Corporate Finance 13) and Kothari & Warner (2007, Handbook of
Corporate Finance 1, ch. 1) say why an estimated drift misleads.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from components.study.fit import Fit, fit_all
from components.study.marks import Marks
from components.study.panel import Panel

DRIFT_VARIANCE = 7e-7
"""tau^2 for frames of one's own: that of the record, as a stated number and not an estimate, so that
a study of some listings equals its part of a study of all."""
ESTIMATION, FEWEST = (-130, -11), 30


def shrink(fit: Fit, drift_variance: float) -> Fit:
    """The estimates of `fit`, from OLS, under the prior N(0, `drift_variance`) on alpha.

    Market-adjusted returns estimate no drift and come back as they are. ValueError for a negative
    or infinite variance.
    """
    if not 0 <= drift_variance < np.inf:
        raise ValueError(f"drift_variance: {drift_variance!r} is not a finite number from 0")
    if fit.model == "market-adjusted":
        return fit
    with np.errstate(invalid="ignore", divide="ignore"):
        a, on_x, on_z = fit.intercept_part()
        if drift_variance == 0:
            residual, df = fit.residual + fit.alpha**2 / a, fit.df + 1
            sigma = np.sqrt(residual / df)
            fit = replace(fit, residual=residual, df=df, sigma=sigma, noise=sigma**2)
        pull = 1.0 / (drift_variance / fit.sigma**2 + a)
        weight = 1.0 - pull * a if drift_variance else np.zeros_like(a)
        return replace(
            fit,
            alpha=weight * fit.alpha,
            beta=fit.beta - pull * fit.alpha * on_x,
            gamma=fit.gamma - pull * fit.alpha * on_z,
            pull=pull,
            weight=weight,
        )


def estimated_variance(panel: Panel, marks: Marks, model: str) -> float:
    """tau^2 by the method of moments: what the squares of alpha exceed by their sampling variance.

    tau^2 = mean(alpha^2 - sigma^2 a) over the ordinary sessions of all listings, those not within
    one session of an event, and not below 0. Every session serves the estimation here, those near
    events too: without its bad days a period would seem to drift upwards. `DRIFT_VARIANCE` where
    the panel has no such session. The estimate sums up the whole panel, later sessions included;
    like the ordinary windows of a placebo it describes the shares, not one event.
    """
    y, x, z = panel.returns, panel.market, panel.second
    known = np.isfinite(y) & np.isfinite(x)
    if model == "two-factor" and z is not None:
        known &= np.isfinite(z)
    fit = fit_all(y, x, z, known, model, ESTIMATION, FEWEST)
    ordinary = fit.ok & known & ~marks.near
    if model == "market-adjusted" or not ordinary.any():
        return DRIFT_VARIANCE
    with np.errstate(invalid="ignore", divide="ignore"):
        excess = fit.alpha**2 - fit.sigma**2 * fit.intercept_part()[0]
    return max(float(excess[ordinary].mean()), 0.0)
