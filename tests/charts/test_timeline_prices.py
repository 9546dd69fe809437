"""The timeline's lines: rebasing, total return, gaps, late listings, candlesticks."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from components.charts import timeline
from components.charts.kit.lines import Line
from components.charts.timeline.study import candles_possible
from components.params import BadParam
from tests.altered import altered
from tests.charts.reading import drawn, line

TABLES = Path(__file__).parents[2] / "data" / "tables" / "prices"


def closes(symbol: str, column: str = "close") -> dict[str, float]:
    """Straight from the table, by another road than the snapshot."""
    with open(TABLES / f"{symbol}.csv", encoding="utf-8") as file:
        return {row["date"]: float(row[column]) for row in csv.DictReader(file) if row[column]}


@pytest.mark.parametrize("symbol", ["9988.HK", "0700.HK", "3690.HK"])
@pytest.mark.parametrize(("view", "column"), [("rebased", "close"), ("total", "adj_close")])
def test_rebased_lines_are_100_on_the_first_session_shown(snapshot, symbol, view, column):
    chart = timeline.build(
        snapshot, timeline.Params(from_=date(2021, 3, 13), to=date(2022, 3, 31), price=view)
    )
    drawn_line, table = line(chart, symbol), closes(symbol, column)
    assert drawn_line["x"][0] == "2021-03-15" and drawn_line["y"][0] == 100  # the 13th is a Saturday
    for day, value in zip(drawn_line["x"], drawn_line["y"], strict=True):
        assert value == pytest.approx(table[day] / table["2021-03-15"] * 100, abs=0.006)
    assert drawn_line["x"] == sorted(d for d in table if "2021-03-13" <= d <= "2022-03-31")
    assert "15 March 2021 = 100" in chart.subtitle


def test_as_traded_is_the_table(snapshot):
    drawn_line, table = (
        line(timeline.build(snapshot, timeline.Params(price="traded")), "0700.HK"),
        closes("0700.HK"),
    )
    assert dict(zip(drawn_line["x"], drawn_line["y"], strict=True)) == {
        d: pytest.approx(v, abs=0.006) for d, v in table.items() if d >= "2020-07-01"
    }


@pytest.fixture
def gap(snapshot):
    """The record without Alibaba's Hong Kong close of 15 January 2024."""
    prices = snapshot.prices
    lost = (prices["symbol"] == "9988.HK") & (prices["date"] == "2024-01-15")
    return altered(snapshot, prices=prices[~lost])


def test_a_missing_close_is_neither_zero_nor_a_point(gap):
    chart = timeline.build(gap, timeline.Params(from_=date(2024, 1, 8), to=date(2024, 1, 22)))
    drawn_line = line(chart, "9988.HK")
    assert "2024-01-15" not in drawn_line["x"] and "2024-01-16" in drawn_line["x"]
    assert min(drawn_line["y"]) > 50
    row = chart.table.set_index("date").loc["2024-01-15"]
    assert np.isnan(row["9988.HK"]) and row["0700.HK"] > 0


def test_a_period_that_starts_on_a_missing_close_is_based_on_the_next(gap):
    drawn_line = line(timeline.build(gap, timeline.Params(from_=date(2024, 1, 15))), "9988.HK")
    assert (drawn_line["x"][0], drawn_line["y"][0]) == ("2024-01-16", 100)


def test_a_share_listed_later_starts_at_100_on_its_own_day_and_the_note_says_so(snapshot):
    chart = timeline.build(snapshot, timeline.Params(company=("Tencent", "Kuaishou")))
    drawn_line = line(chart, "1024.HK")
    assert (drawn_line["x"][0], drawn_line["y"][0]) == ("2021-02-05", 100)
    assert any("Kuaishou on 5 February 2021" in note for note in chart.notes)
    assert not any("Tencent on" in note for note in chart.notes)


def test_a_company_without_prices_in_the_period_is_named(snapshot):
    chart = timeline.build(snapshot, timeline.Params(company=("Tencent", "Kuaishou"), to=date(2020, 12, 31)))
    assert "No prices of Kuaishou in this period." in chart.notes


def test_both_markets_of_alibaba_are_told_apart(snapshot):
    chart = timeline.build(snapshot, timeline.Params(company=("Alibaba",), listing="both"))
    hong_kong, new_york = line(chart, "9988.HK"), line(chart, "BABA")
    assert (hong_kong["line"]["dash"], new_york["line"]["dash"]) == ("solid", "dot") and hong_kong["line"][
        "color"
    ] == new_york["line"]["color"]


def test_candlesticks_for_one_company_and_a_short_period(snapshot):
    params = timeline.Params(
        company=("Meituan",),
        style="candlestick",
        price="traded",
        from_=date(2021, 4, 1),
        to=date(2021, 6, 30),
    )
    assert candles_possible(snapshot, params)
    trace = line(timeline.build(snapshot, params), "3690.HK")
    table = {field: closes("3690.HK", field) for field in ("open", "high", "low", "close")}
    assert trace["type"] == "candlestick"
    for field, known in table.items():
        assert trace[field] == [pytest.approx(known[day], abs=1e-3) for day in trace["x"]]


@pytest.mark.parametrize(
    ("params", "words"),
    [
        (
            timeline.Params(style="candlestick", from_=date(2021, 4, 1), to=date(2021, 5, 1)),
            "one company at a time",
        ),
        (timeline.Params(style="candlestick", company=("Meituan",)), "up to 180 sessions"),
        (
            timeline.Params(
                style="candlestick", company=("Baidu",), from_=date(2021, 4, 1), to=date(2021, 5, 1)
            ),
            "Only closes are on record",
        ),
    ],
)
def test_candlesticks_that_cannot_be_drawn_fall_back_to_a_line_and_say_why(snapshot, params, words):
    chart = timeline.build(snapshot, params)
    assert {trace["type"] for trace in drawn(chart)["data"]} == {"scatter"} and any(
        words in note for note in chart.notes
    )
    assert not candles_possible(snapshot, params)


def test_title_states_the_deepest_fall_of_the_lines_shown(snapshot):
    deepest = 0.0
    for symbol in ("9988.HK", "0700.HK", "3690.HK"):
        peak = 0.0
        for day, close in sorted(closes(symbol).items()):
            if day >= "2020-07-01":
                peak = max(peak, close)
                deepest = min(deepest, close / peak - 1)
    directions = snapshot.events["direction"].tolist()
    title = timeline.build(snapshot, timeline.Params()).title
    assert title.startswith(f"Alibaba, Tencent and Meituan lost up to {-deepest:.0%} from their peaks")
    assert (
        f"{directions.count('tightening')} tightening and {directions.count('easing')} easing events" in title
    )


def test_alt_states_where_each_line_starts_ends_and_turns(snapshot):
    alt = timeline.build(snapshot, timeline.Params()).alt
    shown = {d: v for d, v in closes("0700.HK").items() if d >= "2020-07-01"}
    base, last = shown[min(shown)], shown[max(shown)]
    high = max(shown, key=shown.get)
    when = date.fromisoformat(high)
    assert (
        f"Tencent in Hong Kong goes from 100.0 to {last / base * 100:.1f}, with a high of "
        f"{shown[high] / base * 100:.1f} on {when.day} {when:%B %Y}"
    ) in alt
    months = snapshot.events["date"].dt.strftime("%B %Y").value_counts()
    assert f"{months.index[0]} with {months.iloc[0]}" in alt


def test_fall_is_from_a_peak_to_a_later_trough():
    values = np.array([50.0, 100.0, 80.0, 120.0, 30.0, 60.0])
    days = pd.date_range("2021-01-04", periods=6).to_numpy()
    fall, peak, trough = Line("X", "X", "X", "XHKG", "HKD", days, values, True).fall
    assert (fall, peak, trough) == (pytest.approx(-0.75), 3, 4)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"from": "2022-01-01", "to": "2021-01-01"}, "from"),
        ({"from": "2031-01-01"}, "from"),
        ({"to": "2019-01-01"}, "to"),
        ({"price": "euro"}, "price"),
        ({"severity": "9"}, "severity"),
        ({"company": "Nokia"}, "company"),
    ],
)
def test_bad_parameters_are_named(snapshot, query, name):
    with pytest.raises(BadParam) as caught:
        timeline.Params.parse(query, snapshot)
    assert caught.value.name == name
    params, problems = timeline.Params.parse_leniently(query, snapshot)
    assert problems and timeline.build(snapshot, params)


def test_an_index_that_starts_on_a_price_of_exactly_100_is_still_an_index(snapshot):
    day = next(d for d, close in sorted(closes("3690.HK").items()) if close == 100)
    chart = timeline.build(snapshot, timeline.Params(company=("Meituan",), from_=date.fromisoformat(day)))
    assert "HK$" not in chart.alt and line(chart, "3690.HK")["y"][0] == 100
