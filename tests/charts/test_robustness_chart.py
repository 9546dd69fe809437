"""The chart of other ways to measure a move: it counts what the table holds, and says what it cannot."""

from __future__ import annotations

import pytest

from components.charts import robustness
from components.charts.kit.look import Look
from components.language import percent
from components.study import run_study
from components.study.robustness import COLUMNS

FINE = "2021-04-10-alibaba-fined-18-2bn"


@pytest.fixture(scope="module")
def chart(snapshot):
    return robustness.build(snapshot, robustness.Params(event=FINE, symbol="9988.HK"))


def test_title_alt_and_table_count_the_same_ways(snapshot, chart):
    used = chart.table.query("status == 'used'")
    pair = run_study(snapshot).pair(FINE, "9988.HK")
    same = used[(used["p"] < 0.05) & (used["car"] > 0)]
    count = f"in {len(same)} of {len(used)}"
    assert count in chart.title and f"{count}." in chart.alt
    assert percent(pair["car"], signed=True) in chart.title and "clearly a rise" in chart.title
    assert set(COLUMNS) <= set(chart.table.columns) and set(chart.table["event_id"]) == {FINE}


def test_the_picture_is_the_table(chart):
    used = chart.table.query("status == 'used'").reset_index(drop=True)
    by_name = {trace.name: trace for trace in chart.figure.data}
    curve = by_name["abnormal return"]
    assert list(curve.y) == pytest.approx(list(used["car"].round(4)))
    usual = by_name["usual method"]
    assert list(usual.x) == [int(used.index[used["default"]][0])]
    drawn = {name: len(by_name[f"95% intervals, {name}"].x) / 3 for name in ("clear", "not clear")}
    assert drawn == {"clear": used["stands"].sum(), "not clear": (~used["stands"].astype(bool)).sum()}


def test_each_row_of_a_choice_counts_its_own_ways(snapshot, chart):
    used = chart.table.query("status == 'used'")
    for model, words in (("controls", "Shares outside tech"), ("mean-adjusted", "Mean-adjusted")):
        rows = used[used["model"] == model]
        assert f"{words}: {rows['stands'].sum()} of {len(rows)} (" in chart.alt
    day0 = used[(used["window_start"] == 0) & (used["window_end"] == 0)]
    assert f"day 0 alone: {day0['stands'].sum()} of {len(day0)} (" in chart.alt
    lost = chart.table[chart.table["status"] != "used"]
    assert f"{len(lost)} ways without numbers" in " ".join(chart.notes)


@pytest.mark.parametrize("look", [Look(), Look(theme="dark", size="phone")])
def test_no_numbers_is_a_sentence(snapshot, look):
    early = snapshot.events.index[0]  # before Kuaishou was listed
    chart = robustness.build(snapshot, robustness.Params(event=early, symbol="1024.HK"), look)
    assert "cannot be measured" in chart.title and "None has numbers" in chart.alt
    assert chart.figure.layout.annotations[0].text and not chart.notes[0].startswith("The ways")


def test_where_the_usual_method_has_no_number_the_others_are_still_drawn(snapshot):
    late = "2026-08-20-alibaba-june-quarter-results"
    chart = robustness.build(snapshot, robustness.Params(event=late, symbol="9988.HK"))
    used = chart.table.query("status == 'used'")
    assert 0 < len(used) < len(chart.table) and not used["default"].any()
    assert "no number by the usual method" in chart.title and "coloured" not in chart.subtitle
    assert "usual method has no number" in chart.alt and "nan" not in chart.alt
