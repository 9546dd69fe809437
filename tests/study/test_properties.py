"""What must hold whatever the numbers: shifts, scales, signs, order, and windows that add up."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.study import StudySpec, study_frames
from components.study.fit import fit_all
from components.study.spec import LINES
from components.study.window_sums import short_sums, window_sums

seeds = st.integers(0, 10_000)
windows = st.tuples(st.integers(-8, 3), st.integers(0, 9)).map(lambda w: (w[0], w[0] + w[1]))
quick = settings(max_examples=25)
SHAPE = ("car", "se", "t", "p", "bhar", "placebo_share")


def run(here, events, window=(-1, 1), returns=None, benchmark=None, kind="simple", **options):
    spec = StudySpec.textbook(window=window, clean_estimation=False, returns=kind, **options)
    return study_frames(
        here.returns if returns is None else returns,
        here.benchmark if benchmark is None else benchmark,
        events,
        spec,
        second=here.second,
    ).pairs


@quick
@given(seeds, windows, st.floats(-0.3, 0.3), st.sampled_from(LINES))
def test_an_effect_added_to_one_day_is_added_to_the_car(world, seed, window, effect, model):
    here = world(seed)
    events = here.events([200], "S1")
    before = run(here, events, window, model=model)
    shocked = here.returns.copy()
    shocked.iloc[200 + window[0], 1] += effect
    after = run(here, events, window, shocked, model=model)
    assert after["car"][0] - before["car"][0] == pytest.approx(effect, abs=1e-12)
    assert after["se"][0] == pytest.approx(before["se"][0])


@quick
@given(seeds, windows, st.floats(-3, 3), st.sampled_from(["market", "two-factor"]))
def test_a_multiple_of_the_benchmark_changes_beta_only(world, seed, window, slope, model):
    here = world(seed, missing=0.01)
    events = here.events([150, 200])
    before = run(here, events, window, model=model)
    after = run(here, events, window, here.returns.add(slope * here.benchmark, axis=0), model=model)
    for name in ("car", "se", "t", "p", "sigma", "placebo_share"):
        np.testing.assert_allclose(after[name], before[name], rtol=1e-7, atol=1e-11)
    np.testing.assert_allclose(after["beta"], before["beta"] + slope, rtol=1e-9, atol=1e-9)


@quick
@given(seeds, st.floats(0.001, 1000).filter(bool), st.sampled_from(LINES))
def test_scale_of_log_returns(world, seed, scale, model):
    here = world(seed, missing=0.01)
    events = here.events([160, 220])
    before = run(here, events, model=model, kind="log")
    here.second = here.second * scale
    after = run(here, events, (-1, 1), here.returns * scale, here.benchmark * scale, model=model, kind="log")
    for name in ("t", "p", "placebo_share", "beta"):
        np.testing.assert_allclose(after[name], before[name], rtol=1e-7)
    np.testing.assert_allclose(after["car"], before["car"] * scale, rtol=1e-7, atol=1e-15)
    np.testing.assert_allclose(after["se"], before["se"] * scale, rtol=1e-7)


@quick
@given(seeds, st.sampled_from(LINES))
def test_sign(world, seed, model):
    here = world(seed)
    events = here.events([160, 220])
    before = run(here, events, model=model)
    here.second = -here.second
    after = run(here, events, (-1, 1), -here.returns, -here.benchmark, model=model)
    np.testing.assert_allclose(after["car"], -before["car"], rtol=1e-9, atol=1e-14)
    np.testing.assert_allclose(after["p"], before["p"], rtol=1e-8)
    np.testing.assert_allclose(after["ci_low"], -before["ci_high"], rtol=1e-8, atol=1e-13)


@quick
@given(seeds, st.integers(-6, 0), st.integers(1, 5), st.integers(1, 6))
def test_windows_add_up(world, seed, first, one, other):
    here = world(seed)
    events = here.events([150, 200])
    # A window that starts earlier would move the end of the estimation window only below -11.
    whole = run(here, events, (first, first + one + other - 1))
    left = run(here, events, (first, first + one - 1))
    right = run(here, events, (first + one, first + one + other - 1))
    np.testing.assert_allclose(left["car"] + right["car"], whole["car"], rtol=1e-9, atol=1e-13)
    product = (1 + left["raw_return"]) * (1 + right["raw_return"]) - 1
    np.testing.assert_allclose(product, whole["raw_return"], rtol=1e-9, atol=1e-13)


@quick
@given(seeds, st.randoms(use_true_random=False))
def test_order_of_events_and_listings_changes_nothing_but_order(world, seed, random):
    here = world(seed, missing=0.02)
    events = here.events([150, 151, 190, 220, 260])
    before = run(here, events).set_index(["event_id", "symbol"]).sort_index()
    symbols = list(here.returns.columns)
    random.shuffle(symbols)
    shuffled = events.sample(frac=1, random_state=seed)
    after = run(here, shuffled, returns=here.returns[symbols])
    after = after.set_index(["event_id", "symbol"]).sort_index()
    columns = [name for name in before if name not in ("overlaps", "day0_rule")]
    pd.testing.assert_frame_equal(before[columns], after[columns], rtol=1e-9)
    assert before["overlaps"].map(set).equals(after["overlaps"].map(set))


@settings(max_examples=60)
@given(
    seeds,
    st.sampled_from([1e-9, 1e-4, 1.0, 1e4]),
    st.sampled_from([0.0, 1e-6, 1.0, 1e6]),
    st.sampled_from(["market", "two-factor", "mean-adjusted"]),
)
def test_running_sums_equal_direct_regressions_under_strain(seed, calm, outlier, model):
    """A calm stretch after a wild one is where a difference of sums would cancel."""
    rng = np.random.default_rng(seed)
    size = 260
    scale = np.where(np.arange(size) < 120, 1.0, calm)
    x, z = rng.normal(size=(2, 1, size)) * scale
    y = 0.3 * x + 0.1 * z + rng.normal(size=(1, size)) * scale
    y[0, 30] += outlier
    valid = rng.random((1, size)) > 0.1
    fit = fit_all(y, x, z, valid, model, (-60, -5), 20)
    for column in range(130, size, 9):
        rows = np.arange(column - 60, column - 4)
        rows = rows[valid[0, rows]]
        design = {
            "market": [np.ones(size), x[0]],
            "mean-adjusted": [np.ones(size)],
            "two-factor": [np.ones(size), x[0], z[0]],
        }[model]
        columns = np.column_stack(design)[rows]
        unit = columns / np.abs(columns).max(axis=0)
        if model == "two-factor" and 1 - np.corrcoef(columns[:, 1], columns[:, 2])[0, 1] ** 2 < 1e-11:
            continue  # one wild day makes two factors one: refused, see test_status
        estimate, *_ = np.linalg.lstsq(unit, y[0, rows], rcond=None)
        residual = y[0, rows] - unit @ estimate
        sigma = np.sqrt((residual**2).sum() / (len(rows) - columns.shape[1]))
        assert fit.n[0, column] == len(rows)
        np.testing.assert_allclose(fit.sigma[0, column], sigma, rtol=1e-5)
        if model != "mean-adjusted":
            slope = estimate[1] / np.abs(columns).max(axis=0)[1]
            np.testing.assert_allclose(fit.beta[0, column], slope, rtol=1e-5, atol=1e-8)


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=12), st.integers(-15, 15), st.integers(0, 15))
def test_window_sums_by_counting(values, first, extra):
    found = window_sums(np.array([values], float), first, first + extra)[0]
    np.testing.assert_array_equal(short_sums(np.array([values], float), first, first + extra)[0], found)
    for at in range(len(values)):
        span = range(max(at + first, 0), min(at + first + extra + 1, len(values)))
        assert found[at] == sum(values[day] for day in span)


@settings(max_examples=40)
@given(
    st.lists(
        st.one_of(
            st.floats(-2, 10), st.just(float("nan")), st.just(float("inf")), st.just(0.0), st.just(-1.0)
        ),
        min_size=40,
        max_size=40,
    ),
    st.sampled_from(LINES),
    st.sampled_from(["simple", "log"]),
    windows,
)
def test_rubbish_gives_a_status_or_a_number_never_a_trap(values, model, kind, window):
    dates = pd.bdate_range("2021-01-01", periods=40)
    returns = pd.DataFrame({"A": values, "B": values[::-1]}, dates)
    benchmark = pd.Series(np.sin(np.arange(40.0)) / 50, dates)
    spec = StudySpec.textbook(
        window=window, estimation=(-20, -9), min_estimation=5, model=model, returns=kind
    )
    events = pd.DataFrame({"event_id": [f"e{i}" for i in range(40)], "day0": dates})
    pairs = study_frames(returns, benchmark, events, spec, second=benchmark**2).pairs
    used = pairs["status"] == "used"
    numbers = pairs.loc[used, ["car", "se", "t", "p", "q", "ci_low", "ci_high", "sigma"]]
    assert np.isfinite(numbers.to_numpy()).all()
    assert (pairs.loc[used, "sigma"] > 0).all()
    assert pairs.loc[~used, ["car", "p", "q"]].isna().all().all()
