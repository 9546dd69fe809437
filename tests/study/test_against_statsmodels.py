"""Regressions, prediction errors and intervals against statsmodels, cell by cell."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from components.study import StudySpec, run_study, study_frames
from components.study.spec import LINES

CLOSE = dict(rtol=1e-9, atol=1e-13)


def by_hand(y, x, z, valid, column, spec):
    """alpha, beta, sigma, CAR, se, p of one pair from a statsmodels fit of its own rows."""
    first, last = spec.estimation
    rows = np.arange(max(column + first, 0), column + last + 1)
    rows = rows[valid[rows]]
    days = column + np.array(spec.days)
    design = {
        "market": lambda at: np.column_stack([np.ones(len(at)), x[at]]),
        "two-factor": lambda at: np.column_stack([np.ones(len(at)), x[at], z[at]]),
        "mean-adjusted": lambda at: np.ones((len(at), 1)),
        "market-adjusted": lambda at: np.ones((len(at), 1)),
    }[spec.model]
    target = y - x if spec.model == "market-adjusted" else y
    fit = sm.OLS(target[rows], design(rows)).fit()
    sigma = np.sqrt(fit.scale)
    if spec.model == "market-adjusted":
        car, variance = target[days].sum(), len(days) * fit.scale
    else:
        forecast = design(days)
        car = target[days].sum() - (forecast @ fit.params).sum()
        ones = np.ones(len(days))
        cover = fit.scale * np.eye(len(days)) + forecast @ fit.cov_params() @ forecast.T
        variance = ones @ cover @ ones
    p = 2 * stats.t.sf(abs(car) / np.sqrt(variance), fit.df_resid)
    half = stats.t.ppf(0.5 + spec.confidence / 2, fit.df_resid) * np.sqrt(variance)
    return len(rows), fit, sigma, car, np.sqrt(variance), p, half


@pytest.mark.parametrize("model", LINES)
@pytest.mark.parametrize("window", [(0, 0), (-1, 1), (-5, 10), (2, 8)])
def test_every_model_on_chance_returns_with_gaps(world, model, window):
    here = world(seed=3, sessions=260, symbols=2, missing=0.02)
    spec = StudySpec.textbook(window=window, model=model, clean_estimation=False, confidence=0.9)
    result = study_frames(
        here.returns, here.benchmark, here.events(range(140, 230, 7)), spec, second=here.second
    )
    assert result.used.sum() > 10
    for place in np.flatnonzero(result.used):
        row, column = result.index.row[place], result.index.column[place]
        y = here.returns.iloc[:, row].to_numpy()
        x, z = here.benchmark.to_numpy(), here.second.to_numpy()
        n, fit, sigma, car, se, p, half = by_hand(y, x, z, np.isfinite(y), column, spec)
        pair = result.pairs.iloc[place]
        assert pair["n_estimation"] == n
        np.testing.assert_allclose(
            [pair["sigma"], pair["car"], pair["se"], pair["p"], pair["ci_low"], pair["ci_high"]],
            [sigma, car, se, p, car - half, car + half],
            **CLOSE,
        )
        if model in ("market", "two-factor"):
            estimates = [pair["alpha"], pair["beta"]]
            np.testing.assert_allclose(estimates, fit.params[:2], **CLOSE)
            np.testing.assert_allclose(pair["r2"], fit.rsquared, **CLOSE)


@pytest.mark.parametrize("model", ["market", "mean-adjusted", "market-adjusted"])
def test_the_record_pair_by_pair(snapshot, model):
    spec = StudySpec.textbook(window=(-1, 1), model=model)
    result = run_study(snapshot, spec)
    used = np.flatnonzero(result.used)
    assert len(used) > 400
    for place in used[:: len(used) // 60]:
        row, column = result.index.row[place], result.index.column[place]
        y, x = result.panel.returns[row], result.panel.market[row]
        valid = np.isfinite(y) & np.isfinite(x) & ~result.marks.near[row]
        n, fit, sigma, car, se, p, half = by_hand(y, x, None, valid, column, spec)
        pair = result.pairs.iloc[place]
        found = [pair["n_estimation"], pair["sigma"], pair["car"], pair["se"], pair["p"]]
        np.testing.assert_allclose(found, [n, sigma, car, se, p], **CLOSE)


def test_daily_paths_are_the_study_of_each_shorter_window(world):
    here = world(seed=9)
    events = here.events([160, 200], "S1")
    spec = StudySpec.textbook(window=(-2, 3), clean_estimation=False)
    paths = study_frames(here.returns, here.benchmark, events, spec).paths
    for last in range(-2, 4):
        shorter = StudySpec.textbook(window=(-2, last), clean_estimation=False)
        pairs = study_frames(here.returns, here.benchmark, events, shorter).pairs
        day = paths[paths["day"] == last]
        for ours, theirs in (("car", "car"), ("se_car", "se"), ("ci_low", "ci_low")):
            np.testing.assert_allclose(day[ours], pairs[theirs], **CLOSE)


def test_residual_autocorrelation_against_the_residuals_themselves(world):
    here = world(seed=4, missing=0.03)
    result = study_frames(
        here.returns, here.benchmark, here.events([180], "S0"), StudySpec.textbook(clean_estimation=False)
    )
    y, x = here.returns["S0"].to_numpy()[50:170], here.benchmark.to_numpy()[50:170]
    known = np.isfinite(y)
    residual = np.zeros(120)
    residual[known] = sm.OLS(y[known], sm.add_constant(x[known])).fit().resid
    expected = (residual[1:] * residual[:-1]).sum() / (residual**2).sum()
    found = result.pairs["residual_autocorrelation"].iloc[0]
    np.testing.assert_allclose(found, expected, **CLOSE)
    np.testing.assert_allclose(result.pairs["thin_share"].iloc[0], (~known).mean(), **CLOSE)
