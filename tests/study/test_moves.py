"""Distinct moves, episodes and matched ordinary days, each by a loop or on a made-up record."""

from __future__ import annotations

import numpy as np
import pandas as pd

from components.study import StudySpec, run_study, study_frames
from components.study.matched import matched_days
from components.study.moves import distinct_moves


def test_a_share_day_is_one_move_however_many_events_claim_it(snapshot):
    result = run_study(snapshot)
    moves = distinct_moves(result)
    pairs = result.pairs.query("affected and status == 'used'")
    grouped = pairs.groupby(["symbol", "day0"])
    assert moves.tested == len(grouped) < len(pairs)
    for row in moves.table.itertuples():
        here = grouped.get_group((row.symbol, row.day0))
        assert set(row.events) == set(here["event_id"]) and (here["car"] == row.car).all()
        assert row.campaign == (here["type"] != "confounder").any()
        assert row.beyond == (here["q"].iloc[0] < 0.05)
    assert moves.bar == moves.beyond["p"].max()
    p = result.cells.p_of(*np.nonzero(result.cells.free))
    assert moves.ordinary_share == (p <= moves.bar).mean()
    assert moves.campaign + (~moves.beyond["campaign"]).sum() == len(moves.beyond)
    assert moves.luck_low < moves.luck < moves.luck_high < moves.tested


def test_moves_whose_windows_touch_are_one_episode(world):
    """Windows of three sessions around days 5, 8 and 12 apart: touching, touching, apart."""
    here = world(seed=5, symbols=2)
    places = [150, 153, 157, 200]
    returns = here.returns.copy()
    returns.iloc[places] += 0.5
    spec = StudySpec(window=(-1, 1), clean_estimation=False)
    moves = distinct_moves(study_frames(returns, here.benchmark, here.events(places), spec))
    by_day = moves.table.groupby("day0")["episode"].agg(["min", "max"])
    assert (by_day["min"] == by_day["max"]).all()  # both listings together
    # 150 reaches 151 and 153 begins at 152: no weekday between; 153 reaches 154, 157 begins at 156
    assert by_day["min"].tolist() == [0, 0, 1, 2] and moves.episodes == 3
    assert (moves.table["episode"] >= 0).all()


def test_nothing_found_is_no_episode(world):
    here = world(seed=6)
    moves = distinct_moves(study_frames(here.returns, here.benchmark, here.events([200]), StudySpec()))
    assert moves.episodes == 0 and moves.bar == 0.0 and moves.tested == 3 and len(moves.beyond) == 0
    none = distinct_moves(study_frames(here.returns, here.benchmark, here.events([2]), StudySpec()))
    assert none.tested == none.episodes == 0


def test_luck_is_the_share_of_a_study_without_effects(world):
    here = world(seed=7, sessions=900, symbols=3)
    places = np.arange(200, 800, 12)
    moves = distinct_moves(
        study_frames(here.returns, here.benchmark, here.events(places), StudySpec(window=(0, 0)))
    )
    assert abs(moves.luck / moves.tested - 0.05) < 0.02
    assert moves.luck_low <= moves.by_p <= moves.luck_high


def half(day: pd.Timestamp) -> tuple[int, int]:
    return day.year, (day.month - 1) // 6


def test_matched_days_are_ordinary_days_of_the_same_half_year(snapshot):
    result = run_study(snapshot)
    matched = matched_days(result)
    pairs = result.pairs.query("affected and status == 'used'")
    wanted = pairs.groupby(["symbol", pairs["day0"].map(half)]).size()
    later, total, weight = result.outcomes["return_20"], 0.0, 0.0
    places = 0
    for (symbol, period), count in wanted.items():
        row = result.panel.row[symbol]
        columns = np.flatnonzero(result.cells.free[row, :-1])
        columns = [c for c in columns if half(pd.Timestamp(result.panel.dates[row, c])) == period]
        places += len(columns)
        for column in columns:
            value = later[row, column]
            if np.isfinite(value):
                total += value * count / len(columns)
                weight += count / len(columns)
    assert len(matched) == places and matched.pairs + matched.lacking == len(pairs)
    np.testing.assert_allclose(matched.mean(later), total / weight)
    np.testing.assert_allclose(matched.weight.sum(), 1.0)
    car = np.abs(result.cells.values["car"])
    values, order = matched.values(car), np.argsort(matched.values(car))
    reached = np.cumsum(matched.weight[order])
    assert matched.quantile(car, 0.5) == values[order][np.searchsorted(reached, 0.5)]
