"""Labels keep apart: at line ends, and beside their leaders."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.charts import catalogue
from components.charts.kit.labels import place_callouts, spread
from components.charts.kit.look import Look

POSITIONS = st.lists(st.floats(0, 300), max_size=12)


@given(POSITIONS)
def test_spread_keeps_a_gap_the_order_and_the_limits(wanted):
    placed = spread(wanted, 14, 0, 300)
    inside = sorted(placed)
    assert all(b - a >= 14 - 1e-6 for a, b in zip(inside, inside[1:], strict=False))
    assert all(-1e-6 <= p <= 300 + 1e-6 for p in placed)
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    assert [placed[i] for i in order] == inside


def test_spread_leaves_labels_that_are_apart_where_they_are():
    assert spread([100, 20, 60], 14, 0, 300) == [100, 20, 60]


def test_spread_moves_two_that_touch_by_the_same_distance():
    assert spread([50, 54], 14, 0, 300) == [45, 59]


WANTED = st.lists(
    st.tuples(st.floats(0, 700), st.sampled_from(["Ant IPO halted", "Didi review", "US tariffs"])),
    max_size=15,
)


@given(WANTED, st.lists(st.floats(0, 300), min_size=5, max_size=60))
def test_callouts_cover_neither_curves_nor_labels_nor_leaders(wanted, levels):
    x, y = np.linspace(0, 700, len(levels)), np.array(levels)
    placed = place_callouts(wanted, [(x, y)], width=700, height=300, size=11, most=12)
    found = [box for box in placed if box]
    assert len(placed) == len(wanted) and len(found) <= 12
    fine = np.linspace(0, 700, 7001)
    curve = np.interp(fine, x, y)
    for box in found:
        assert box.left >= 0 and box.right <= 700 and box.top >= 0
        under = (fine >= box.left) & (fine <= box.right)
        assert not ((curve[under] > box.top) & (curve[under] < box.bottom)).any()
        for other in found:
            if other is not box:
                apart = (
                    box.right <= other.left
                    or other.right <= box.left
                    or box.bottom <= other.top
                    or other.bottom <= box.top
                )
                assert apart
                assert not (box.left < other.x < box.right and other.top < box.top)


def test_the_most_important_label_is_never_the_one_to_give_way():
    flat = (np.array([0.0, 700.0]), np.array([40.0, 40.0]))
    placed = place_callouts(
        [(300, "First"), (303, "Second"), (306, "Third")], [flat], width=700, height=60, size=11, most=5
    )
    assert placed[0] is not None


@pytest.mark.parametrize("slug", ["timeline", "car", "compare", "counterfactual", "market-value"])
@pytest.mark.parametrize("size", ["wide", "phone"])
def test_names_at_the_ends_of_lines_stand_in_the_order_they_are_read(snapshot, slug, size):
    chart = catalogue.build(slug, snapshot, catalogue.CATALOGUE[slug].example(snapshot), Look("light", size))
    ends = [
        one.y
        for one in chart.figure.layout.annotations
        if (one.x, one.xref, one.xanchor) == (1, "paper", "left")
    ]
    if slug == "compare" and size == "phone":  # there they stand above the plot
        ends = [-one.yshift for one in chart.figure.layout.annotations]
        assert ends == sorted(ends)
    else:
        assert len(ends) > 1 and ends == sorted(ends, reverse=True)


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_landmarks_stand_in_the_order_of_time(snapshot, size):
    params = catalogue.CATALOGUE["timeline"].example(snapshot)
    chart = catalogue.build("timeline", snapshot, params, Look("light", size))
    days = [one.x for one in chart.figure.layout.annotations if one.xref == "x"]
    assert len(days) > 4 and days == sorted(days)
