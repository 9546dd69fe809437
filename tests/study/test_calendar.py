"""Moved calendars: against studies of really moved events, and by what must hold."""

from __future__ import annotations

import numpy as np
import pytest

from components.study import StudySpec, run_study, study_frames
from components.study.calendar import SHIFTS, calendar_placebo
from components.study.group import group, groups

SPEC = StudySpec(window=(-1, 3), clean_estimation=False)


def test_a_moved_calendar_is_the_study_of_moved_events(world):
    """A clump of events, two on one day, all listings: the CAAR of every move by a study of its own."""
    here = world(seed=1)
    places = [180, 181, 181, 190, 240]
    found = calendar_placebo(
        {"all": group(study_frames(here.returns, here.benchmark, here.events(places), SPEC))}
    )
    moved = found["all"]
    for shift in (-60, -9, 4, 33):
        events = here.events([place + shift for place in places])
        # clean estimation is off, so that the events themselves change nothing but the days studied
        path = group(study_frames(here.returns, here.benchmark, events, SPEC)).path["caar"]
        np.testing.assert_allclose(moved.paths[moved.shifts == shift][0], path, rtol=1e-9, atol=1e-15)
    assert len(moved.shifts) == len(SHIFTS) == 114
    size = np.abs(moved.paths[:, -1])
    assert moved.as_far == (size >= abs(moved.actual[-1])).sum()
    assert moved.p == (moved.as_far + 1) / 115
    np.testing.assert_allclose(moved.low, np.quantile(moved.paths, 0.025, axis=0))


def test_windows_without_numbers_are_left_out_of_a_moved_mean(world):
    here = world(seed=2, sessions=300, symbols=1)
    result = study_frames(here.returns, here.benchmark, here.events([95, 280]), SPEC)
    moved = calendar_placebo({"all": group(result)})["all"]
    n = dict(zip(moved.shifts.tolist(), moved.n.tolist(), strict=True))
    assert n[4] == 2 and n[40] == 1 and n[-60] == 1  # past the end, and without estimation
    numbers = result.cells.values["car"][0]
    assert moved.paths[moved.shifts == 40][0, -1] == pytest.approx(numbers[135])
    nothing = calendar_placebo({"none": group(result, ["e0"], symbols=[])})["none"]
    assert np.isnan(nothing.p) and len(nothing.shifts) == 0


def test_an_effect_leaves_the_moved_paths_and_noise_does_not(world):
    here = world(seed=3, sessions=700)
    places = list(range(200, 630, 70))  # no move carries one event onto another
    plain = group(study_frames(here.returns, here.benchmark, here.events(places), SPEC))
    returns = here.returns.copy()
    returns.iloc[places] -= 0.04
    hit = group(study_frames(returns, here.benchmark, here.events(places), SPEC))
    found = calendar_placebo({"plain": plain, "hit": hit})
    assert found["hit"].clear and found["hit"].p == 1 / 115
    assert not found["plain"].clear


def test_at_most_one_in_twenty_is_called_clear_by_chance(world):
    """Clustered events without effect, over a hundred draws of the calendar."""
    here = world(seed=4, sessions=900, symbols=2)
    called = []
    for seed in range(100):
        start = np.random.default_rng(seed).integers(220, 780, 6)
        places = sorted({int(day + step) for day in start for step in (0, 1, 3)})
        moved = calendar_placebo(
            {"all": group(study_frames(here.returns, here.benchmark, here.events(places), SPEC))}
        )["all"]
        called.append(moved.p <= 0.05)
    assert np.mean(called) <= 0.11


def test_groups_of_the_record(snapshot):
    result = run_study(snapshot)
    found = groups(result, "type")
    moved = calendar_placebo(found)
    assert list(moved) == list(found)
    for label, one in moved.items():
        assert one.actual[-1] == found[label].path["caar"].iloc[-1]
        assert one.clear == (not one.low[-1] <= one.actual[-1] <= one.high[-1])
