"""One pair small enough for paper, with every number on the way."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from components.study import StudySpec, study_frames
from components.study.cells import abnormal_returns

# Five estimation sessions (days -6 to -2), then the window of days 0 and 1.
#            day:  -6    -5    -4    -3    -2    -1     0     1
MARKET = [np.nan, 0.01, -0.01, 0.02, 0.00, 0.03, 0.05, 0.02, -0.01]
SHARE = [np.nan, 0.02, -0.01, 0.03, 0.01, 0.05, -0.09, -0.06, 0.03]

# By hand, in hundredths: x = 1 -1 2 0 3, mean 1, deviations 0 -2 1 -1 2, Sxx = 10.
#                         y = 2 -1 3 1 5, mean 2, deviations 0 -3 1 -1 3, Syy = 20.
# Sxy = 0 + 6 + 1 + 1 + 6 = 14; beta = 1.4; alpha = 2 - 1.4 = 0.6.
# SSR = 20 - 14 * 14 / 10 = 0.4; sigma^2 = 0.4 / 3.
# Expected: day 0: 0.6 + 1.4 * 2 = 3.4, day 1: 0.6 - 1.4 = -0.8. AR: -6 - 3.4 = -9.4; 3 + 0.8 = 3.8.
# CAR = -5.6. Window market sum 1, less 2 * mean 1: -1, squared 1, over Sxx: 0.1.
# Variance factor 2 + 4 / 5 + 0.1 = 2.9; se^2 = 0.4 / 3 * 2.9 = 1.16 / 3.
# t^2 = 31.36 * 3 / 1.16 = 81.1034...


@pytest.fixture
def result():
    dates = pd.bdate_range("2021-03-01", periods=len(MARKET))
    spec = StudySpec.textbook(window=(0, 1), estimation=(-6, -2), min_estimation=5)
    return study_frames(
        pd.DataFrame({"A": SHARE}, dates),
        pd.Series([0.0, *MARKET[1:]], dates),
        pd.DataFrame({"event_id": ["e"], "day0": [dates[7]]}),
        spec,
    )


def test_the_line(result):
    pair = result.pairs.iloc[0]
    assert pair["status"] == "used"
    assert pair["n_estimation"] == 5
    assert pair["beta"] == pytest.approx(1.4)
    assert pair["alpha"] == pytest.approx(0.006)
    assert pair["sigma"] == pytest.approx(0.01 * (0.4 / 3) ** 0.5)
    assert pair["r2"] == pytest.approx(1 - 0.4 / 20)


def test_the_abnormal_returns_and_their_error(result):
    pair, path = result.pairs.iloc[0], result.paths
    assert path["expected"].tolist() == pytest.approx([0.034, -0.008])
    assert path["ar"].tolist() == pytest.approx([-0.094, 0.038])
    assert pair["car"] == pytest.approx(-0.056)
    assert pair["se"] == pytest.approx(0.01 * (1.16 / 3) ** 0.5)
    assert pair["t"] == pytest.approx(-((31.36 * 3 / 1.16) ** 0.5))
    # Student t with 3 degrees of freedom has a closed form.
    t = (31.36 * 3 / 1.16) ** 0.5
    tail = 0.5 - (np.arctan(t / 3**0.5) + t * 3**0.5 / (3 + t * t)) / np.pi
    assert pair["p"] == pytest.approx(2 * tail)
    # t(0.975, 3) = 3.182446 from any printed table.
    assert pair["ci_low"] == pytest.approx(-0.056 - 3.182446 * pair["se"], abs=1e-8)


def test_day_zero_standardised(result):
    # One day: 1 + 1 / 5 + (2 - 1)^2 / 10 = 1.3.
    assert result.pairs["sar"].iloc[0] == pytest.approx(-9.4 / (0.4 / 3 * 1.3) ** 0.5)


def test_buy_and_hold(result):
    expected = 0.94 * 1.03 - 1.034 * 0.992
    assert result.pairs["bhar"].iloc[0] == pytest.approx(expected)
    assert result.pairs["raw_return"].iloc[0] == pytest.approx(0.94 * 1.03 - 1)


def test_the_rows_came_from_where_they_should(result):
    y, x, _, _ = abnormal_returns(
        result.panel, result.cells.fit, np.array([0]), np.array([7]), np.arange(-6, -1)
    )
    assert x[0].tolist() == MARKET[1:6]
    assert y[0].tolist() == SHARE[1:6]
