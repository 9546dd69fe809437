"""Views at the edges: long windows, single moves, short periods, companies without share counts."""

from __future__ import annotations

import re

import pytest

from components.charts import catalogue, event_window, impact, market_value, timeline
from components.charts.impact import figure as impact_figure
from components.charts.impact import words as impact_words
from components.charts.impact.study import Ranking, ranked
from components.charts.kit.labels import text_width
from components.charts.kit.look import Look
from components.params import BadParam

MEETING = "2021-03-15-xi-chairs-cfeac-on-platforms"


def test_the_longest_window_has_its_expected_path(snapshot):
    """The path sets out from the close before the window, which lies before the first day shown."""
    chart = event_window.build(
        snapshot,
        event_window.Params(event=MEETING, window=(-30, 60), model="mean-adjusted", clean_estimation=False),
    )
    assert "91 sessions" in chart.title and "beyond its own average" in chart.title
    assert sum(trace.name.endswith(", expected") for trace in chart.figure.data) == 4
    assert all(axis.tickangle == 0 for axis in chart.figure.select_xaxes())


@pytest.mark.parametrize("since", [None, "2020-01-01", "2023-01-03"])
def test_a_company_without_a_share_count_is_named(snapshot, since):
    with pytest.raises(BadParam, match="Kuaishou.*no total share count"):
        market_value.build(
            snapshot,
            market_value.Params.parse(
                {"company": "Kuaishou"} | ({"counted_from": since} if since else {}), snapshot
            ),
        )


def test_a_single_move_is_not_one_of_many(snapshot):
    one = impact.build(
        snapshot, impact.Params.parse({"clean": "1", "window": "-30,60", "company": "Meituan"}, snapshot)
    )
    many = impact.build(snapshot, impact.Params())
    assert one.title.startswith(
        "The only move is not clearly beyond chance: Meituan’s, 24.2% below expectation"
    )
    assert "expectation" in many.title and " of 690 moves" in many.title


def test_a_fall_within_a_month_is_said_to_be_in_it(snapshot):
    chart = timeline.build(
        snapshot,
        timeline.Params.parse({"company": "Pinduoduo", "from": "2021-03-01", "to": "2021-05-01"}, snapshot),
    )
    assert "in March 2021;" in chart.title and "between" not in chart.title


def test_candlesticks_say_what_they_are(snapshot):
    query = {"company": "Alibaba", "from": "2021-03-01", "to": "2021-05-01", "price": "traded"}
    assert chart_subtitle(snapshot, query).startswith("Closing prices as traded")
    assert "hollow: closed above the opening" in chart_subtitle(snapshot, query | {"style": "candlestick"})


def chart_subtitle(snapshot, query):
    return timeline.build(snapshot, timeline.Params.parse(query, snapshot)).subtitle


def test_names_beside_wide_intervals_stay_inside_the_picture(snapshot):
    """Few pairs with intervals that fill the width: the axis gives way to the names."""
    shown = ranked(snapshot, impact.Params()).query("abs(car) < 0.01").head(5)
    layout = impact_figure.draw(snapshot, Ranking.of(shown).pairs, Look()).layout
    low, high = layout["xaxis"]["range"]
    for note in layout["annotations"]:
        room = (high - note["x"]) if note["xanchor"] == "left" else (note["x"] - low)
        text = re.sub("<[^>]*>", "", note["text"])
        assert 5 + text_width(text, note["font"]["size"]) <= room / (high - low) * 940 + 8, text


def test_no_move_beyond_chance_is_said_in_words(snapshot):
    pairs = ranked(snapshot, impact.Params()).query("abs(car) < 0.002 and p > 0.05")
    assert ", none went further" in impact_words.finding(Ranking.of(pairs))


def test_a_title_speaks_of_the_companies_asked_for(snapshot):
    """Whatever the chart: it names them itself, or is led by their names."""
    asked = ("Tencent", "Kuaishou")
    for slug, room in catalogue.CATALOGUE.items():
        for company in asked if "company" in room.Params.names() else ():
            if (slug, company) == ("market-value", "Kuaishou"):
                continue  # no share count, and so no chart
            chart = catalogue.build(slug, snapshot, {"company": company})
            assert company in chart.title, chart.title
    both = catalogue.build("fatigue", snapshot, {"company": list(asked)})
    assert both.title.startswith("Tencent and Kuaishou: the median move")


def test_a_share_without_a_whole_window_is_told_as_far_as_it_goes(snapshot):
    """37.8 on the session before the window, 34.42 on the last on record: no window, but a move."""
    after = "2026-08-20-alibaba-june-quarter-results"
    for slug in ("event-window", "car"):
        chart = catalogue.build(slug, snapshot, {"event": after, "company": "Kuaishou"})
        assert chart.title.endswith("Kuaishou in Hong Kong −8.9% by day 0, so far")
        assert len(chart.figure.data)
    early = catalogue.build("event-window", snapshot, {"company": "Kuaishou"})
    assert early.title.endswith("no price of Kuaishou over these sessions")
    run_up = catalogue.build("run-up", snapshot, {"company": "Kuaishou"})
    assert run_up.title == "No price of Kuaishou before the news of 24 December 2020"
