"""What became of a share after an event, against prices made by hand and the study's own columns."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.study import StudySpec, run_study
from components.study.outcomes import sessions_to_regain
from components.study.since import SINCE_HORIZONS, OldPrice, old_price, since_event, ways

NAN = float("nan")


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        # the close before day 0 is the first of each
        ([100, 90, 95, 100, 101], OldPrice(fell=True, regained=2, lost=None)),
        ([100, 90, 95, 101, 99, 120], OldPrice(fell=True, regained=2, lost=3)),
        ([100, 90, 95, 99.99], OldPrice(fell=True, regained=None, lost=None)),
        ([100, 100, 110], OldPrice(fell=False, regained=0, lost=None)),
        ([100, 110, 105, 99], OldPrice(fell=False, regained=0, lost=2)),
        ([100, 90, NAN, 100, NAN, 100], OldPrice(fell=True, regained=2, lost=None)),
        ([100, 90], OldPrice(fell=True, regained=None, lost=None)),
        ([NAN, 90, 100], None),
        ([100, NAN, 100], None),
    ],
)
def test_the_old_price_by_hand(levels, expected):
    assert old_price(np.array(levels, float), 1) == expected


def test_an_event_on_the_first_session_has_no_price_before():
    assert old_price(np.array([100.0, 90.0]), 0) is None
    assert np.isnan(ways(np.array([100.0, 90.0]), 0, np.array([1]))).all()


def test_the_way_by_hand():
    levels = np.array([50, 100, 90, 110, NAN, 125])
    assert ways(levels, 2, np.array([2, 3, 4, 5, 6])) == pytest.approx(
        [-0.1, 0.1, NAN, 0.25, NAN], nan_ok=True
    )


@given(st.lists(st.sampled_from([80.0, 90.0, 100.0, 110.0, NAN]), min_size=2, max_size=40), st.data())
def test_it_is_back_when_the_study_says_so(levels, data):
    """One fact has one number: the table's column of sessions to recovery."""
    prices = np.array(levels)
    day0 = data.draw(st.integers(1, len(levels) - 1))
    found, column = old_price(prices, day0), sessions_to_regain(prices[None, :])[0, day0]
    if found is not None:
        assert (NAN if found.regained is None else found.regained) == pytest.approx(column, nan_ok=True)
        assert found.fell == (prices[day0] < prices[day0 - 1])
        if found.lost is not None:
            assert prices[day0 + found.lost] < prices[day0 - 1] and found.lost > found.regained


def test_the_record_says_what_the_study_says(snapshot):
    pairs = run_study(snapshot, StudySpec()).pairs
    assert len(pairs) > 1000
    for pair in pairs.iloc[::37].itertuples():
        found = since_event(snapshot, pair.event_id, pair.symbol, pair.benchmark)
        if found is None or found.old_price is None:
            assert np.isnan(pair.recovery_sessions)
            continue
        regained = found.old_price.regained
        assert (NAN if regained is None else regained) == pytest.approx(pair.recovery_sessions, nan_ok=True)
        prices = snapshot.ohlc(pair.symbol)["adj_close"]
        place = prices.index.get_loc(pair.day0)
        for days, way in zip(SINCE_HORIZONS, found.share, strict=False):
            if found.reached[SINCE_HORIZONS.index(days)]:
                session = found.sessions[days]
                expected = prices.get(session, NAN) / prices.iloc[place - 1] - 1
                if prices.index[place - 1] == _before(snapshot, pair):
                    assert way == pytest.approx(expected, nan_ok=True)


def _before(snapshot, pair):
    sessions = snapshot.sessions(snapshot.listings.at[pair.symbol, "exchange"])
    return sessions[sessions.get_loc(pair.day0) - 1]


def test_a_year_that_is_not_over_is_not_reached(snapshot):
    late = snapshot.events.index[snapshot.events["day0_hk"] > snapshot.last_session - np.timedelta64(90, "D")]
    found = since_event(snapshot, late[0], "0700.HK", "HSI")
    assert found is not None
    assert list(found.reached) == [True, True, True, False, True]
    assert np.isnan(found.share[3]) and np.isfinite(found.share[4])
