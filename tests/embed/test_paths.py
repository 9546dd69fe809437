"""Shortened paths show the same line."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.embed.paths import TOLERANCE, minify, short, simplify


def absolute(d):
    """The points of a minified polyline, by a reader of its own."""
    head, _, rest = d.partition("l")
    x, y = (float(v) for v in head[1:].split(","))
    points = [(x, y)]
    steps = [float(v) for v in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", rest)]
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return np.array(points)


def distance(point, line):
    """From a point to the nearest segment of a line."""
    best = np.inf
    for start, end in zip(line[:-1], line[1:], strict=True):
        along = end - start
        length = along @ along
        share = 0 if length == 0 else np.clip((point - start) @ along / length, 0, 1)
        best = min(best, np.hypot(*(point - start - share * along)))
    return best


coordinates = st.floats(-2000, 2000, allow_nan=False)


@given(st.lists(st.tuples(coordinates, coordinates), min_size=2, max_size=60))
def test_no_point_is_farther_from_the_new_line_than_the_tolerance(points):
    points = np.array(points)
    kept = simplify(points)
    assert np.array_equal(kept[0], points[0]) and np.array_equal(kept[-1], points[-1])
    assert len(kept) == 1 or max(distance(point, kept) for point in points) <= TOLERANCE + 1e-6


@given(st.lists(st.tuples(coordinates, coordinates), min_size=30, max_size=60))
def test_a_written_line_stays_within_the_tolerance_and_rounding(points):
    d = "M" + "L".join(f"{x:.2f},{y:.2f}" for x, y in points)
    line = absolute(minify(d))
    assert max(distance(np.array(point), line) for point in points) <= TOLERANCE + 0.1


def test_spikes_survive():
    flat = [(x, 100.0) for x in range(0, 400, 2)]
    flat[100] = (200, 20.0)
    line = absolute(minify("M" + "L".join(f"{x},{y}" for x, y in flat)))
    assert line[:, 1].min() == 20 and len(line) < 10


def test_horizontal_and_vertical_commands_and_gaps_are_read():
    d = "M0,0H10V10" + "".join(f"L{10 + i},{10 + i * i % 7}" for i in range(1, 60)) + "M200,0L210,5Z"
    shortened = minify(d)
    assert shortened.count("M") == 2 and shortened.endswith("z")
    assert shortened.startswith("M0,0l10 0 0 10") or shortened.startswith("M0,0l10 0")


def test_curves_are_only_shortened():
    d = "M5.123456,0A5.987654,5.0 0 1,1 0.0001,-5" * 6
    assert minify(d).count("A") == 6


@pytest.mark.parametrize(
    "value, text",
    [(0.0, "0"), (-0.01, "0"), (0.5, ".5"), (-0.5, "-.5"), (10.0, "10"), (10.25, "10.2"), (-3.96, "-4")],
)
def test_numbers_lose_needless_characters(value, text):
    assert short(value) == text
