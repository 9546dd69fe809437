"""Why moves differ: the chart, its words and the served table tell one regression."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.charts import why_differ
from components.charts.kit.look import DEFAULT_LOOK, Look
from components.charts.why_differ.words import points, rank
from components.http import data_routes
from components.study.event_traits import BASELINE, TOLD
from tests.charts.reading import drawn


def build(snapshot, look=DEFAULT_LOOK, **query):
    return why_differ.build(snapshot, why_differ.Params.parse(query, snapshot), look)


@pytest.mark.parametrize("outcome", ["move", "size"])
def test_chart_and_served_table_are_one(snapshot, outcome):
    client = TestClient(Starlette(routes=data_routes.ROUTES))
    answer = client.get("/data/regression.csv", params={"outcome": outcome, "window": "0,1"})
    served = pd.read_csv(io.BytesIO(answer.content), dtype={"level": str, "baseline": str})
    table = build(snapshot, outcome=outcome, window="0,1").table
    assert len(table) > 20
    pd.testing.assert_frame_equal(
        served, table.reset_index(drop=True), check_dtype=False, rtol=1e-9, check_names=False
    )


def test_every_told_level_is_drawn_where_its_number_is(snapshot):
    chart = build(snapshot)
    told = chart.table[chart.table["status"] == TOLD]
    figure = drawn(chart)
    (dots,) = figure["data"]
    assert dots["x"] == pytest.approx(list(told["coef"]), abs=1e-6)
    lines = [shape for shape in figure["layout"]["shapes"] if shape["type"] == "line"][1:]
    assert [line["x0"] for line in lines] == pytest.approx(list(told["ci_low"]))
    assert [line["x1"] for line in lines] == pytest.approx(list(told["ci_high"]))
    assert [line["y0"] for line in lines] == dots["y"]
    outside = (told["coef"] < told["moved_low"]) | (told["coef"] > told["moved_high"])
    assert [symbol == "diamond" for symbol in dots["marker"]["symbol"]] == list(outside)
    assert outside.any() and not outside.all()


def test_what_each_level_is_compared_with_is_written_over_it(snapshot):
    chart = build(snapshot)
    said = " ".join(a["text"] for a in drawn(chart)["layout"]["annotations"])
    for words in ("compared with tightening", "compared with 3 notable", "compared with Alibaba"):
        assert words in said.replace("</b>", "")
    baselines = chart.table[chart.table["status"] == BASELINE]
    assert len(baselines) == 5 and baselines["coef"].isna().all()


def test_alt_text_holds_every_number(snapshot):
    chart = build(snapshot, outcome="size")
    for row in chart.table[chart.table["status"] == TOLD].itertuples():
        assert f"{points(row.coef)} ({points(row.ci_low)} to {points(row.ci_high)})" in chart.alt
    assert rank(0, 114) == "none of 114 moved calendars as far"


def test_the_limits_are_said_in_words(snapshot):
    said = " ".join(build(snapshot).notes)
    for words in ("judged with the reaction in view", "may stand behind any difference", "gravest lends"):
        assert words in said
    few = build(snapshot, company="Meituan")
    assert "on fewer than 5 event days" in " ".join(few.notes)


@pytest.mark.parametrize(
    ("query", "words"),
    [({"type": "penalty"}, "event days cannot tell"), ({"q": "zzzz"}, "No event fits")],
)
@pytest.mark.parametrize("size", ["wide", "phone"])
def test_too_few_events_are_a_sentence_in_the_picture_s_place(snapshot, query, words, size):
    chart = build(snapshot, Look(size=size), **query)
    assert "Too few events" in chart.title and words in chart.alt
    assert "Too few events" in drawn(chart)["layout"]["annotations"][0]["text"] and chart.table.empty


def test_too_few_events_are_a_sentence_over_http(snapshot):
    client = TestClient(Starlette(routes=data_routes.ROUTES))
    answer = client.get("/data/regression.json?events=2021-04-10-alibaba-fined-18-2bn")
    assert answer.status_code == 404
    assert answer.json()["error"] == "No trait has two levels on at least 5 event days each."
    assert client.get("/data/regression.csv?outcome=rank").status_code == 400
