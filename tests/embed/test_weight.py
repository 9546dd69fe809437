"""What an embed weighs on its way, and what is left of a long line for readers."""

import itertools
import json

import brotli
import pytest

from components.embed.readings import NEAR, as_json, series_of

BUDGET = 40_000
"""Bytes of the whole page, compressed as it is served, before anybody touches it."""


def test_an_embed_keeps_its_budget(client, slug, example):
    page = client.get(f"/embed/{slug}", params=example).content
    assert len(brotli.compress(page, quality=10)) < BUDGET


@pytest.fixture(scope="module")
def line():
    """A line of 900 days that jumps: drawn at half a pixel a day in one drawing, at a quarter in another."""
    days = list(range(18_000, 18_900))
    values = [100.0 + (i * 37) % 11 + (50 if i == 321 else 0) for i in range(900)]
    figure = {"data": [{"name": "A", "hovertemplate": "%{y:,.1f} %{x|%-d}"}], "layout": {}}

    def drawn(across, down):
        measured = {
            "curve": 0,
            "at": range(900),
            "x": days,
            "y": values,
            "dates": True,
            "line": [-across * 18_000, across, 300.0, -down],
        }
        return series_of(figure, [measured])

    return values, drawn


def test_a_long_line_is_read_wherever_a_pointer_tells_its_points_apart(line):
    values, drawn = line
    told = json.loads(as_json({"phone": drawn(0.25, 0.5), "wide": drawn(0.5, 1.0)}))
    (wide,), (phone,) = told["wide"], told["phone"]
    assert wide["x"] == phone["x"] and wide["y"] == phone["y"], "one list for both drawings"
    unit, *steps = told["kept"][wide["x"]]
    places = [day - 18_000 for day in itertools.accumulate(steps)]
    unit, *steps = told["kept"][wide["y"]]
    read = dict(zip(places, (unit * whole for whole in itertools.accumulate(steps)), strict=True))
    assert {0, 321, 899} <= set(read) and len(read) < 900
    assert all(abs(values[place] - value) < 0.051 for place, value in read.items()), "true values"
    for place, value in enumerate(values):
        before = max(one for one in read if one <= place)
        apart = ((place - before) * 0.5) ** 2 + (value - values[before]) ** 2
        assert place in read or apart < NEAR**2
