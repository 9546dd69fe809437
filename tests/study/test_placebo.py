"""The ordinary windows behind a placebo share: the share can be counted again from them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from components.study import StudySpec, placebo_of, run_study, study_frames
from components.study.placebo import Placebo

SPECS = [
    StudySpec(),
    StudySpec(window=(0, 5)),
    StudySpec(window=(-5, 10), clean_estimation=False),
    StudySpec(window=(0, 0), benchmark="GSPC"),
]


@pytest.mark.parametrize("spec", SPECS, ids=lambda s: f"{s.window}-{s.benchmark}")
def test_every_used_pairs_share_is_that_of_its_windows(snapshot, spec):
    result = run_study(snapshot, spec)
    used = result.pairs[result.used]
    assert len(used) > 400
    for pair in used.itertuples():
        found = placebo_of(result, pair.event_id, pair.symbol)
        assert (found.as_unusual, found.count) == (pair.placebo_k, pair.placebo_n)
        assert (found.car, found.t) == (pair.car, pair.t)
        assert found.share == pair.placebo_share or (np.isnan(found.share) and np.isnan(pair.placebo_share))


def test_a_move_is_held_against_the_noise_of_its_own_time(world):
    """The same move in a quiet stretch is rarer than in a wild one."""
    here = world(seed=5, sessions=600)
    returns = here.returns.copy()
    returns.iloc[300:] *= 4
    moved = [250, 550]
    for day in moved:
        returns.iloc[day] += 0.05
    result = study_frames(returns, here.benchmark, here.events(moved), StudySpec(window=(0, 0)))
    quiet, wild = result.pairs.iloc[0], result.pairs.iloc[-1]
    assert quiet["placebo_k"] < wild["placebo_k"] <= wild["placebo_n"]


def test_windows_are_in_time_and_lie_apart_from_events(snapshot):
    result = run_study(snapshot)
    pair = result.pairs[result.used & result.index.affected].iloc[0]
    windows = placebo_of(result, pair["event_id"], pair["symbol"]).windows
    assert (
        windows["session"].is_monotonic_increasing
        and windows["session"].is_unique
        and windows["car"].notna().all()
    )
    sessions = snapshot.sessions(snapshot.listings.at[pair["symbol"], "exchange"])
    column = snapshot.day0_column(snapshot.listings.at[pair["symbol"], "exchange"])
    own = snapshot.events[
        [
            pair["company"] in {*a, *b}
            for a, b in zip(snapshot.events["affects"], snapshot.events["companies"], strict=True)
        ]
    ]
    days = sessions.get_indexer(own[column].dropna())
    at = sessions.get_indexer(windows["session"])
    assert (
        np.abs(at[:, None] - days[None, :]).min() > 2
    )  # a window of −1 to +1, and one session on either side of events


def test_a_pair_without_numbers_has_no_windows(snapshot):
    result = run_study(snapshot, StudySpec(min_estimation=60))
    pair = result.pairs[~result.used].iloc[0]
    with pytest.raises(ValueError, match=pair["status"]):
        placebo_of(result, pair["event_id"], pair["symbol"])
    with pytest.raises(KeyError):
        placebo_of(result, "no-such-event", pair["symbol"])


def test_a_window_exactly_as_unusual_counts_and_either_direction_does():
    windows = pd.DataFrame(
        {"session": pd.date_range("2021-01-04", periods=3), "car": 0.01, "t": [2.0, -2.0, 1.9]}
    )
    same = Placebo(windows, car=0.02, t=2.0)
    assert (same.as_unusual, same.share) == (2, 3 / 4)
