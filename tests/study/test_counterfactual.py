"""The model `controls`: as a study by hand with scipy has it, blind to the future, bounded in words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import nnls

from components.study import StudySpec, record, returns_from_prices, run_study, study_frames
from components.study.benchmark_returns import with_returns
from components.study.cells import fit_portfolios
from components.study.control_returns import control_returns
from components.study.counterfactual import BEFORE, counterfactual, paths
from components.study.group import group
from components.study.record import prepare
from components.study.status import MISSING, NOT_DEFINED, OUTSIDE, TOO_FAR, TOO_FEW, USED

JULY = "2021-07-24-tencent-music-exclusive-rights"
RESCUE = "2022-03-16-liu-he-rescue-meeting"
SPEC = StudySpec.textbook(model="controls")


def by_hand(snapshot, result, event, symbol):
    """Share, controls, day 0 and the sessions of the fit, by the rule in words."""
    exchange = snapshot.listings.at[symbol, "exchange"]
    row, sessions = result.panel.row[symbol], snapshot.sessions(exchange)
    share = pd.Series(result.panel.returns[row, : len(sessions)], sessions)
    x = control_returns(snapshot, exchange, "simple")
    day0 = sessions.get_loc(snapshot.events.at[event, snapshot.day0_column(exchange)])
    clean = share.notna() & x.notna().all(axis=1) & ~result.marks.near[row, : len(sessions)]
    return share.to_numpy(), x, day0, np.flatnonzero(clean.to_numpy()[: day0 - 10])[-250:]


@pytest.mark.parametrize(
    ("event", "symbol"), [(JULY, "9988.HK"), (JULY, "0700.HK"), (RESCUE, "BABA"), (RESCUE, "3690.HK")]
)
def test_a_pair_is_what_scipy_finds_on_its_own_sessions(snapshot, event, symbol):
    found = counterfactual(snapshot, SPEC, event, symbol)
    y, x, day0, rows = by_hand(snapshot, found.result, event, symbol)
    a = x.to_numpy()
    weights, norm = nnls(a[rows], y[rows])
    window = slice(day0 - 1, day0 + 2)
    v, kept = a[window].sum(axis=0), weights > 0
    leverage = v[kept] @ np.linalg.solve(a[rows][:, kept].T @ a[rows][:, kept], v[kept])
    pair = found.pair

    assert (found.status, pair["n_estimation"], pair["alpha"]) == (USED, len(rows), 0)
    np.testing.assert_allclose(found.weights, weights, atol=1e-9)
    assert list(found.weights.index) == list(x.columns)
    assert pair["car"] == pytest.approx(y[window].sum() - v @ weights, abs=1e-10)
    assert pair["se"] == pytest.approx(np.sqrt(norm**2 / (len(rows) - kept.sum()) * (3 + leverage)), rel=1e-8)
    assert pair["r2"] == found.r2 == pytest.approx(1 - norm**2 / (y[rows].var() * len(rows)))
    assert found.expected == pytest.approx(v @ weights)
    stretch = slice(day0 + BEFORE[0], day0 + BEFORE[1] + 1)
    assert found.before == pytest.approx((y[stretch] - a[stretch] @ weights).sum())


def test_every_control_in_the_place_of_the_share_gives_its_rank(snapshot):
    found = counterfactual(snapshot, SPEC, JULY, "0700.HK")
    y, x, day0, rows = by_hand(snapshot, found.result, JULY, "0700.HK")
    window, larger = slice(day0 - 1, day0 + 2), 0
    for name in x.columns[:13]:
        a, own = x.drop(columns=name).to_numpy(), x[name].to_numpy()
        weights, norm = nnls(a[rows], own[rows])
        kept, v = weights > 0, a[window].sum(axis=0)
        inverse = np.linalg.inv(a[rows][:, kept].T @ a[rows][:, kept])
        se = np.sqrt(norm**2 / (len(rows) - kept.sum()) * (3 + v[kept] @ inverse @ v[kept]))
        larger += abs((own[window].sum() - v @ weights) / se) >= abs(found.pair["t"])
    assert (found.space_rank, found.space_n) == (larger + 1, 14)
    assert counterfactual(snapshot, SPEC, JULY, "BABA").space_n == 7


def test_beside_shares_outside_tech_the_falls_of_july_2021_are_larger_than_beside_the_index(snapshot):
    result = run_study(snapshot, SPEC)
    index = run_study(snapshot, StudySpec.textbook())
    for symbol, about in (("9988.HK", -0.09), ("0700.HK", -0.13), ("3690.HK", -0.24)):
        pair = result.pair(JULY, symbol)
        assert pair["car"] == pytest.approx(about, abs=0.01)
        assert pair["car"] < index.pair(JULY, symbol)["car"] - 0.05
        assert pair["placebo_k"] <= pair["placebo_n"] / 50 and pair["placebo_n"] > 800
        assert counterfactual(snapshot, SPEC, JULY, symbol).before < -0.07


def test_hong_kong_sees_the_session_of_new_york_before_its_own(snapshot):
    x = control_returns(snapshot, "XHKG", "simple")
    level = snapshot.control_levels["QQQ"].reindex(snapshot.sessions("XNYS"))
    tuesday, monday = pd.Timestamp("2021-07-27"), pd.Timestamp("2021-07-26")
    assert x.at[tuesday, "QQQ"] == pytest.approx(level[monday] / level[pd.Timestamp("2021-07-23")] - 1)
    assert "0388.HK" not in x and {"AMZN", "EWY", "0005.HK"} < set(x) and "EWJ" not in x
    assert set(control_returns(snapshot, "XNYS", "simple")) == {"QQQ", "AMZN", "EWY", "EWT", "EWJ", "INDA"}


def test_every_pair_of_the_record_has_numbers_or_a_reason(snapshot):
    result = run_study(snapshot, SPEC)
    numbers = result.pairs[["car", "se", "p", "r2", "placebo_share"]]
    used = result.pairs["status"] == USED
    assert numbers[used].notna().all(axis=None) and numbers[~used].isna().all(axis=None)
    assert result.pairs.loc[used, "n_estimation"].between(60, 250).all()
    assert {USED, MISSING} <= set(result.pairs["status"]) <= {USED, OUTSIDE, MISSING, TOO_FEW}


def test_after_the_last_price_of_the_controls_there_are_statuses_and_no_numbers(snapshot):
    end = control_returns(snapshot, "XHKG", "simple").dropna().index[-1]
    result = run_study(snapshot, SPEC)
    late = result.pairs[(result.pairs["day0"] > end) & result.pairs["symbol"].str.endswith(".HK")]
    assert len(late) and not (late["status"] == USED).any() and late["car"].isna().all()
    assert late["raw_return"].notna().any(), "the share itself has prices there"


@pytest.mark.parametrize("variance", ["estimation", "adaptive"])
def test_paths_end_where_the_pair_does_and_stop_after_day_20(snapshot, variance):
    found = counterfactual(snapshot, replace(SPEC, variance=variance), RESCUE, "9988.HK")
    path = paths(found, (-20, 40)).set_index("day")
    assert list(path.index) == list(range(-1, 21))
    for name, ours in (("car", "car"), ("se", "se_car"), ("ci_low", "ci_low")):
        assert path.at[1, ours] == pytest.approx(found.pair[name])


def test_recent_errors_are_those_of_the_pairs_own_weights(snapshot):
    result = run_study(snapshot, replace(SPEC, variance="adaptive"))
    y, x, day0, _ = by_hand(snapshot, result, JULY, "0700.HK")
    weights = counterfactual(snapshot, SPEC, JULY, "0700.HK").weights.to_numpy()
    days = np.arange(day0 - 2, day0 - 131, -1)
    error = (y - x.to_numpy() @ weights)[days]
    known = np.isfinite(error)
    decay = 0.94 ** np.arange(len(days))
    expected = (decay * np.where(known, error, 0) ** 2).sum() / decay[known].sum()
    assert result.pair(JULY, "0700.HK")["recent_sigma"] ** 2 == pytest.approx(expected)


def test_windows_beyond_day_20_have_a_reason_and_no_numbers(snapshot):
    long = run_study(snapshot, replace(SPEC, window=(0, 21))).pairs
    assert set(long["status"]) <= {TOO_FAR, OUTSIDE} and TOO_FAR in set(long["status"])
    assert long["car"].isna().all()
    assert (run_study(snapshot, replace(SPEC, window=(0, 20))).pairs["status"] == USED).mean() > 0.9


def test_a_window_that_begins_early_moves_the_fit_before_it(snapshot):
    early = run_study(snapshot, replace(SPEC, window=(-30, 5)))
    y, x, day0, _ = by_hand(snapshot, early, JULY, "9988.HK")
    clean = early.cells.valid[early.panel.row["9988.HK"]]
    rows = np.flatnonzero(clean[: day0 - 30])[-250:]
    weights = nnls(x.to_numpy()[rows], y[rows])[0]
    found = counterfactual(snapshot, replace(SPEC, window=(-30, 5)), JULY, "9988.HK")
    np.testing.assert_allclose(found.weights, weights, atol=1e-9)


@settings(max_examples=10)
@given(st.integers(0, 2**31), st.integers(250, 1200), st.integers(0, 3))
def test_no_price_after_day_minus_11_changes_a_weight(snapshot, seed, column, row):
    panel, _ = with_returns(prepare(snapshot), SPEC)
    cut = column - 10
    first = slice(0, column + 2)
    marks = prepare(snapshot).marks
    here = replace(
        panel,
        returns=panel.returns[row : row + 1, first].copy(),
        market=panel.market[row : row + 1, first],
        controls=panel.controls[row : row + 1, first].copy(),
    )
    inside = (marks.row == row) & (marks.column < column + 2)
    near = type(marks).of(marks.row[inside] * 0, marks.column[inside], marks.event[inside], here.shape)
    before = fit_portfolios(here, near, SPEC).weights[0, column]
    rng = np.random.default_rng(seed)
    here.returns[:, cut:] = rng.normal(0, 0.3, here.returns[:, cut:].shape)
    here.controls[:, cut:] = rng.normal(0, 0.3, here.controls[:, cut:].shape)
    np.testing.assert_array_equal(fit_portfolios(here, near, SPEC).weights[0, column], before)


def test_frames_of_ones_own_give_the_records_numbers(snapshot):
    ours = run_study(snapshot, replace(SPEC, symbols=("0700.HK",))).pairs
    sessions = snapshot.sessions("XHKG")
    returns = returns_from_prices(snapshot.wide("adj_close", "XHKG")[["0700.HK"]])
    index = returns_from_prices(snapshot.benchmarks[["HSI"]].reindex(sessions))["HSI"].fillna(0)
    events = ours[["event_id", "symbol", "day0", "affected"]]
    controls = {"0700.HK": control_returns(snapshot, "XHKG", "simple")}
    own = study_frames(returns, index, events, SPEC, controls=controls).pairs
    for name in ("car", "se", "placebo_k"):
        np.testing.assert_allclose(own[name], ours[name], rtol=1e-9)
    without = study_frames(returns, index, events, SPEC).pairs
    assert NOT_DEFINED in set(without["status"]) <= {NOT_DEFINED, OUTSIDE}


def test_groups_and_their_tests_work_under_it(snapshot):
    one = group(run_study(snapshot, SPEC))
    assert one.path["caar"].notna().all() and one.tests["statistic"].notna().all()
    assert 0 <= one.sample.mean_correlation < 0.5


def test_it_is_measured_once_for_a_data_version(snapshot, monkeypatch):
    spec = replace(SPEC, window=(0, 3))
    run_study(snapshot, SPEC)
    import components.study.cells as cells

    monkeypatch.setattr(cells, "fit_controls", None)
    assert run_study(snapshot, spec).used.any(), "another window of the same start needs no new fit"


def test_what_is_kept_of_it_is_bounded(snapshot):
    """Each beginning of the window has portfolios of its own; who asks for all must not fill the memory."""
    for first in range(-24, -11):
        run_study(snapshot, replace(SPEC, window=(first, 1)))
    kept = list(record._HEAVY_RESULTS.entries.values())
    assert len(kept) == 8 and all(result.spec.model == "controls" for result in kept)
    assert len(record._PORTFOLIOS.entries) <= 4
    assert run_study(snapshot, replace(SPEC, window=(-12, 1))) is kept[-1]


def test_more_sessions_than_the_fewest_can_be_asked_for(snapshot):
    usual = run_study(snapshot, SPEC).pairs
    more = run_study(snapshot, replace(SPEC, min_estimation=200)).pairs
    few = usual["n_estimation"] < 200
    assert few.any() and set(more.loc[few & (usual["status"] == USED), "status"]) == {TOO_FEW}
    same = ~few & (usual["status"] == USED)
    np.testing.assert_array_equal(more.loc[same, "car"], usual.loc[same, "car"])
