"""The control portfolio: as scipy fits one window, as pysyncon weighs, and blind to what comes after."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pysyncon import Dataprep, Synth
from scipy.optimize import nnls

from components.study.control_weights import control_weights, out_of_sample_r2

SESSIONS, CONTROLS = 420, 6


def market(seed: int, noise: float = 0.01, missing: float = 0.01):
    """Returns of a share that follows some controls, with gaps, and sessions that may not serve."""
    rng = np.random.default_rng(seed)
    x = rng.normal(0, 0.01, (SESSIONS, 1)) + rng.normal(0, 0.012, (SESSIONS, CONTROLS))
    true = np.array([0.7, 0.5, 0.0, 0.0, 0.2, 0.0])
    y = x @ true + rng.normal(0, noise, SESSIONS)
    x[rng.random(x.shape) < missing] = np.nan
    y[rng.random(SESSIONS) < missing] = np.nan
    valid = rng.random(SESSIONS) < 0.8
    return y, x, valid, true


def served(y, x, valid, column, longest=250, last=-11):
    """The sessions that the fit of a column may rest on, by the rule in words."""
    known = [
        t
        for t in range(max(column + last + 1, 0))
        if valid[t] and np.isfinite(y[t]) and np.isfinite(x[t]).all()
    ]
    return known[-longest:]


@pytest.mark.parametrize("seed", range(4))
def test_every_fit_equals_scipy_on_its_own_sessions(seed):
    y, x, valid, _ = market(seed)
    fits = control_weights(y, x, valid)
    for column in range(0, SESSIONS, 13):
        rows = served(y, x, valid, column)
        assert fits.n[column] == len(rows)
        if len(rows) < 60:
            assert np.isnan(fits.weights[column]).all()
            continue
        expected, norm = nnls(x[rows], y[rows])
        np.testing.assert_allclose(fits.weights[column], expected, atol=1e-9)
        assert fits.residual[column] == pytest.approx(norm**2, rel=1e-9)
        assert fits.total[column] == pytest.approx(np.var(y[rows]) * len(rows), rel=1e-9)
        assert fits.df[column] == len(rows) - (expected > 0).sum()


def test_the_inverse_is_that_of_least_squares_on_the_controls_with_weight():
    y, x, valid, _ = market(7)
    fits = control_weights(y, x, valid)
    columns = np.array([150, 300, 411])
    for column, found in zip(columns, fits.inverse(columns), strict=True):
        rows = served(y, x, valid, column)
        used = fits.weights[column] > 0
        design = x[rows][:, used]
        expected = np.zeros((CONTROLS, CONTROLS))
        expected[np.ix_(used, used)] = np.linalg.inv(design.T @ design)
        np.testing.assert_allclose(found, expected, rtol=1e-8)


def test_sessions_asked_for_alone_have_the_weights_of_all():
    y, x, valid, _ = market(2)
    every, some = control_weights(y, x, valid), control_weights(y, x, valid, columns=np.array([100, 333]))
    np.testing.assert_array_equal(some.weights[[100, 333]], every.weights[[100, 333]])
    assert np.isnan(np.delete(some.weights, [100, 333], axis=0)).all()


@given(st.integers(0, 50), st.integers(80, SESSIONS - 1))
def test_no_weight_sees_past_day_minus_11(seed, column):
    y, x, valid, _ = market(seed)
    before = control_weights(y, x, valid)
    rng = np.random.default_rng(seed + 1)
    later = column - 10
    y[later:], x[later:] = rng.normal(0, 0.5, SESSIONS - later), rng.normal(0, 0.5, x[later:].shape)
    valid[later:] = ~valid[later:]
    after = control_weights(y, x, valid)
    np.testing.assert_array_equal(after.weights[column], before.weights[column])
    assert after.n[column] == before.n[column]


@given(st.integers(0, 50), st.integers(0, CONTROLS - 1))
def test_a_missing_control_takes_its_session_away_and_is_never_filled(seed, control):
    y, x, valid, _ = market(seed, missing=0)
    gap = x.copy()
    gap[200, control] = np.nan
    away = valid.copy()
    away[200] = False
    with_gap, without = control_weights(y, gap, valid), control_weights(y, x, away)
    np.testing.assert_array_equal(with_gap.weights, without.weights)


def test_controls_that_are_copies_of_one_another_are_no_obstacle():
    y, x, valid, _ = market(3, missing=0)
    doubled = np.column_stack([x, x[:, 0]])
    fits, plain = control_weights(y, doubled, valid), control_weights(y, x, valid)
    np.testing.assert_allclose(fits.residual[400], plain.residual[400], rtol=1e-7)
    assert (fits.weights[400] >= 0).all()


def test_pysyncon_finds_the_same_portfolio_where_weights_sum_to_one():
    """pysyncon's weights sum to one; a share that is such a mixture gives both the same."""
    rng = np.random.default_rng(5)
    x = rng.normal(0, 0.02, (260, 4)) + rng.normal(0, 0.01, (260, 1))
    true = np.array([0.5, 0.0, 0.3, 0.2])
    y = x @ true
    names = ["a", "b", "c", "d"]
    frame = pd.concat(
        pd.DataFrame({"unit": name, "time": range(260), "level": values})
        for name, values in zip(["share", *names], [y, *x.T], strict=True)
    )
    prepared = Dataprep(
        foo=frame,
        predictors=["level"],
        predictors_op="mean",
        dependent="level",
        unit_variable="unit",
        time_variable="time",
        treatment_identifier="share",
        controls_identifier=names,
        time_predictors_prior=range(240),
        time_optimize_ssr=range(240),
    )
    synth = Synth()
    z0, z1 = prepared.make_outcome_mats()
    weights, _ = synth.w_optimize(np.eye(len(z1)), z0.to_numpy(), z1.to_numpy())
    fits = control_weights(y, x, np.ones(260, bool), longest=240)
    np.testing.assert_allclose(fits.weights[250], true, atol=1e-9)
    np.testing.assert_allclose(weights, fits.weights[250], atol=2e-3)


def test_out_of_sample_fit_is_one_for_a_mixture_and_below_it_with_noise():
    y, x, valid, _ = market(9, noise=0.0, missing=0)
    ordinary = np.ones(SESSIONS, bool)
    assert out_of_sample_r2(y, x, control_weights(y, x, valid).weights, ordinary) == pytest.approx(1)
    y, x, valid, _ = market(9, noise=0.02, missing=0)
    inside = control_weights(y, x, valid)
    outside = out_of_sample_r2(y, x, inside.weights, ordinary)
    assert 0 < outside < 1
    assert np.isnan(out_of_sample_r2(y, x, inside.weights, np.zeros(SESSIONS, bool)))
