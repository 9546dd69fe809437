"""The study of the record: its columns, its money, its dates, and moves that newspapers reported."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from components.study import EXTRA_COLUMNS, IMPACT_COLUMNS, StudySpec, run_study
from components.study.outcomes import sessions_to_regain, shifted

DESIGN = [
    "event_id",
    "date",
    "title",
    "type",
    "direction",
    "severity",
    "company",
    "symbol",
    "affected",
    "day0",
    "day0_rule",
    "model",
    "benchmark",
    "window_start",
    "window_end",
    "n_estimation",
    "alpha",
    "beta",
    "sigma",
    "raw_return",
    "car",
    "se",
    "t",
    "p",
    "ci_low",
    "ci_high",
    "placebo_share",
    "q",
    "mv_change_usd_bn",
    "overlaps",
    "status",
]


@pytest.fixture(scope="module")
def pairs(snapshot):
    return run_study(snapshot, StudySpec()).pairs


def test_columns_in_the_promised_order(pairs):
    assert list(IMPACT_COLUMNS) == DESIGN
    assert list(pairs.columns[: len(DESIGN)]) == DESIGN


def test_every_column_is_explained_and_every_explained_column_is_there(snapshot, pairs):
    two = run_study(snapshot, StudySpec(model="two-factor")).pairs
    assert list(two.columns) == [*IMPACT_COLUMNS, *EXTRA_COLUMNS]
    assert set(two.columns) - set(pairs.columns) == {"gamma"}
    plain = run_study(snapshot, StudySpec.textbook()).pairs
    assert set(pairs.columns) - set(plain.columns) == {"recent_sigma"}


def test_every_event_and_listing_is_a_row_once(snapshot, pairs):
    assert len(pairs) == len(snapshot.events) * 4
    assert not pairs.duplicated(["event_id", "symbol"]).any()
    expected = [(name, symbol) for name in snapshot.events.index for symbol in snapshot.symbols()]
    assert list(zip(pairs["event_id"], pairs["symbol"], strict=True)) == expected
    for pair in pairs.itertuples():
        assert pair.day0 == snapshot.day0(pair.event_id, pair.symbol)
        assert pair.day0_rule == snapshot.day0_rule(pair.event_id, pair.symbol)


def test_the_second_ring_when_asked_for(snapshot):
    pairs = run_study(snapshot, StudySpec(symbols=("PDD", "1024.HK"))).pairs
    assert set(pairs["symbol"]) == {"PDD", "1024.HK"}
    named = pairs[pairs["affected"] & (pairs["symbol"] == "PDD")]["event_id"].unique()
    assert len(named)
    for name in named:
        assert "Pinduoduo" in snapshot.events.at[name, "companies"]
    # No usable share total is known for Kuaishou.
    assert pairs.loc[pairs["symbol"] == "1024.HK", "mv_change_usd_bn"].isna().all()


@pytest.mark.parametrize(
    ("symbol", "day", "move"),
    [
        # The record's own source for Meituan's share count reports this fall.
        ("3690.HK", "2021-07-26", -0.1376),
        ("BABA", "2020-12-24", -0.1334),
        ("PDD", "2021-05-10", -0.091),
        ("3690.HK", "2021-07-02", -0.051),
        ("9988.HK", "2021-02-03", 0.004),
        ("0700.HK", "2021-03-25", -0.028),
    ],
)
def test_one_day_moves_as_reported(snapshot, symbol, day, move):
    result = run_study(snapshot, StudySpec(window=(0, 0), symbols=(symbol,)))
    row = result.panel.row[symbol]
    at = result.panel.sessions[row].get_loc(pd.Timestamp(day))
    assert result.outcomes["raw_return"][row, at] == pytest.approx(move, abs=0.0006)


def test_raw_return_is_close_to_close(snapshot, pairs):
    for pair in pairs.iloc[::41].itertuples():
        exchange = snapshot.listings.at[pair.symbol, "exchange"]
        prices = snapshot.wide("adj_close", exchange)[pair.symbol]
        at = prices.index.get_loc(pair.day0)
        expected = prices.iloc[at + 1] / prices.iloc[at - 2] - 1
        if np.isnan(expected):
            assert np.isnan(pair.raw_return)
        else:
            assert pair.raw_return == pytest.approx(expected)


def test_later_returns_and_recovery_by_a_loop(snapshot, pairs):
    for pair in pairs.iloc[::37].itertuples():
        exchange = snapshot.listings.at[pair.symbol, "exchange"]
        prices = snapshot.wide("adj_close", exchange)[pair.symbol]
        at = prices.index.get_loc(pair.day0)
        for days in (1, 5, 20, 60):
            found = getattr(pair, f"return_{days}")
            if at + days < len(prices) and np.isfinite(prices.iloc[[at, at + days]]).all():
                assert found == pytest.approx(prices.iloc[at + days] / prices.iloc[at] - 1)
            else:
                assert np.isnan(found)
        later = np.flatnonzero(prices.iloc[at:].to_numpy() >= prices.iloc[at - 1])
        if len(later):
            assert pair.recovery_sessions == later[0]
        else:
            assert np.isnan(pair.recovery_sessions)


def test_market_value_by_hand(snapshot, pairs):
    """28 December 2020 against 22 December: Alibaba lost about US$107 bn, valued in Hong Kong."""
    both = pairs[pairs["event_id"] == "2020-12-24-samr-opens-alibaba-probe"].set_index("symbol")
    hong_kong, new_york = both.loc["9988.HK"], both.loc["BABA"]
    close = snapshot.wide("close", "XHKG")["9988.HK"]
    count, word = snapshot.shares_outstanding("Alibaba", "2020-12-22")
    before, after = close["2020-12-22"], close["2020-12-28"]
    assert hong_kong["mv_change_usd_bn"] == pytest.approx((after - before) * count / 7.80 / 1e9)
    assert hong_kong["mv_before_usd_bn"] == pytest.approx(before * count / 7.80 / 1e9)
    assert hong_kong["mv_abnormal_usd_bn"] == pytest.approx(hong_kong["car"] * before * count / 7.80 / 1e9)
    assert (hong_kong["shares_outstanding"], hong_kong["shares_confidence"]) == (count, word)
    assert hong_kong["hkd_per_usd"] == 7.80
    ads = snapshot.wide("close", "XNYS")["BABA"]
    # Eight ordinary shares stand behind one ADS; the window is 23 to 28 December there too.
    expected = (ads["2020-12-28"] - ads["2020-12-22"]) * count / 8 / 1e9
    assert new_york["mv_change_usd_bn"] == pytest.approx(expected)
    assert np.isnan(new_york["hkd_per_usd"])
    assert new_york["mv_before_usd_bn"] == pytest.approx(hong_kong["mv_before_usd_bn"], rel=0.05)


def test_share_counts_are_the_latest_on_or_before(snapshot, pairs):
    for pair in pairs[pairs["status"] == "used"].iloc[::29].itertuples():
        sessions = snapshot.sessions(snapshot.listings.at[pair.symbol, "exchange"])
        before = sessions[sessions.get_loc(pair.day0) - 2]
        count, word = snapshot.shares_outstanding(pair.company, before)
        assert (pair.shares_outstanding, pair.shares_confidence) == (count, word)


def test_a_foreign_benchmark_is_what_was_known_at_the_close(snapshot):
    result = run_study(snapshot, StudySpec(benchmark="GSPC", symbols=("0700.HK",)))
    assert set(result.pairs["benchmark"]) == {"GSPC"}
    level = snapshot.benchmarks["GSPC"].dropna()
    sessions = result.panel.sessions[0]
    for at in range(50, 400, 23):
        known = [level[level.index < sessions[day]].iloc[-1] for day in (at - 1, at)]
        assert result.panel.market[0, at] == pytest.approx(known[1] / known[0] - 1)
    # Hong Kong has closed when New York opens on the same date.
    own = run_study(snapshot, StudySpec(benchmark="HSI", symbols=("BABA",)))
    level = snapshot.benchmarks["HSI"].dropna()
    sessions = own.panel.sessions[0]
    for at in range(50, 400, 23):
        known = [level[level.index <= sessions[day]].iloc[-1] for day in (at - 1, at)]
        assert own.panel.market[0, at] == pytest.approx(known[1] / known[0] - 1)


def test_the_second_factor_never_counts_a_new_york_session_twice(snapshot):
    result = run_study(snapshot, StudySpec(model="two-factor", symbols=("0700.HK",)))
    factor = result.panel.second[0]
    level = snapshot.benchmarks["GSPC"].dropna()
    sessions = result.panel.sessions[0]
    compounded = np.prod(1 + factor[1:]) - 1
    # The first Hong Kong session with a known factor compares with the New York close before it.
    first = np.flatnonzero(np.isfinite(factor))[0]
    start = level[level.index < sessions[first - 1]].iloc[-1]
    end = level[level.index < sessions[-1]].iloc[-1]
    assert np.nanprod(1 + factor) - 1 == pytest.approx(end / start - 1)
    assert np.isnan(compounded)


def test_results_are_remembered_by_version_and_spec(snapshot):
    assert run_study(snapshot, StudySpec()) is run_study(snapshot, StudySpec(window=(-1, 1)))
    assert run_study(snapshot, StudySpec(window=(0, 1))) is not run_study(snapshot, StudySpec())


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        (dict(window=(3, 1)), "window"),
        (dict(window=(-31, 0)), "window"),
        (dict(window=(0, 61)), "window"),
        (dict(window=(0.5, 1)), "window"),
        (dict(model="capm"), "model: 'capm' is not one of market"),
        (dict(returns="weekly"), "returns: 'weekly' is not one of simple, log"),
        (dict(confidence=1.0), "confidence"),
        (dict(min_estimation=1), "min_estimation"),
        (dict(estimation=(-11, -130)), "estimation"),
        (dict(estimation=(-10, 0)), "estimation"),
        (dict(symbols=("AAPL",)), "symbols: AAPL must be distinct and among 9988.HK"),
        (dict(symbols=("BABA", "BABA")), "symbols: .* must be distinct"),
        (dict(events=("nothing",)), "events: nothing: no such event"),
        (dict(benchmark="DAX"), "benchmark: 'DAX' is not one of HSI, GSPC"),
    ],
)
def test_bad_parameters_are_named(snapshot, spec, message):
    with pytest.raises(ValueError, match=message):
        run_study(snapshot, StudySpec(**spec))


def test_an_event_window_never_serves_as_estimation(snapshot):
    spec = StudySpec(window=(-30, 60), clean_estimation=False)
    assert spec.estimation_used == (-130, -31)
    pairs = run_study(snapshot, spec).pairs
    assert pairs["n_estimation"].max() == 100
    assert StudySpec(estimation=(-60, -1)).estimation_used == (-60, -2)
    empty = run_study(snapshot, StudySpec(window=(-30, 0), estimation=(-20, -5))).pairs
    assert set(empty["status"]) <= {"too few estimation sessions", "window outside data", "missing prices"}
    assert (empty["n_estimation"] == 0).all()


@pytest.mark.parametrize("model", ["market", "controls"])
def test_a_pair_has_its_numbers_whichever_events_are_asked_for(snapshot, model):
    """But for q, which counts what is asked for, by Benjamini and Hochberg's own steps."""
    whole = run_study(snapshot, StudySpec(model=model)).pairs
    chosen = tuple(snapshot.events.index[[200, 5, 40]])
    few = run_study(snapshot, StudySpec(model=model, events=chosen)).pairs
    same = whole[whole["event_id"].isin(chosen)].reset_index(drop=True)
    pd.testing.assert_frame_equal(few.drop(columns="q"), same.drop(columns="q"))
    used = few["p"].notna()
    np.testing.assert_allclose(few.loc[used, "q"], stats.false_discovery_control(few.loc[used, "p"]))


def test_an_equal_close_is_regained_and_the_first_session_has_a_next():
    assert sessions_to_regain(np.array([[10.0, 9.0, 10.0, 9.5]]))[0, 1] == 1
    np.testing.assert_array_equal(shifted(np.array([[1.0, 2.0, 3.0]]), 1), [[2.0, 3.0, np.nan]])
