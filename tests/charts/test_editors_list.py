"""What a graphics editor asked for: everything drawn is named, and nobody is named twice."""

from __future__ import annotations

import pytest

from components.charts import catalogue
from components.charts.compare.figure import PALETTE
from components.charts.kit import theme
from components.charts.kit.look import Look

MUSIC = "2021-07-24-tencent-music-exclusive-rights"


def example(slug, snapshot, size="phone"):
    return catalogue.build(slug, snapshot, catalogue.CATALOGUE[slug].example(snapshot), Look("light", size))


def test_a_publisher_that_the_record_names_in_two_ways_is_named_once(snapshot):
    publishers = snapshot.sources.loc[snapshot.sources["event_id"] == MUSIC, "publisher"]
    assert {"SCMP", "South China Morning Post"} & set(publishers)
    line = catalogue.build("car", snapshot, {"event": MUSIC}).source_line
    assert "SCMP" not in line and line.count("South China Morning Post") == 1


def test_events_have_colours_of_their_own(snapshot):
    taken = {colour.lower() for colour in snapshot.companies["colour"]}
    for colours in theme.DIRECTION_COLOURS.values():
        taken |= set(colours.values())
    assert not taken & set(PALETTE)
    lines = [trace.line.color for trace in example("compare", snapshot).figure.data]
    assert len(set(lines)) == len(lines) >= 3 and not taken & set(lines)


def test_the_ringed_event_is_named(snapshot):
    names = [trace.name for trace in example("clustering", snapshot).figure.data]
    assert "ringed: Alibaba probe" in names


def test_the_bars_and_figures_of_the_swarms_are_explained(snapshot):
    said = example("impact-scatter", snapshot).subtitle
    assert "Bars: the median" in said and "Figures above" in said


@pytest.mark.parametrize("slug", ["timeline", "impact", "impact-scatter"])
@pytest.mark.parametrize("size", ["wide", "phone"])
def test_hollow_marks_are_explained_at_every_width(snapshot, slug, size):
    figure = example(slug, snapshot, size).figure
    words = [one.text for one in figure.layout.annotations] + [trace.name for trace in figure.data]
    assert any(word and ("Hollow" in word or "Other shock" in word) and "<b>" not in word for word in words)
