"""The prior on alpha: against ridge regressions by numpy, and what it must do at its ends."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from components.study import StudySpec, run_study, study_frames
from components.study.drift import DRIFT_VARIANCE, estimated_variance
from components.study.record import drift_variance
from data.snapshot import Snapshot

MODELS = ("market", "two-factor", "mean-adjusted")
PLACES = (140, 190, 260)


def studied(here, **choice):
    spec = StudySpec(window=(-1, 3), clean_estimation=False, variance="estimation", **choice)
    return study_frames(here.returns, here.benchmark, here.events(PLACES), spec, second=here.second)


def design(here, model):
    columns = {"market": [here.benchmark], "two-factor": [here.benchmark, here.second]}.get(model, [])
    return np.column_stack([np.ones(len(here.dates)), *columns])


@pytest.mark.parametrize("model", MODELS)
def test_shrunk_alpha_is_a_ridge_on_the_intercept(world, model):
    """Posterior mean and covariance from the normal equations, and from an observation alpha = 0
    of variance tau^2 put below the data; the noise is that of OLS."""
    here = world(seed=3, missing=0.03)
    result = studied(here, model=model, alpha="shrunk", drift_variance=2e-6)
    rows = design(here, model)
    for pair in result.pairs.query("status == 'used'").itertuples():
        at = here.dates.get_loc(pair.day0)
        y = here.returns[pair.symbol].to_numpy()
        span = np.arange(at - 130, at - 10)
        span = span[np.isfinite(y[span])]
        x, size = rows[span], rows.shape[1]
        ols = np.linalg.lstsq(x, y[span], rcond=None)
        s2 = ols[1][0] / (len(span) - size)
        ridge = np.zeros((size, size))
        ridge[0, 0] = s2 / 2e-6
        inverse = np.linalg.inv(x.T @ x + ridge)
        theta = inverse @ x.T @ y[span]
        below = np.sqrt(ridge[0])
        augmented, *_ = np.linalg.lstsq(np.vstack([x, below]), np.append(y[span], 0.0), rcond=None)
        np.testing.assert_allclose(theta, augmented, rtol=1e-9)
        window = np.arange(at - 1, at + 4)
        total = rows[window].sum(axis=0)
        car = (y[window] - rows[window] @ theta).sum()
        se = np.sqrt(s2 * (len(window) + total @ inverse @ total))
        np.testing.assert_allclose([pair.alpha, pair.car, pair.se], [theta[0], car, se], rtol=1e-9)
        assert pair.n_estimation == len(span)
        np.testing.assert_allclose(pair.drift_weight, theta[0] / ols[0][0], rtol=1e-9)


@pytest.mark.parametrize("model", ["market", "two-factor"])
def test_zero_alpha_is_a_line_through_the_origin(world, model):
    here = world(seed=4, missing=0.03)
    rows = design(here, model)[:, 1:]
    for pair in studied(here, model=model, alpha="zero").pairs.query("status == 'used'").itertuples():
        at = here.dates.get_loc(pair.day0)
        y = here.returns[pair.symbol].to_numpy()
        span, window = np.arange(at - 130, at - 10), np.arange(at - 1, at + 4)
        fit = sm.OLS(y[span], rows[span], missing="drop").fit()
        total = rows[window].sum(axis=0)
        se = np.sqrt(fit.scale * 5 + total @ fit.cov_params() @ total)
        car = y[window].sum() - total @ fit.params
        np.testing.assert_allclose(
            [pair.alpha, pair.beta, pair.sigma, pair.car, pair.se],
            [0.0, fit.params[0], np.sqrt(fit.scale), car, se],
            rtol=1e-9,
            atol=1e-14,
        )


@pytest.mark.parametrize("model", MODELS)
def test_a_wide_prior_is_ols_and_weights_lie_between(world, model):
    here = world(seed=5)
    ols = studied(here, model=model, alpha="ols").pairs
    wide = studied(here, model=model, alpha="shrunk", drift_variance=1e6).pairs
    half = studied(here, model=model, alpha="shrunk").pairs
    for column in ("alpha", "beta", "car", "se", "p"):
        np.testing.assert_allclose(wide[column], ols[column], rtol=1e-6)
    assert (ols["drift_weight"].dropna() == 1).all()
    assert half["drift_weight"].dropna().between(0, 1, inclusive="neither").all()
    assert (half["se"].dropna() < ols["se"].dropna()).all()  # what is known beforehand narrows


def test_returns_less_the_market_have_no_drift_to_shrink(world):
    here = world(seed=6)
    for alpha in ("ols", "zero"):
        plain, other = (
            studied(here, model="market-adjusted", alpha=one).numbers for one in ("shrunk", alpha)
        )
        for name in plain:
            np.testing.assert_array_equal(plain[name], other[name], err_msg=name)


def test_moments_find_the_variance_of_drift_that_was_put_in(world):
    """200 shares with a drift each, drawn with standard deviation 0.3% a session."""
    here = world(seed=8, sessions=400, symbols=200)
    returns = here.returns + here.rng.normal(0, 0.003, 200) - 0.0005
    result = study_frames(returns, here.benchmark, here.events([150], "S0"))
    found = estimated_variance(result.panel, result.marks, "market")
    assert found == pytest.approx(9e-6, rel=0.25)
    still = study_frames(here.returns - 0.0005, here.benchmark, here.events([150], "S0"))
    assert estimated_variance(still.panel, still.marks, "market") < 1e-6


def test_one_variance_of_drift_for_every_study_of_the_record(snapshot: Snapshot):
    whole = drift_variance(snapshot)
    assert 1e-7 < whole < 5e-6
    asked = StudySpec(alpha="shrunk", window=(0, 5), symbols=("PDD",), estimation=(-90, -11))
    assert drift_variance(snapshot, asked) == whole == run_study(snapshot, asked).cells.drift_variance
    assert drift_variance(snapshot, StudySpec(drift_variance=1e-5)) == 1e-5
    one = StudySpec(alpha="shrunk", symbols=("0700.HK",), benchmark="HSI")
    all_of_them = run_study(snapshot, StudySpec(alpha="shrunk")).pairs.query("symbol == '0700.HK'")
    np.testing.assert_array_equal(run_study(snapshot, one).pairs["car"], all_of_them["car"])


def test_frames_use_the_stated_variance(world):
    here = world(seed=9)
    assert studied(here, alpha="shrunk").cells.drift_variance == DRIFT_VARIANCE
    with pytest.raises(ValueError, match="drift_variance: -1"):
        StudySpec(drift_variance=-1)
