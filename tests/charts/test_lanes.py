"""Markers of a lane never cover one another, and lanes never overlap."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from components.charts.kit.lanes import stack, swarm

MARK = st.tuples(
    st.floats(0, 800), st.sampled_from([5.0, 6.0, 7.5, 10.0, 13.0]), st.sampled_from([0.74, 1.0])
)
LANE = st.lists(MARK, max_size=40)


def _arrays(lane):
    x, width = np.array([m[0] for m in lane], float), np.array([m[1] for m in lane], float)
    return x, width, width * np.array([m[2] for m in lane], float)


@given(LANE)
def test_no_two_markers_of_a_lane_cover_each_other(lane):
    x, width, tall = _arrays(lane)
    y = swarm(x, width, tall)
    for i in range(len(x)):
        for j in range(i):
            across, high = (width[i] + width[j]) / 2, (tall[i] + tall[j]) / 2
            assert ((x[i] - x[j]) / across) ** 2 + ((y[i] - y[j]) / high) ** 2 >= 1 - 1e-6


@given(LANE)
def test_the_layout_is_the_same_every_time_and_a_lone_marker_stays_on_the_line(lane):
    x, width, tall = _arrays(lane)
    first, second = swarm(x, width, tall), swarm(x, width, tall)
    assert np.array_equal(first, second)
    for i in range(len(x)):
        if all(abs(x[i] - x[j]) > 14 for j in range(len(x)) if j != i):
            assert first[i] == 0


@given(st.lists(LANE, max_size=8), st.floats(0, 20))
def test_lanes_follow_one_another_and_hold_their_markers(lanes, head):
    laid = stack([(str(i), *_arrays(lane)) for i, lane in enumerate(lanes)], least=20, head=head)
    top = 0.0
    for lane, marks in zip(laid, lanes, strict=True):
        _, _, tall = _arrays(marks)
        assert lane.top == top and lane.bottom - lane.top >= 20 - 1e-9
        if len(marks):
            assert (lane.y - tall / 2 >= lane.top + head - 1e-9).all() and (
                lane.y + tall / 2 <= lane.bottom + 1e-9
            ).all()
        top = lane.bottom
