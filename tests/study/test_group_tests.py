"""Every group test against scipy or a loop that follows the paper, not our code."""

from __future__ import annotations

import math

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from components.study import StudySpec, study_frames
from components.study.group import group
from components.study.group_tests import TESTS
from components.study.sample import draw

NAMES = [
    "Cross-sectional t",
    "Cross-sectional t, by event day",
    "Patell Z",
    "Patell Z, adjusted",
    "BMP t",
    "BMP t, adjusted",
    "Corrado rank",
    "Generalized sign",
    "Sign",
    "Wilcoxon",
]


@pytest.fixture(scope="module")
def study(world):
    here = world(seed=5, sessions=400, symbols=4, missing=0.01)
    shock = np.random.default_rng(8).normal(0, 0.02, 400)
    here.returns = here.returns.add(shock, axis=0)  # firms move together beyond the market
    events = here.events([150, 152, 190, 190, 260, 301, 340])
    spec = StudySpec.textbook(window=(-1, 2), clean_estimation=False)
    return here, study_frames(here.returns, here.benchmark, events, spec)


@pytest.fixture(scope="module")
def tests(study):
    return group(study[1]).tests.set_index("test")


@pytest.fixture(scope="module")
def sample(study):
    return draw(study[1])


def test_all_tests_are_there_once_and_in_order(tests):
    assert tests.index.tolist() == NAMES
    assert len(TESTS) == len(NAMES)
    assert tests["p"].between(0, 1).all()


def test_cross_sectional_t_is_scipys(tests, sample):
    theirs = stats.ttest_1samp(sample.car, 0)
    assert tests.loc["Cross-sectional t", "statistic"] == pytest.approx(theirs.statistic)
    assert tests.loc["Cross-sectional t", "p"] == pytest.approx(theirs.pvalue)


def test_by_event_day_is_statsmodels_cluster_robust_error(tests, sample):
    days, size = sample.event_days, len(sample)
    fit = sm.OLS(sample.car, np.ones(size)).fit(cov_type="cluster", cov_kwds={"groups": sample.day})
    # statsmodels' correction is G / (G - 1) * (N - 1) / (N - 1) for a single regressor.
    t = fit.params[0] / fit.bse[0]
    assert tests.loc["Cross-sectional t, by event day", "statistic"] == pytest.approx(t)
    assert tests.loc["Cross-sectional t, by event day", "p"] == pytest.approx(
        2 * stats.t.sf(abs(t), days - 1)
    )


def scars(sample, study):
    here, result = study
    pairs = result.pairs.drop_duplicates(["symbol", "day0"]).set_index(["symbol", "day0"])
    return [
        pairs.loc[(here.returns.columns[row], here.dates[column])]
        for row, column in zip(sample.row, sample.column, strict=True)
    ]


def test_patell_and_bmp_by_a_loop(tests, sample, study):
    rows = scars(sample, study)
    scar = np.array([row["car"] / row["se"] for row in rows])
    spread = sum((row["n_estimation"] - 2) / (row["n_estimation"] - 4) for row in rows)
    patell = scar.sum() / math.sqrt(spread)
    assert tests.loc["Patell Z", "statistic"] == pytest.approx(patell)
    assert tests.loc["Patell Z", "p"] == pytest.approx(2 * stats.norm.sf(abs(patell)))
    theirs = stats.ttest_1samp(scar, 0)
    assert tests.loc["BMP t", "statistic"] == pytest.approx(theirs.statistic)
    assert tests.loc["BMP t", "p"] == pytest.approx(theirs.pvalue)


def test_mean_correlation_and_its_adjustments_by_loops(tests, sample, study):
    """Couple by couple, with each CAR's weights from statsmodels' own matrices."""
    here, _ = study
    market, length, total_days = here.benchmark.to_numpy(), 4, len(here.dates)

    def fitted(row, column):
        span = np.arange(max(column - 130, 0), column - 10)
        span = span[np.isfinite(here.returns.iloc[span, row].to_numpy())]
        design = sm.add_constant(market[span])
        return span, design, sm.OLS(here.returns.iloc[span, row].to_numpy(), design).fit()

    weights = []
    for row, column in zip(sample.row, sample.column, strict=True):
        span, design, _ = fitted(row, column)
        days = column + np.arange(-1, 3)
        forecast = np.array([length, market[days].sum()])
        w = np.zeros(total_days)
        w[span] = -design @ np.linalg.inv(design.T @ design) @ forecast
        w[days] = 1.0
        weights.append(w / np.linalg.norm(w))

    errors = np.full((4, total_days), np.nan)
    for row in range(4):
        for column in range(total_days):
            value = here.returns.iloc[column, row]
            if (
                np.isfinite(value)
                and np.isfinite(here.returns.iloc[max(column - 130, 0) : max(column - 10, 0), row]).sum()
                >= 30
            ):
                fit = fitted(row, column)[2]
                errors[row, column] = value - fit.params[0] - fit.params[1] * market[column]

    def correlation(a, b):
        both = np.isfinite(errors[a]) & np.isfinite(errors[b])
        one, other = errors[a][both], errors[b][both]
        return (one @ other) / math.sqrt((one @ one) * (other @ other))

    size = len(sample)
    total = sum(
        correlation(sample.row[i], sample.row[j]) * (weights[i] @ weights[j])
        for i in range(size)
        for j in range(size)
        if i != j
    )
    mean = total / (size * (size - 1))
    assert mean > 0.02
    assert sample.mean_correlation == pytest.approx(mean)
    inflation = math.sqrt(1 + (size - 1) * mean)
    assert tests.loc["Patell Z, adjusted", "statistic"] == pytest.approx(
        tests.loc["Patell Z", "statistic"] / inflation
    )
    assert tests.loc["BMP t, adjusted", "statistic"] == pytest.approx(
        tests.loc["BMP t", "statistic"] * math.sqrt(1 - mean) / inflation
    )


@pytest.mark.parametrize("model", ["market", "mean-adjusted", "market-adjusted", "two-factor"])
def test_weights_of_a_car_give_its_standard_error(world, model):
    """Squared weights times sigma squared are the prediction variance, in every model."""
    from components.study.dependence import _weights

    here = world(seed=7, sessions=300, symbols=2, missing=0.02)
    spec = StudySpec.textbook(window=(-1, 3), model=model, clean_estimation=False)
    result = study_frames(here.returns, here.benchmark, here.events([180, 250]), spec, second=here.second)
    one = draw(result)
    (_, event), (_, estimation) = _weights(result, one.row, one.column)
    # Scaled to unit length, a day of the event window weighs sigma / se.
    pairs = result.pairs[result.pairs["status"] == "used"]
    np.testing.assert_allclose(np.sort(event[:, 0]), np.sort(pairs["sigma"] / pairs["se"]))
    np.testing.assert_allclose((event**2).sum(axis=1) + (estimation**2).sum(axis=1), 1.0)


@pytest.mark.parametrize("model", ["market", "two-factor"])
def test_weights_of_a_shrunk_car_leave_the_prior_its_part(world, model):
    """Noise, what estimation days pass on, and the drift that the prior allows: the whole variance."""
    from components.study.dependence import _weights

    here = world(seed=7, sessions=300, symbols=2, missing=0.02)
    spec = StudySpec(window=(-1, 3), model=model, clean_estimation=False, alpha="shrunk", variance="adaptive")
    result = study_frames(here.returns, here.benchmark, here.events([180, 250]), spec, second=here.second)
    one = draw(result)
    (_, event), (_, estimation) = _weights(result, one.row, one.column)
    for place, (row, column) in enumerate(zip(one.row, one.column, strict=True)):
        span = np.arange(column - 130, column - 10)
        y = here.returns.iloc[span, row].to_numpy()
        x = np.column_stack([np.ones(120), here.benchmark.to_numpy()[span]])
        if model == "two-factor":
            x = np.column_stack([x, here.second.to_numpy()[span]])
        known = np.isfinite(y)
        fit, cell = result.cells.fit, (row, column)
        ridge = np.zeros((x.shape[1], x.shape[1]))
        ridge[0, 0] = fit.sigma[cell] ** 2 / 7e-7
        inverse = np.linalg.inv(x[known].T @ x[known] + ridge)
        factors = [here.benchmark, here.second][: x.shape[1] - 1]
        total = np.array([5.0, *(one.iloc[column - 1 : column + 4].sum() for one in factors)])
        prior = (total @ inverse)[0] ** 2 * ridge[0, 0] * fit.sigma[cell] ** 2
        variance = fit.sigma[cell] ** 2 * total @ inverse @ total + 5 * fit.noise[cell]
        np.testing.assert_allclose((event[place] ** 2).sum(), 5 * fit.noise[cell] / variance)
        squares = (event[place] ** 2).sum() + (estimation[place] ** 2).sum()
        np.testing.assert_allclose(squares, 1 - prior / variance)


def test_corrado_rank_by_a_loop(tests, sample, study):
    here, result = study
    market, size, length = here.benchmark.to_numpy(), len(sample), 4
    table = []
    for row, column in zip(sample.row, sample.column, strict=True):
        span = np.concatenate([np.arange(column - 130, column - 10), column + np.arange(-1, 3)])
        y = here.returns.iloc[span, row].to_numpy()
        known = np.isfinite(y)
        before = known[:120]
        fit = sm.OLS(y[:120][before], sm.add_constant(market[span[:120][before]])).fit()
        ar = y - fit.params[0] - fit.params[1] * market[span]
        u = np.full(124, np.nan)
        u[known] = stats.rankdata(ar[known]) / (1 + known.sum())
        table.append(u)
    table = np.array(table)
    count = np.isfinite(table).sum(axis=0)
    mean = np.nanmean(table, axis=0)
    s = math.sqrt(np.mean(count / size * (mean - 0.5) ** 2))
    z = math.sqrt(length) * (mean[-length:].mean() - 0.5) / s
    assert tests.loc["Corrado rank", "statistic"] == pytest.approx(z)


def test_signs_by_counting(tests, sample, study):
    here, _ = study
    market = here.benchmark.to_numpy()
    shares = []
    for row, column in zip(sample.row, sample.column, strict=True):
        span = np.arange(column - 130, column - 10)
        y = here.returns.iloc[span, row].to_numpy()
        known = np.isfinite(y)
        fit = sm.OLS(y[known], sm.add_constant(market[span[known]])).fit()
        shares.append((fit.resid > 0).mean())
    size, share, positive = len(sample), np.mean(shares), int((sample.car > 0).sum())
    z = (positive - size * share) / math.sqrt(size * share * (1 - share))
    assert tests.loc["Generalized sign", "statistic"] == pytest.approx(z)
    assert tests.loc["Sign", "p"] == pytest.approx(stats.binomtest(positive, size).pvalue)
    assert tests.loc["Wilcoxon", "p"] == pytest.approx(stats.wilcoxon(sample.car).pvalue)


def test_mean_path(study, sample):
    path = group(study[1]).path
    assert path["day"].tolist() == [-1, 0, 1, 2]
    np.testing.assert_allclose(path["aar"], sample.ar.mean(axis=0))
    np.testing.assert_allclose(path["caar"].iloc[-1], sample.car.mean())
    assert (path["band_low"] < path["caar"]).all() and (path["caar"] < path["band_high"]).all()


def test_too_few_observations_say_so(study):
    here, _ = study
    spec = StudySpec.textbook(window=(-1, 2), clean_estimation=False)
    one = group(study_frames(here.returns, here.benchmark, here.events([150], "S0"), spec))
    none = group(study_frames(here.returns, here.benchmark, here.events([5], "S0"), spec))
    for found, size in ((one, 1), (none, 0)):
        assert (found.path["n_pairs"] == size).all()
        unknown = found.tests[found.tests["statistic"].isna()]
        assert unknown["note"].str.startswith("Needs at least").all()
        assert unknown["p"].isna().all()
    assert none.tests["statistic"].isna().all()
    assert none.path["caar"].isna().all()
    assert one.path["band_low"].isna().all()
