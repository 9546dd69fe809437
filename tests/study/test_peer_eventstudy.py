"""The published package `eventstudy` (0.1a12): equal where it is right, and where it is not, why."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from components.study import StudySpec, study_frames

LENGTH, SIZE, WINDOW = 120, 300, (-3, 5)
DAYS = WINDOW[1] - WINDOW[0] + 1


@pytest.fixture(scope="module")
def peer():
    """The package without its pictures: matplotlib must not look for a screen."""
    import matplotlib

    matplotlib.use("Agg")
    import eventstudy

    return eventstudy


@pytest.fixture(scope="module")
def both(peer, world):
    """The same pair by the package and by us: (theirs, our pair, our path, returns)."""
    here = world(seed=21, sessions=SIZE, symbols=1)
    at = 200
    spec = StudySpec.textbook(window=WINDOW, estimation=(-130, -11), clean_estimation=False)
    ours = study_frames(here.returns, here.benchmark, here.events([at], "S0"), spec)
    rows = slice(at - 130, at + WINDOW[1] + 1)
    theirs = peer.Single(
        peer.models.market_model,
        {
            "security_returns": here.returns["S0"].to_numpy()[rows],
            "market_returns": here.benchmark.to_numpy()[rows],
        },
        event_window=WINDOW,
        estimation_size=LENGTH,
        buffer_size=7,
    )
    return theirs, ours.pairs.iloc[0], ours.paths, here


def test_abnormal_returns_agree(both):
    theirs, pair, path, _ = both
    np.testing.assert_allclose(path["ar"], theirs.AR, rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(path["car"], theirs.CAR, rtol=1e-10, atol=1e-14)
    assert pair["car"] == pytest.approx(theirs.CAR[-1])


def test_its_residual_variance_divides_by_n_instead_of_n_minus_2(both):
    theirs, pair, _, _ = both
    assert theirs.var_AR[0] == pytest.approx(pair["sigma"] ** 2 * (LENGTH - 2) / LENGTH)
    assert theirs.df == LENGTH - 1  # two coefficients are estimated: n - 2


def test_its_standard_error_leaves_out_the_estimation_error(both):
    theirs, pair, _, here = both
    # Theirs is sigma sqrt(L); the exact factor is larger by L^2 / n and the market's distance.
    assert np.sqrt(theirs.var_CAR[-1]) == pytest.approx(np.sqrt(theirs.var_AR[0] * DAYS))
    market = here.benchmark.to_numpy()
    estimation, window = market[70:190], market[197:206]
    distance = (window.sum() - DAYS * estimation.mean()) ** 2
    distance /= ((estimation - estimation.mean()) ** 2).sum()
    exact = pair["sigma"] * np.sqrt(DAYS + DAYS**2 / LENGTH + distance)
    assert pair["se"] == pytest.approx(exact)
    assert np.sqrt(theirs.var_CAR[-1]) < 0.96 * pair["se"]


def test_its_p_values_vanish_in_the_tail(peer):
    # One minus a cdf is exactly zero where the survival function still has digits.
    assert (1.0 - stats.t.cdf(60.0, 100)) * 2 == 0.0
    rng = np.random.default_rng(0)
    share = np.concatenate([rng.normal(0, 0.01, 110), [0.9]])
    market = rng.normal(0, 0.01, 111)
    theirs = peer.Single(
        peer.models.market_model,
        {"security_returns": share, "market_returns": market},
        event_window=(0, 0),
        estimation_size=100,
        buffer_size=10,
    )
    assert theirs.pvalue[-1] == 0.0


def test_its_90_percent_band_is_an_80_percent_band(peer, both):
    theirs, _, _, _ = both
    figure = theirs.plot(CI=True, confidence=0.90)
    band = figure.axes[0].collections[0].get_paths()[0].vertices
    last = np.isclose(band[:, 0], WINDOW[1])
    half = (band[last, 1].max() - band[last, 1].min()) / 2
    error = np.sqrt(theirs.var_CAR[-1])
    # One tail's quantile on both sides: 10% beyond each, 80% inside.
    assert half == pytest.approx(error * stats.t.ppf(0.90, theirs.df))
    assert half == pytest.approx(error * stats.t.ppf(0.5 + 0.80 / 2, theirs.df))


@pytest.mark.filterwarnings("ignore:Precision loss")
def test_its_average_takes_correlated_firms_for_independent(peer, world):
    """Six copies of one firm: its t grows by sqrt(6), ours by event day not at all."""
    here = world(seed=22, sessions=SIZE, symbols=1)
    rows = slice(70, 206)
    data = {
        "security_returns": here.returns["S0"].to_numpy()[rows],
        "market_returns": here.benchmark.to_numpy()[rows],
    }

    def single():
        return peer.Single(
            peer.models.market_model, data, event_window=WINDOW, estimation_size=LENGTH, buffer_size=7
        )

    one, six = peer.Multiple([single()]), peer.Multiple([single() for _ in range(6)])
    assert six.tstat[-1] == pytest.approx(np.sqrt(6) * one.tstat[-1])
