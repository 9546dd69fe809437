"""Why moves differ: the regression against statsmodels, what is dropped, and what is not told."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from hypothesis import given
from hypothesis import strategies as st

from components.study import StudySpec, run_study
from components.study.calendar import SHIFTS
from components.study.clustered import clustered_ols, own_columns
from components.study.cross_section import COLUMNS, OUTCOMES, cross_section
from components.study.event_traits import BASELINE, FEWEST_DAYS, RARE, SAME, TOLD, design_of, traits_of
from components.study.sample import draw
from components.study.status import CODE, USED
from data.kinds import CNY_PER_USD

CLOSE = dict(rtol=1e-8, atol=1e-12)


@pytest.fixture(scope="module")
def sample(snapshot):
    return draw(run_study(snapshot, StudySpec()))


def by_statsmodels(sample, outcome):
    """The same regression by formula, from the sample's own traits, and its baselines as `cross_section` has
    them."""
    traits = traits_of(sample)
    car = sample.car if outcome == "move" else np.abs(sample.car)
    frame = traits.astype({name: str for name in ("type", "direction", "severity", "company", "year")})
    frame = frame.assign(y=car, day=sample.day, fine=traits["fine"] / 0.001)
    found = cross_section(sample, outcome)
    baseline = found.table.drop_duplicates("trait").set_index("trait")["baseline"]
    terms = [f"C({name}, Treatment('{baseline[name]}'))" for name in baseline.index if name != "fine"]
    fit = smf.ols(f"y ~ {' + '.join(terms)} + fine", frame).fit(
        cov_type="cluster", cov_kwds={"groups": frame["day"]}, use_t=True
    )
    return found, fit, baseline


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_number_is_that_of_statsmodels(sample, outcome):
    found, fit, baseline = by_statsmodels(sample, outcome)
    assert len(found.told) > 20
    bounds = fit.conf_int()
    for row in found.told.itertuples():
        name = (
            "fine"
            if row.trait == "fine"
            else f"C({row.trait}, Treatment('{baseline[row.trait]}'))[T.{row.level}]"
        )
        ours = [row.coef, row.se, row.t, row.p, row.ci_low, row.ci_high]
        theirs = [fit.params[name], fit.bse[name], fit.tvalues[name], fit.pvalues[name], *bounds.loc[name]]
        np.testing.assert_allclose(ours, theirs, **CLOSE, err_msg=name)
    assert found.r2 == pytest.approx(fit.rsquared)
    assert (found.n_moves, found.n_days) == (fit.nobs, sample.event_days)
    for trait in found.traits.itertuples():
        names = [one for one in fit.params.index if one == trait.trait or one.startswith(f"C({trait.trait},")]
        test = fit.wald_test(np.eye(len(fit.params))[fit.params.index.isin(names)], scalar=True)
        np.testing.assert_allclose([trait.f, trait.p], [test.statistic, test.pvalue], **CLOSE)
        assert trait.q == len(names)


def test_a_move_is_one_row_however_many_events_claim_it(snapshot, sample):
    traits = traits_of(sample)
    assert len(traits) == len(sample) and traits["events"].sum() > len(sample)
    result, events = sample.result, snapshot.events
    for place in np.flatnonzero(traits["events"] > 1):
        day0 = result.panel.dates[sample.row[place], sample.column[place]]
        company = result.listings["company"].iloc[sample.row[place]]
        pairs = result.pairs
        here = pairs[
            (pairs["symbol"] == result.panel.symbols[sample.row[place]])
            & (pairs["day0"] == day0)
            & pairs["affected"]
        ]
        gravest = here.loc[here["severity"].idxmax()]
        assert len(here) == traits["events"][place]
        assert (gravest["type"], str(gravest["severity"])) == tuple(traits.loc[place, ["type", "severity"]])
        fines = [
            events.at[one, "fine_cny"] for one in here["event_id"] if company in events.at[one, "companies"]
        ]
        value = gravest["mv_before_usd_bn"] * 1e9 * CNY_PER_USD
        assert traits["fine"][place] == pytest.approx(np.nansum(fines) / value)


def test_moved_calendars_are_the_same_regression_of_moved_returns(sample):
    told = cross_section(sample).told
    result, design = sample.result, design_of(traits_of(sample), sample.day)
    at = design.levels.loc[design.levels["status"] == TOLD, "column"]
    coefs = []
    for shift in SHIFTS:
        column = np.clip(sample.column + shift, 0, result.panel.shape[1] - 1)
        there = (column == sample.column + shift) & (result.cells.status[sample.row, column] == CODE[USED])
        y = result.cells.values["car"][sample.row, column]
        coefs.append(np.linalg.lstsq(design.x[there], y[there])[0][at])
    assert list(told["moved_n"]) == [len(SHIFTS)] * len(told)
    assert list(told["moved_k"]) == list((np.abs(coefs) >= np.abs(told["coef"].to_numpy())).sum(axis=0))
    np.testing.assert_allclose(
        told[["moved_low", "moved_high"]].T, np.quantile(coefs, [0.025, 0.975], axis=0)
    )


def test_levels_of_few_days_stay_in_and_are_told_no_number(snapshot):
    events = snapshot.events
    rare = events.index[events["type"] == "relief"][:3]
    others = events.index[events["type"] != "relief"]
    ids = [one for one in events.index if one in {*rare, *others}]
    found = cross_section(draw(run_study(snapshot, StudySpec()), ids))
    row = found.table[found.table["level"] == "relief"].iloc[0]
    assert row["n_days"] < FEWEST_DAYS and row["status"] == RARE and np.isnan(row["coef"])
    baselines = found.table[found.table["status"] == BASELINE]
    assert list(baselines["trait"]) == ["type", "direction", "severity", "company", "year"]
    for trait, rows in found.table.groupby("trait"):
        if trait != "fine":
            assert rows.loc[rows["level"] == rows["baseline"], "n_days"].iloc[0] == rows["n_days"].max()


def test_a_level_that_is_another_by_a_second_name_is_dropped_and_told(snapshot, sample):
    traits = traits_of(sample)
    same = traits.assign(
        direction=pd.Categorical(
            np.where(traits["type"] == "rule", "neutral", "tightening"), ["tightening", "easing", "neutral"]
        )
    )
    levels = design_of(same, sample.day).levels
    assert list(levels.loc[levels["status"] == SAME, "level"]) == ["neutral"]
    assert (levels.loc[levels["status"] == SAME, "column"] == -1).all()


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        ([], "No event fits"),
        (["2020-12-24-samr-opens-alibaba-probe"], "No trait has two levels"),
    ],
)
def test_too_few_events_are_a_sentence(snapshot, ids, words):
    found = cross_section(draw(run_study(snapshot, StudySpec()), ids))
    assert words in found.reason and found.table.empty and list(found.table) == list(COLUMNS)


def test_penalties_alone_are_too_few(snapshot):
    ids = snapshot.events.index[snapshot.events["type"] == "penalty"]
    found = cross_section(draw(run_study(snapshot, StudySpec()), list(ids)))
    assert found.reason and "event days cannot tell" in found.reason


def test_an_unknown_outcome_is_named(sample):
    with pytest.raises(ValueError, match="outcome: 'rank'"):
        cross_section(sample, "rank")


@given(st.integers(0, 10_000), st.integers(1, 6), st.integers(0, 3))
def test_own_columns_are_as_many_as_the_rank(seed, width, copies):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(40, width))
    for _ in range(copies):
        x = np.column_stack([x, x @ rng.normal(size=x.shape[1])])
    own = own_columns(x)
    assert own.sum() == width and own[:width].all()


def test_alike_columns_are_refused():
    ones = np.ones(12)
    with pytest.raises(ValueError, match="2 columns of 12 rows"):
        clustered_ols(np.arange(12.0), np.column_stack([ones, 2 * ones]), np.arange(12))


def test_singleton_clusters_are_whites_standard_errors():
    rng = np.random.default_rng(3)
    x = np.column_stack([np.ones(60), rng.normal(size=60)])
    y = x @ [1.0, 2.0] + rng.normal(size=60) * (1 + np.abs(x[:, 1]))
    fit = smf.ols("y ~ x", pd.DataFrame({"y": y, "x": x[:, 1]})).fit(cov_type="HC1")
    ours = clustered_ols(y, x, np.arange(60))
    np.testing.assert_allclose(ours.se, fit.bse, rtol=1e-9)
