"""P-values, quantiles, q-values and placebo shares against scipy and brute force."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from components.study import StudySpec, benjamini_hochberg, run_study, study_frames
from components.study.inference import placebo_share, t_quantile, two_sided_t, two_sided_z

probabilities = st.lists(st.floats(0, 1), min_size=1, max_size=60)


@given(probabilities)
def test_q_values_are_scipys(p):
    theirs = stats.false_discovery_control(p, method="bh")
    np.testing.assert_allclose(benjamini_hochberg(np.array(p)), theirs, rtol=1e-12)


@given(probabilities, st.integers(0, 20))
def test_unknown_p_values_do_not_count(p, gaps):
    padded = np.array([np.nan] * gaps + p)
    found = benjamini_hochberg(padded)
    assert np.isnan(found[:gaps]).all()
    np.testing.assert_array_equal(found[gaps:], benjamini_hochberg(np.array(p)))


def test_tails_do_not_vanish():
    # One minus a cdf would be exactly zero here.
    assert 0 < two_sided_t(np.array(60.0), np.array(100.0)) < 1e-70
    assert 0 < two_sided_z(20.0) < 1e-80
    t = np.array([-2.5, 0.0, 1.3])
    np.testing.assert_allclose(two_sided_t(t, np.array(7.0)), 2 * stats.t.sf(np.abs(t), 7))


def test_quantiles_are_scipys_and_unknown_ones_stay_unknown():
    df = np.array([1.0, 30.0, np.nan, 118.0, 30.0, 0.0])
    found = t_quantile(df, 0.95)
    np.testing.assert_allclose(found[[0, 1, 3, 4]], stats.t.ppf(0.975, df[[0, 1, 3, 4]]))
    assert np.isnan(found[[2, 5]]).all()


def test_placebo_share_by_counting():
    ordinary = [np.array([0.01, 0.02, 0.02, 0.05]), np.array([])]
    size = np.array([0.02, 0.06, 0.0, 0.02, np.nan, 0.02])
    row = np.array([0, 0, 0, 1, 0, 0])
    own = np.array([False, False, False, False, False, True])
    share, k, n = placebo_share(size, row, own, ordinary)
    # 0.02: three of four at least as large; own window: two of the other three.
    np.testing.assert_allclose(share[[0, 1, 2, 5]], [4 / 5, 1 / 5, 1, 3 / 4])
    assert np.isnan(share[[3, 4]]).all()
    assert n.tolist() == [4, 4, 4, 0, 0, 3]
    assert k.tolist() == [3, 0, 4, 0, 0, 2]


def test_one_ordinary_window_is_enough_to_compare_with_and_its_own_is_not():
    ordinary = [np.array([1.0])]
    share, large, count = placebo_share(
        np.array([2.0, 0.5, 1.0]), np.zeros(3, int), np.array([False, False, True]), ordinary
    )
    np.testing.assert_array_equal(share, [1 / 2, 2 / 2, np.nan])
    np.testing.assert_array_equal(large, [0, 1, 0])
    np.testing.assert_array_equal(count, [1, 1, 0])


@given(st.floats(-8, 8))
def test_normal_p_values_are_scipys(z):
    np.testing.assert_allclose(two_sided_z(z), 2 * stats.norm.sf(abs(z)), rtol=1e-10)


def test_placebo_windows_of_the_record_by_brute_force(snapshot):
    spec = StudySpec(window=(0, 5))
    result = run_study(snapshot, spec)
    t = result.cells.values["t"]
    for place in np.flatnonzero(result.used)[::97]:
        row, column = result.index.row[place], result.index.column[place]
        ordinary = [
            abs(t[row, day0])
            for day0 in range(len(result.panel.sessions[row]))
            if np.isfinite(t[row, day0])
            and day0 != column
            and not result.marks.near[row, day0 : day0 + 6].any()
        ]
        pair = result.pairs.iloc[place]
        assert pair["placebo_n"] == len(ordinary)
        k = sum(one >= abs(pair["t"]) for one in ordinary)
        assert pair["placebo_k"] == k
        assert pair["placebo_share"] == (k + 1) / (len(ordinary) + 1)


def test_detectable_moves_are_those_that_the_tests_would_tell(world):
    """At `detectable` p is 5%; a true effect of `detectable_80` is found four times in five."""
    here = world(seed=12)
    numbers = study_frames(
        here.returns, here.benchmark, here.events([150, 250]), StudySpec(confidence=0.9)
    ).numbers
    df = numbers["n_estimation"] - 2
    np.testing.assert_allclose(two_sided_t(numbers["detectable"] / numbers["se"], df), 0.05)
    beyond = stats.t.sf((numbers["detectable"] - numbers["detectable_80"]) / numbers["se"], df)
    np.testing.assert_allclose(beyond, 0.8)
