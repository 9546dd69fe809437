"""Shares outside tech as the counterfactual: against a study done by hand with scipy, and its refusals."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import nnls

from components.study import StudySpec, run_study
from components.study.counterfactual import control_returns, counterfactual
from components.study.status import MISSING, NO_SESSION, OUTSIDE, TOO_FEW, USED

JULY = "2021-07-24-tencent-music-exclusive-rights"
RESCUE = "2022-03-16-liu-he-rescue-meeting"


@pytest.mark.parametrize(
    ("event", "symbol"), [(JULY, "9988.HK"), (JULY, "0700.HK"), (RESCUE, "BABA"), (RESCUE, "3690.HK")]
)
def test_a_pair_is_what_scipy_finds_on_its_own_sessions(snapshot, event, symbol):
    result = run_study(snapshot)
    found = counterfactual(snapshot, result, event, symbol)
    exchange = snapshot.listings.at[symbol, "exchange"]
    row, sessions = result.panel.row[symbol], snapshot.sessions(exchange)
    share = pd.Series(result.panel.returns[row, : len(sessions)], sessions)
    x = control_returns(snapshot, exchange, "simple")
    day0 = sessions.get_loc(snapshot.events.at[event, snapshot.day0_column(exchange)])
    clean = share.notna() & x.notna().all(axis=1) & ~result.marks.near[row, : len(sessions)]
    rows = np.flatnonzero(clean.to_numpy()[: day0 - 10])[-250:]
    a, y = x.to_numpy(), share.to_numpy()
    weights, norm = nnls(a[rows], y[rows])
    window = slice(day0 - 1, day0 + 2)
    v, kept = a[window].sum(axis=0), weights > 0
    leverage = v[kept] @ np.linalg.solve(a[rows][:, kept].T @ a[rows][:, kept], v[kept])

    assert (found.status, found.n) == (USED, len(rows))
    np.testing.assert_allclose(found.weights, weights, atol=1e-9)
    assert found.car == pytest.approx(y[window].sum() - v @ weights, abs=1e-10)
    assert found.se == pytest.approx(np.sqrt(norm**2 / (len(rows) - kept.sum()) * (3 + leverage)), rel=1e-8)
    assert found.expected == pytest.approx((found.weights * found.moved).sum())


def test_beside_shares_outside_tech_the_falls_of_july_2021_are_larger_than_beside_the_index(snapshot):
    result = run_study(snapshot)
    for symbol, about in (("9988.HK", -0.09), ("0700.HK", -0.13), ("3690.HK", -0.24)):
        found = counterfactual(snapshot, result, JULY, symbol)
        assert found.car == pytest.approx(about, abs=0.01)
        assert found.car < result.pair(JULY, symbol)["car"] - 0.05
        assert found.as_large <= found.windows / 50 and found.windows > 800


def test_hong_kong_sees_the_session_of_new_york_before_its_own(snapshot):
    x = control_returns(snapshot, "XHKG", "simple")
    level = snapshot.control_levels["QQQ"].reindex(snapshot.sessions("XNYS"))
    tuesday, monday = pd.Timestamp("2021-07-27"), pd.Timestamp("2021-07-26")
    assert x.at[tuesday, "QQQ"] == pytest.approx(level[monday] / level[pd.Timestamp("2021-07-23")] - 1)
    assert "0388.HK" not in x and {"AMZN", "EWY", "0005.HK"} < set(x) and "EWJ" not in x
    assert set(control_returns(snapshot, "XNYS", "simple")) == {"QQQ", "AMZN", "EWY", "EWT", "EWJ", "INDA"}


def test_every_pair_of_the_principals_has_numbers_or_a_reason(snapshot):
    result = run_study(snapshot)
    reasons = set()
    for pair in result.pairs.itertuples():
        found = counterfactual(snapshot, result, pair.event_id, pair.symbol)
        reasons.add(found.status)
        numbers = [found.expected, found.car, found.se, found.p, found.r2]
        assert np.isfinite(numbers).all() if found.status == USED else np.isnan(numbers).all()
        assert found.status != USED or (found.weights.min() >= 0 and 60 <= found.n <= 250)
    assert {USED, MISSING} <= reasons <= {USED, NO_SESSION, OUTSIDE, MISSING, TOO_FEW}


@pytest.mark.parametrize("window", [(0, 21), (-11, 1)])
def test_a_window_that_fixed_weights_do_not_serve_is_refused_in_words(snapshot, window):
    result = run_study(snapshot, StudySpec(window=window))
    with pytest.raises(ValueError, match=r"window: .* only windows within days -10 to \+20"):
        counterfactual(snapshot, result, JULY, "BABA")
