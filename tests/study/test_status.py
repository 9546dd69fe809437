"""Every reason for having no numbers, and that none of them hides a wrong one."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from components.study import MEANING, STATUSES, StudySpec, run_study, study_frames
from tests.altered import altered

SPEC = StudySpec(clean_estimation=False)
ABNORMAL = (
    "car",
    "se",
    "t",
    "p",
    "ci_low",
    "ci_high",
    "q",
    "placebo_share",
    "bhar",
    "sar",
    "scar",
    "alpha",
    "beta",
    "sigma",
)


def only(result):
    assert len(result.pairs) == 1
    return result.pairs.iloc[0]


def assert_no_numbers(pair):
    assert pair[list(ABNORMAL)].isna().all()


@pytest.mark.parametrize(
    ("place", "status"),
    [
        (200, "used"),
        (35, "too few estimation sessions"),
        (299, "window outside data"),
        (0, "window outside data"),
        (1, "window outside data"),
        (298, "used"),
    ],
)
def test_where_the_event_falls(world, place, status):
    here = world()
    pair = only(study_frames(here.returns, here.benchmark, here.events([place], "S0"), SPEC))
    assert pair["status"] == status
    if status != "used":
        assert_no_numbers(pair)


@pytest.mark.parametrize("day0", ["2020-06-06", "2035-01-01", None])
def test_no_session(world, day0):
    here = world()
    events = here.events([200], "S0").assign(day0=pd.Timestamp(day0))
    pair = only(study_frames(here.returns, here.benchmark, events, SPEC))
    assert pair["status"] == "no session"
    assert pd.isna(pair["day0"])
    assert_no_numbers(pair)


def test_a_missing_close_costs_its_session_and_the_next(world):
    here = world()
    levels = 100 * (1 + here.returns["S0"]).cumprod()
    levels.iloc[200] = np.nan
    from components.study import returns_from_prices

    returns = returns_from_prices(levels.to_frame())
    assert np.flatnonzero(returns["S0"].isna()).tolist() == [0, 200, 201]
    result = study_frames(returns, here.benchmark, here.events(range(197, 205), "S0"), SPEC)
    # Windows of three sessions around 199 to 202 hold a missing return.
    found = dict(zip(range(197, 205), result.pairs["status"], strict=True))
    assert [day for day, status in found.items() if status == "missing prices"] == [199, 200, 201, 202]


def test_a_listing_without_any_price_or_before_its_listing(world):
    here = world()
    here.returns["S0"] = np.nan
    here.returns.iloc[:100, 1] = np.nan
    events = here.events([80, 100, 101, 200])
    pairs = study_frames(here.returns, here.benchmark, events, SPEC).pairs.set_index(["event_id", "symbol"])
    assert (pairs.xs("S0", level="symbol")["status"] == "no prices").all()
    assert pairs.xs("S1", level="symbol")["status"].tolist() == [
        "no prices",
        "window outside data",
        "too few estimation sessions",
        "used",
    ]


@pytest.mark.parametrize("constant", [0.0, 0.01])
def test_constant_prices_have_no_variation(world, constant):
    here = world()
    here.returns["S0"] = constant
    result = study_frames(here.returns, here.benchmark, here.events([200], "S0"), SPEC)
    assert only(result)["status"] == "no variation"
    assert_no_numbers(only(result))


def test_a_share_that_is_the_index_has_no_variation(world):
    here = world()
    here.returns["S0"] = 0.001 + 1.5 * here.benchmark
    result = study_frames(here.returns, here.benchmark, here.events([200], "S0"), SPEC)
    assert only(result)["status"] == "no variation"


def test_a_benchmark_that_stands_still(world):
    here = world()
    result = study_frames(here.returns, here.benchmark * 0 + 0.002, here.events([200], "S0"), SPEC)
    assert only(result)["status"] == "no variation"


def test_two_factors_that_are_one(world):
    here = world()
    result = study_frames(
        here.returns,
        here.benchmark,
        here.events([200], "S0"),
        StudySpec(model="two-factor", clean_estimation=False),
        second=here.benchmark * 2,
    )
    assert only(result)["status"] == "no variation"


def test_two_factors_without_a_second(world):
    here = world()
    spec = StudySpec(model="two-factor", clean_estimation=False)
    result = study_frames(here.returns, here.benchmark, here.events([200], "S0"), spec)
    assert only(result)["status"] == "model not defined"


def test_two_factors_are_for_shares_that_trade_before_new_york(snapshot):
    pairs = run_study(snapshot, StudySpec(model="two-factor", clean_estimation=False)).pairs
    by_symbol = pairs.groupby("symbol")["status"].agg(set)
    assert "used" not in by_symbol["BABA"] and "model not defined" in by_symbol["BABA"]
    assert "used" in by_symbol["9988.HK"] and "model not defined" not in by_symbol["9988.HK"]
    own = run_study(snapshot, StudySpec(model="two-factor", benchmark="GSPC")).pairs
    assert "used" not in set(own["status"])


def test_overlapping_events_are_dropped_only_when_asked(world):
    here = world()
    events = here.events([200, 201, 240], "S0")
    kept = study_frames(here.returns, here.benchmark, events, SPEC).pairs
    assert (kept["status"] == "used").all()
    assert kept["overlap_count"].tolist() == [1, 1, 0]
    spec = StudySpec(clean_estimation=False, clean_events=True)
    dropped = study_frames(here.returns, here.benchmark, events, spec).pairs
    assert dropped["status"].tolist() == ["overlap", "overlap", "used"]
    assert_no_numbers(dropped.iloc[0])
    # q counts shown results only.
    assert dropped["q"].iloc[2] == dropped["p"].iloc[2]


def test_one_day_of_history():
    date = pd.DatetimeIndex(["2021-03-15"])
    result = study_frames(
        pd.DataFrame({"A": [0.01]}, date),
        pd.Series([0.01], date),
        pd.DataFrame({"event_id": ["e"], "day0": date}),
        StudySpec(window=(0, 0)),
    )
    assert only(result)["status"] == "window outside data"


def test_a_close_that_is_missing_from_the_record_gives_no_two_day_return(snapshot):
    day = pd.Timestamp("2024-01-15")
    prices = snapshot.prices
    lost = (prices["symbol"] == "9988.HK") & (prices["date"] == day)
    gap = altered(snapshot, prices=prices[~lost])
    panel = run_study(gap, StudySpec()).panel
    row = panel.row["9988.HK"]
    at = panel.sessions[row].get_loc(day)
    assert np.isnan(panel.returns[row, [at, at + 1]]).all()
    assert np.isfinite(panel.returns[row, [at - 1, at + 2]]).all()
    assert np.isfinite(panel.returns[panel.row["0700.HK"], at])


def test_every_status_is_documented_and_every_pair_has_one(snapshot):
    assert tuple(MEANING) == STATUSES
    assert all(text.endswith(".") for text in MEANING.values())
    for spec in (StudySpec(min_estimation=60), StudySpec(symbols=snapshot.symbols(2), window=(-30, 60))):
        pairs = run_study(snapshot, spec).pairs
        assert set(pairs["status"]) <= set(STATUSES)
        used = pairs["status"] == "used"
        assert pairs.loc[used, ["car", "se", "p", "q", "ci_low"]].notna().all().all()
        assert_no_numbers(pairs[~used].iloc[0])
        assert pairs.loc[~used, list(ABNORMAL)].isna().all().all()
