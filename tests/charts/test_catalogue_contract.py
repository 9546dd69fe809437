"""What every surface relies on, for the charts drawn here, in every look."""

from __future__ import annotations

import math
import re
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.charts import timeline
from components.charts.catalogue import CATALOGUE
from components.charts.kit.look import Look
from components.charts.kit.theme import DIRECTION_COLOURS, PAPER, company_colour, legible
from components.charts.timeline.study import shown_events
from tests.charts.reading import drawn

MODULES = list(CATALOGUE.values())
LOOKS = [Look(theme, size) for theme in ("light", "dark") for size in ("wide", "phone")]


@pytest.fixture(
    scope="module",
    params=[(m, look) for m in MODULES for look in LOOKS],
    ids=lambda p: f"{p[0].SLUG}-{p[1].theme}-{p[1].size}",
)
def chart(request, snapshot):
    """Built once for all that is asked of it, which only reads."""
    module, look = request.param
    return module.build(snapshot, module.example(snapshot), look)


def numbers(value: Any):
    if isinstance(value, dict):
        for item in value.values():
            yield from numbers(item)
    elif isinstance(value, list):
        for item in value:
            yield from numbers(item)
    elif isinstance(value, float):
        yield value


def test_plotly_accepts_every_property(chart):
    go.Figure(chart.figure.to_dict())


def test_no_title_inside_and_a_transparent_background(chart):
    layout = drawn(chart)["layout"]
    assert "title" not in layout
    assert (
        layout["template"]["layout"]["paper_bgcolor"]
        == layout["template"]["layout"]["plot_bgcolor"]
        == "rgba(0,0,0,0)"
    )


def test_no_number_of_the_picture_is_missing_or_infinite(chart):
    figure = drawn(chart)
    for trace in figure["data"]:
        assert all(
            math.isfinite(n) for n in numbers({k: trace.get(k, []) for k in ("x", "y", "open", "close")})
        )
        assert trace["type"] in ("scatter", "candlestick", "bar")
        if trace["type"] == "scatter":
            assert len(trace["x"]) == len(trace["y"]) > 0


def test_text_is_never_under_11_pixels(chart):
    figure = drawn(chart)
    sizes = [a["font"]["size"] for a in figure["layout"]["annotations"] if "font" in a]
    sizes += [figure["layout"]["template"]["layout"]["font"]["size"]]
    assert min(sizes) >= 11


def test_a_tick_in_per_cent_says_the_level_that_it_marks(chart):
    if chart.slug == "share-of-fall":  # whose axis is logarithmic
        return
    layout = drawn(chart)["layout"]
    for axis in (layout[name] for name in layout if name[1:].startswith("axis")):
        for level, text in zip(axis.get("tickvals") or (), axis.get("ticktext") or (), strict=False):
            if re.fullmatch(r"[+−]?[\d.]+%", text):
                assert float(text[:-1].replace("−", "-")) == pytest.approx(100 * level, abs=1e-6)


def test_event_markers_carry_their_id(chart, snapshot):
    for trace in drawn(chart)["data"]:
        if trace.get("mode") == "markers" and trace.get("hoverinfo") != "skip":
            assert len(trace["customdata"]) == len(trace["x"])
            assert all(data[0] in snapshot.events.index for data in trace["customdata"])


def test_words_sources_and_table_travel_with_it(chart, snapshot):
    assert chart.title and chart.subtitle and len(chart.alt) > 80 and chart.sources and len(chart.table)
    assert chart.data_version == snapshot.version and chart.through == snapshot.last_session.date()
    assert (
        "None" not in chart.alt
        and "nan" not in chart.alt.lower().replace("finan", "")
        and "NaT" not in chart.alt
    )
    assert chart.params.query() == type(chart.params).parse(chart.params.query(), snapshot).query()


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.SLUG)
def test_it_says_what_it_cannot_show(module):
    assert module.CANNOT.endswith(".") and module.CANNOT[0].isupper()


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.SLUG)
def test_a_phone_and_a_wide_chart_say_the_same(snapshot, module):
    wide, phone = (
        module.build(snapshot, module.example(snapshot), Look(size=size)) for size in ("wide", "phone")
    )
    assert (wide.title, wide.alt, wide.notes) == (phone.title, phone.alt, phone.notes) and wide.table.equals(
        phone.table
    )


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.SLUG)
def test_building_twice_gives_the_same_picture_and_spares_the_first(snapshot, module):
    first = module.build(snapshot, module.example(snapshot))
    before = first.figure.to_json()
    second = module.build(snapshot, module.example(snapshot))
    second.figure.layout.height = 99
    second.figure.data[0].name = "changed"
    assert (
        first.figure.to_json() == before == module.build(snapshot, module.example(snapshot)).figure.to_json()
    )


def _queries(snapshot):
    return st.fixed_dictionaries(
        {},
        optional={
            "event": st.sampled_from(list(snapshot.events.index)),
            "company": st.lists(st.sampled_from(list(snapshot.companies.index)), min_size=1, max_size=3).map(
                ",".join
            ),
            "type": st.lists(
                st.sampled_from(sorted(set(snapshot.events["type"]))), min_size=1, max_size=3
            ).map(",".join),
            "direction": st.sampled_from(["tightening", "easing", "tightening,neutral"]),
            "severity": st.integers(1, 5).map(str),
            "from": st.dates(snapshot.prices["date"].min().date(), snapshot.events["date"].max().date()).map(
                str
            ),
            "price": st.sampled_from(["rebased", "traded", "total"]),
            "style": st.sampled_from(["line", "candlestick"]),
            "log": st.sampled_from(["0", "1"]),
            "confounders": st.sampled_from(["0", "1"]),
            "listing": st.sampled_from(["hk", "us", "both"]),
        },
    )


@settings(max_examples=60)
@given(data=st.data())
def test_any_valid_view_of_the_timeline_draws_and_reopens(snapshot, data):
    query = data.draw(_queries(snapshot))
    params = timeline.Params.parse(query, snapshot)
    assert timeline.Params.parse(params.query(), snapshot) == params
    chart = timeline.build(snapshot, params, data.draw(st.sampled_from(LOOKS)))
    go.Figure(chart.figure.to_dict())
    assert chart.title and chart.alt
    shown = [c[0] for t in drawn(chart)["data"] for c in t.get("customdata", [])]
    assert sorted(shown) == sorted(shown_events(snapshot, params).index)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_stand_out_from_the_paper(snapshot, theme):
    look = Look(theme)
    for colour in DIRECTION_COLOURS[theme].values():
        assert _contrast(colour, PAPER[theme]) >= 3
    for company in snapshot.companies.index:
        assert _contrast(company_colour(snapshot, company, look), PAPER[theme]) >= 3
        assert _contrast(legible(company_colour(snapshot, company, look), look), PAPER[theme]) >= 4.5


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance, straight from the text of the standard."""
    light = []
    for colour in (one, other):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        light.append(0.2126 * r + 0.7152 * g + 0.0722 * b)
    return (max(light) + 0.05) / (min(light) + 0.05)
