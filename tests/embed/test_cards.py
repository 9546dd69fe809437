"""Cards for feeds: what is on them is told whole, in few words."""

import xml.etree.ElementTree as ET

import pytest

from components.charts import catalogue
from components.charts.kit.look import Look
from components.embed.card import card_figure, laid_out
from components.embed.request import read

SVG = "{http://www.w3.org/2000/svg}"
OWN = (
    "impact",
    "impact-scatter",
    "aftermath",
    "share-of-fall",
    "regression",
    "patterns",
    "robustness",
    "clustering",
    "around",
)
"""Charts that lay themselves out for a card."""


def words_on(slug, snapshot):
    svg = read(slug, catalogue.CATALOGUE[slug].example(snapshot).query(), snapshot).card("light").svg
    return [" ".join("".join(one.itertext()).split()) for one in ET.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize(
    "slug, told",
    [
        ("timeline", ["Alibaba ", "Tencent ", "Meituan "]),
        ("market-value", ["Alibaba −", "Tencent −", "Meituan −", "Together −"]),
        ("compare", ["−24.4%", "−15.0%", "−0.7%", "+9.1%"]),
        ("share-of-fall", ["Alibaba campaign", "Tencent campaign", "Meituan campaign", "−52%"]),
        ("impact", ["+25.8% Alibaba NY", "moves between are not drawn"]),
        ("impact-scatter", ["2.1%", "6.0%", "severity 1", "severity 5"]),
        ("aftermath", ["after 1 session", "after 60 sessions"]),
        ("clustering", ["r 0.29; event days 0.58"]),
        ("counterfactual", ["outside tech ", "its index ", "Tencent ", "+20"]),
    ],
)
def test_a_card_keeps_the_labels_that_tell_it(snapshot, slug, told):
    """Labels that lie on one another are left out when a card is drawn: these must not be among them."""
    said = words_on(slug, snapshot)
    for words in told:
        assert any(words in one for one in said), (words, said)


def test_a_card_of_many_panels_shows_those_that_stand_out_with_their_names(snapshot):
    said = words_on("patterns", snapshot)
    heads = [one for one in said if one.endswith("events")]
    assert len(heads) == 4 and any(one.startswith("Relief") for one in heads)
    assert any(one.startswith("Meeting") for one in heads)


@pytest.mark.parametrize("slug", OWN)
def test_a_chart_laid_out_for_a_card_fits_it(snapshot, slug):
    params = catalogue.CATALOGUE[slug].example(snapshot)
    for theme in ("light", "dark"):
        chart = catalogue.build(slug, snapshot, params, Look(theme, "phone", card=True))
        assert laid_out(chart.figure.layout.height)
    usual = catalogue.build(slug, snapshot, params, Look("light", "phone"))
    assert chart.title == usual.title and chart.table.equals(usual.table), "a look says nothing else"


def test_names_at_the_ends_of_lines_stand_apart():
    ends = [
        {"x": 1, "xref": "paper", "xanchor": "left", "yref": "y", "y": y, "yshift": 40, "font": {"size": 12}}
        for y in (10, 11, 90)
    ]
    layout = {"height": 240, "margin": {"t": 20, "b": 20}, "yaxis": {"range": [0, 100]}, "annotations": ends}
    figure = card_figure({"data": [{"x": [1], "y": [1]}], "layout": layout})
    places = [one["y"] * 2 + one["yshift"] for one in figure["layout"]["annotations"]]
    assert places[1] - places[0] >= 15 and abs(places[2] - 180) < 0.1


@pytest.mark.parametrize("width, names", [(1200, ["left", "right"]), (300, ["left"])])
def test_a_narrow_card_has_one_panel_with_its_own_words_over_its_whole_width(width, names):
    figure = card_figure(
        {
            "data": [{"x": [1], "y": [1]}, {"x": [1], "y": [1], "xaxis": "x2", "yaxis": "y2"}],
            "layout": {
                "width": width,
                "xaxis": {"domain": [0, 0.45]},
                "xaxis2": {"domain": [0.55, 1]},
                "yaxis": {},
                "yaxis2": {"anchor": "x2"},
                "annotations": [
                    {"text": "left", "xref": "paper", "x": 0.45, "yref": "paper", "y": 1},
                    {"text": "right", "xref": "paper", "x": 1, "yref": "paper", "y": 1},
                ],
                "shapes": [
                    {"xref": name, "x0": 1, "x1": 1, "yref": "paper", "y0": 0} for name in ("x", "x2")
                ],
            },
        },
        as_it_is=True,
    )
    assert [one["text"] for one in figure["layout"]["annotations"]] == names
    assert len(figure["data"]) == len(figure["layout"]["shapes"]) == len(names)
    end = 1 if width == 300 else 0.45
    assert figure["layout"]["xaxis"]["domain"][1] == end
    assert figure["layout"]["annotations"][0]["x"] == pytest.approx(end)
