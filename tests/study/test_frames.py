"""Plain frames: the same numbers as the record, exact in parts, clear about mistakes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from components.study import StudySpec, returns_from_prices, run_study, study_frames, with_q
from components.study.columns import PATH_COLUMNS
from components.study.export import summary
from components.study.group import group
from components.study.record import drift_variance

COLUMNS = [
    "event_id",
    "symbol",
    "affected",
    "day0",
    "n_estimation",
    "alpha",
    "beta",
    "sigma",
    "raw_return",
    "car",
    "se",
    "t",
    "p",
    "q",
    "placebo_share",
    "placebo_n",
    "overlaps",
    "status",
    "bhar",
    "sar",
    "return_1",
    "return_60",
    "recovery_sessions",
    "r2",
    "lost_share",
]


@pytest.fixture(scope="module")
def plain(snapshot):
    """The record as plain frames: returns, benchmarks and prices on one calendar, events."""
    returns, market, prices = {}, {}, {}
    for symbol in snapshot.symbols():
        listing = snapshot.listings.loc[symbol]
        sessions = snapshot.sessions(listing["exchange"])
        price = snapshot.wide("adj_close", listing["exchange"])[symbol]
        level = snapshot.benchmarks[listing["benchmark"]].reindex(sessions)
        prices[symbol] = price
        returns[symbol] = price.pct_change(fill_method=None)
        market[symbol] = level.pct_change(fill_method=None)
    pairs = run_study(snapshot, StudySpec()).pairs
    events = pairs[["event_id", "symbol", "day0", "affected", "date", "title", "type"]]
    return pd.DataFrame(returns), pd.DataFrame(market), pd.DataFrame(prices), events


@pytest.mark.parametrize(
    "spec",
    [
        StudySpec(),
        StudySpec(window=(-5, 10), model="mean-adjusted"),
        StudySpec(window=(0, 5), model="market-adjusted", clean_estimation=False),
        StudySpec(clean_events=True),
    ],
)
def test_equal_to_the_record(snapshot, plain, spec):
    returns, market, prices, events = plain
    spec = replace(spec, drift_variance=drift_variance(snapshot))  # frames know no record to take it from
    ours = study_frames(
        returns, market, events, spec, prices=prices, companies=dict(snapshot.listings["company"])
    )
    record = run_study(snapshot, spec)
    # The first session has no benchmark return, so a frame of returns starts one session later:
    # only windows at the very edge of the data could tell.
    pd.testing.assert_frame_equal(ours.pairs[COLUMNS], record.pairs[COLUMNS], rtol=1e-9)
    pd.testing.assert_frame_equal(ours.paths, record.paths, rtol=1e-8)
    assert tuple(ours.paths.columns) == PATH_COLUMNS


def test_parts_by_listing_equal_the_whole_to_the_last_digit(plain):
    returns, market, _, events = plain
    whole = study_frames(returns, market, events).pairs
    parts = [
        study_frames(returns[[symbol]], market[[symbol]], rows).pairs
        for symbol, rows in events.groupby("symbol", sort=False)
    ]
    joined = pd.concat(parts).set_index(["event_id", "symbol"])
    joined = with_q(joined.loc[pd.MultiIndex.from_frame(whole[["event_id", "symbol"]])].reset_index())
    for name in whole.columns.drop("overlaps"):
        pd.testing.assert_series_equal(joined[name], whole[name], check_exact=True)


def test_parts_by_event_equal_the_whole_when_they_know_the_others(plain):
    returns, market, _, events = plain
    whole = study_frames(returns, market, events).pairs
    halves = [events.iloc[:400], events.iloc[400:]]
    parts = [study_frames(returns, market, half, context=events).pairs for half in halves]
    joined = with_q(pd.concat(parts, ignore_index=True))
    for name in whole.columns:
        pd.testing.assert_series_equal(joined[name], whole[name], check_exact=True)


def test_every_event_meets_every_symbol_without_a_symbol_column(world):
    here = world()
    pairs = study_frames(here.returns, here.benchmark, here.events([200, 220])).pairs
    assert list(zip(pairs["event_id"], pairs["symbol"], strict=True)) == [
        (event, symbol) for event in ("e0", "e1") for symbol in ("S0", "S1", "S2")
    ]


def test_frames_are_not_changed(world):
    here = world(missing=0.05)
    events = here.events([200, 220])
    copies = here.returns.copy(), here.benchmark.copy(), events.copy()
    assert len(study_frames(here.returns, here.benchmark, events).pairs)
    pd.testing.assert_frame_equal(here.returns, copies[0])
    pd.testing.assert_series_equal(here.benchmark, copies[1])
    pd.testing.assert_frame_equal(events, copies[2])


def test_holidays_of_another_exchange_are_no_missing_prices(world):
    here = world()
    benchmark = pd.concat({symbol: here.benchmark for symbol in here.returns}, axis=1)
    holiday = here.dates[200]
    benchmark.loc[holiday, "S0"] = np.nan
    here.returns.loc[holiday, "S0"] = np.nan
    events = here.events([199, 200])
    pairs = study_frames(here.returns, benchmark, events).pairs.set_index(["event_id", "symbol"])
    assert pairs.at[("e0", "S0"), "status"] == "used"
    assert pairs.at[("e1", "S0"), "status"] == "no session"
    assert pairs.at[("e1", "S1"), "status"] == "used"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: f.update(events=f["events"].drop(columns="day0")), "events: no column day0"),
        (lambda f: f.update(events=f["events"].assign(symbol="XX")), "'XX' is not a column"),
        (lambda f: f.update(returns=f["returns"][::-1]), "returns: dates must be ascending"),
        (lambda f: f.update(benchmark=f["benchmark"].reset_index(drop=True)), "benchmark: the index"),
        (lambda f: f.update(benchmark=f["benchmark"] * np.nan), "benchmark: it has no value"),
        (lambda f: f.update(benchmark=f["returns"][["S0"]]), "benchmark: no column for S1, S2"),
        (lambda f: f.update(spec=StudySpec(benchmark="HSI")), "benchmark: give the benchmark's"),
        (lambda f: f.update(spec=StudySpec(symbols=("S9",))), "returns: no column for S9"),
    ],
)
def test_mistakes_are_named(world, change, message):
    here = world()
    frames = dict(returns=here.returns, benchmark=here.benchmark, events=here.events([200]), spec=StudySpec())
    change(frames)
    with pytest.raises(ValueError, match=message):
        study_frames(**frames)


def test_no_events_at_all(world):
    here = world()
    result = study_frames(here.returns, here.benchmark, here.events([]))
    assert len(result.pairs) == 0 and len(result.paths) == 0
    assert group(result).tests["statistic"].isna().all()
    assert "0 pairs" in summary(result)


def test_returns_of_prices():
    prices = pd.DataFrame(
        {"A": [100.0, 110.0, np.nan, 120.0, 132.0, 0.0, 5.0]}, pd.bdate_range("2021-01-01", periods=7)
    )
    simple = returns_from_prices(prices)["A"]
    assert simple.isna().tolist() == [True, False, True, True, False, True, True]
    np.testing.assert_allclose(simple.dropna(), [0.1, 0.1])
    np.testing.assert_allclose(returns_from_prices(prices, "log")["A"].dropna(), np.log([1.1, 1.1]))
