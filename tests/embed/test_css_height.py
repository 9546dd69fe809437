"""A frame's height as CSS: it never falls under the embed's own, and a browser can read it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.embed.css_height import css_height, line_over
from components.embed.heights import embed_height
from components.embed.request import pasted
from components.embed.wrapping import line_count, wrapped


def pixels(css: str, width: int) -> float:
    """What a browser makes of the text in a container of that width."""
    arithmetic = re.sub(r"([\d.]+)cqw", lambda found: f"({found[1]}*{width}/100)", css).replace("px", "")
    assert re.fullmatch(r"max\((min\([-+\d.*/(), ]+\),?)+\)", arithmetic)
    return eval(arithmetic.replace("max(", "max(0,", 1))  # noqa: S307


@pytest.mark.parametrize(
    "slug, query",
    [("timeline", {}), ("clustering", {}), ("impact", {"choices": "1"}), ("returns", {"title": "Short"})],
)
def test_the_height_is_never_under_the_embeds_and_seldom_much_over_it(snapshot, slug, query):
    asked = pasted(slug, query, snapshot)
    css = css_height(asked)
    gaps = [pixels(css, width) - embed_height(asked, width) for width in range(300, 1400)]
    assert min(gaps) > -8, "the spare pixels of the height"
    assert max(gaps) < 75 and sum(gaps) / len(gaps) < 30
    assert len(css) < 600


def test_a_compact_embed_has_one_height(snapshot):
    assert css_height(pasted("car", {"compact": "1"}, snapshot)) == ""


@given(
    st.lists(
        st.tuples(st.integers(0, 400), st.integers(0, 3000)),
        min_size=1,
        max_size=40,
        unique_by=lambda p: p[0],
    )
)
def test_no_point_is_over_the_line(points):
    points = sorted(points)
    start, slope = line_over(points)
    over = [start + slope * width - tall for width, tall in points]
    assert min(over) >= -1e-6 * 3000 and min(over) < 1e-6 * 3000, "it touches one"


@given(st.text(alphabet="ab wW中 ", max_size=200), st.floats(40, 600), st.floats(9, 30))
def test_lines_are_counted_as_they_are_broken(text, width, size):
    text = " ".join(text.split())
    assert line_count(text, width, size) == len(wrapped(text, width, size, most=1000))
