"""The lesson's charts: what is drawn equals the study, and a computation of its own."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from components.charts import abnormal, around, clustering, placebo, regression, returns
from components.charts.around.study import MOST
from components.charts.clustering.study import couples
from components.charts.kit.look import Look
from components.charts.kit.one_share import share_study
from components.study import StudySpec, run_study
from tests.charts.reading import drawn

MODULES = (returns, regression, abnormal, placebo, clustering, around)
EVENT, SYMBOL = "2020-12-24-samr-opens-alibaba-probe", "9988.HK"
TOO_FEW = "2021-08-27-algorithm-rules-draft"
LOOKS = [Look(), Look("dark"), Look(size="phone"), Look(large=True)]


def trace(chart, name):
    return next(one for one in drawn(chart)["data"] if one.get("name", "").endswith(name))


@pytest.mark.parametrize(
    ("event", "symbol", "benchmark", "clean"),
    [
        (EVENT, SYMBOL, None, True),
        (EVENT, "BABA", None, True),
        ("2024-09-24-stimulus-package", "3690.HK", "GSPC", False),
    ],
)
def test_the_line_is_that_of_statsmodels(snapshot, event, symbol, benchmark, clean):
    params = regression.Params(
        event=event, symbol=symbol, benchmark=benchmark, clean_estimation=clean, alpha="ols"
    )
    chart = regression.build(snapshot, params)
    dots = chart.table[chart.table["part"] == "fitted"]
    assert (dots["day"].min() >= -130) and (dots["day"].max() <= -11)
    fit = sm.OLS(dots["return"].to_numpy(), sm.add_constant(dots["index_return"].to_numpy())).fit()
    line = next(one for one in drawn(chart)["data"] if one.get("name", "").startswith("expected ="))
    np.testing.assert_allclose(line["y"], fit.params[0] + fit.params[1] * np.array(line["x"]), atol=1e-6)
    np.testing.assert_allclose(
        chart.table["expected_return"],
        fit.params[0] + fit.params[1] * chart.table["index_return"],
        atol=1e-12,
    )
    pair = run_study(snapshot, StudySpec(benchmark=benchmark, clean_estimation=clean)).pair(event, symbol)
    assert len(dots) == pair["n_estimation"] and fit.rsquared == pytest.approx(pair["r2"])
    assert f"R² {fit.rsquared:.0%}" in chart.subtitle and f"beta {fit.params[1]:.2f}" in chart.subtitle


def test_returns_are_those_of_the_record(snapshot):
    chart = returns.build(snapshot, returns.Params(event=EVENT, symbol=SYMBOL))
    table = chart.table.set_index("day")
    closes = snapshot.ohlc(SYMBOL)["adj_close"].reindex(snapshot.sessions("XHKG"))
    assert table.at[0, "return"] == pytest.approx(closes.pct_change(fill_method=None)[table.at[0, "session"]])
    assert (
        table.at[-2, "index_level"]
        == pytest.approx(table.at[-2, "price"])
        == snapshot.ohlc(SYMBOL).at[table.at[-2, "session"], "close"]
    )


def test_abnormal_returns_of_the_window_are_the_studys(snapshot):
    chart = abnormal.build(snapshot, abnormal.Params(event=EVENT, symbol=SYMBOL))
    result = run_study(snapshot)
    path = result.paths_of(np.array([result.number_of(EVENT, SYMBOL)])).set_index("day")
    table = chart.table.set_index("day").loc[-1:1]
    np.testing.assert_allclose(table["abnormal_return"], path["ar"], rtol=0, atol=1e-15)
    np.testing.assert_allclose(table["abnormal_return"].sum(), result.pair(EVENT, SYMBOL)["car"], atol=1e-15)


@pytest.mark.parametrize("window", [(-1, 1), (0, 5)])
@pytest.mark.parametrize(
    ("event", "symbol"),
    [
        (EVENT, SYMBOL),
        ("2024-09-24-stimulus-package", "3690.HK"),
        ("2020-08-12-tencent-q2-2020-results", "0700.HK"),
    ],
)
def test_the_bars_are_the_windows_behind_the_placebo_share(snapshot, event, symbol, window):
    chart = placebo.build(snapshot, placebo.Params(event=event, symbol=symbol, window=window))
    pair = run_study(snapshot, StudySpec(window=window)).pair(event, symbol)
    large = int(chart.table["as_unusual"].sum())
    assert len(chart.table) == pair["placebo_n"] and (large + 1) / (len(chart.table) + 1) == pytest.approx(
        pair["placebo_share"], abs=1e-15
    )
    assert large == pair["placebo_k"]
    verb = "was" if large == 1 else "were"
    assert f"{large:,} of {pair['placebo_n']:,} ordinary windows {verb} at least as unusual" in chart.title

    def area(one):
        """Windows drawn: heights of the boxes."""
        return (
            sum(one["y"][i + 1] - one["y"][i] for i in range(0, len(one["y"]) - 1, 6))
            if one["y"] != [None]
            else 0
        )

    assert area(trace(chart, "at least as unusual")) == large
    assert area(trace(chart, "less unusual")) + large == len(chart.table)
    assert sum(trace(chart, "windows")["y"]) == len(chart.table)


def test_companies_move_together_as_stated(snapshot):
    chart = clustering.build(snapshot, clustering.Params(event=EVENT, symbol=SYMBOL))
    result = run_study(snapshot, StudySpec(window=(0, 0)))
    both = chart.table[
        (chart.table["company_one"] == "Tencent") & (chart.table["company_other"] == "Meituan")
    ]
    for kind, usual in (("ordinary", 0), ("event", 1)):
        days = both[both["kind"] == kind]
        stated = chart.alt.split("Tencent and Meituan: ")[1]
        assert (
            f"{days['abnormal_one'].corr(days['abnormal_other']):.2f} on {len(days):,} "
            in stated.split(", ")[usual]
        )
    events = both[both["kind"] == "event"]
    for row in events.sample(8, random_state=1).itertuples():
        assert result.pair(row.event_id, "0700.HK")["car"] == pytest.approx(row.abnormal_one)
        assert result.pair(row.event_id, "3690.HK")["car"] == pytest.approx(row.abnormal_other)
    assert not set(both.loc[both["kind"] == "ordinary", "session"]) & set(events["session"])


def test_a_company_of_the_second_ring_is_set_beside_the_principals(snapshot):
    found = couples(snapshot, clustering.Params(event=EVENT, symbol="9618.HK"))
    assert [couple.name for couple in found] == [
        "JD.com and Alibaba",
        "JD.com and Tencent",
        "JD.com and Meituan",
    ]


def test_what_else_happened_holds_every_overlap(snapshot):
    """Whatever the study lists as an overlap is drawn and named."""
    pairs = run_study(snapshot, StudySpec(window=(-5, 10))).pairs
    crowded = pairs[pairs["affected"] & (pairs["overlap_count"] > 2)].iloc[::40]
    assert len(crowded) > 3
    for pair in crowded.itertuples():
        chart = around.build(
            snapshot, around.Params(event=pair.event_id, symbol=pair.symbol, window=(-5, 10))
        )
        assert set(pair.overlaps) <= set(chart.table["other_event"])
        shown = [data[0] for data in trace(chart, "events")["customdata"]]
        others = len(set(chart.table["other_event"]) - {""})
        assert [note for note in chart.notes if "left out of the picture" in note] == [
            note for note in chart.notes if note.startswith(f"{others - MOST} more event")
        ]
        assert (
            pair.event_id in shown
            and len(shown) == min(len(set(chart.table["other_event"]) - {""}), MOST) + 1
        )


def test_a_share_without_a_line_says_so(snapshot):
    pairs = run_study(snapshot, StudySpec(min_estimation=60)).pairs
    pair = pairs[pairs["affected"] & (pairs["status"] == "too few estimation sessions")].iloc[0]
    asked = {"event": pair["event_id"], "symbol": pair["symbol"], "min_estimation": 60}
    for module in MODULES:
        chart = module.build(snapshot, module.Params(**asked))
        go.Figure(chart.figure.to_dict())
        assert "nan" not in f"{chart.title} {chart.subtitle} {chart.alt}".split()
    chart = regression.build(snapshot, regression.Params(**asked))
    assert "no line can be fitted" in chart.title and not any(
        one.get("name", "").startswith("expected") for one in drawn(chart)["data"]
    )


def _asked(snapshot):
    return st.fixed_dictionaries(
        {
            "event": st.sampled_from(list(snapshot.events.index)),
            "symbol": st.sampled_from(list(snapshot.symbols(ring=9))),
        },
        optional={
            "window": st.sampled_from(["0,0", "0,5", "-5,10", "2,5", "-30,60"]),
            "benchmark": st.sampled_from(["HSI", "GSPC"]),
            "estimation": st.sampled_from(["-250,-11", "-100,-31", "-260,-200"]),
            "clean_estimation": st.just("0"),
        },
    )


@settings(max_examples=60)
@given(data=st.data())
def test_any_valid_view_draws_and_reopens(snapshot, data):
    module, look = data.draw(st.sampled_from(MODULES)), data.draw(st.sampled_from(LOOKS))
    query = data.draw(_asked(snapshot))
    try:
        params = module.Params.parse(query, snapshot)
    except ValueError as problem:
        assert "estimation" in str(problem)
        return
    assert module.Params.parse(params.query(), snapshot) == params
    chart = module.build(snapshot, params, look)
    go.Figure(chart.figure.to_dict())
    words = f"{chart.title} {chart.subtitle} {chart.alt} {' '.join(chart.notes)}"
    assert (
        not {"nan", "None", "NaT", "nan%"} & set(words.replace(",", " ").replace(";", " ").split())
        and "−−" not in words
    )
    for one in drawn(chart)["data"]:
        assert len(one["x"]) == len(one["y"]) > 0
        assert all(math.isfinite(v) for axis in ("x", "y") for v in one[axis] if isinstance(v, float))


def test_the_share_by_default_is_the_first_that_the_event_names_or_affects(snapshot):
    assert share_study(snapshot, regression.Params(event="2021-10-08-meituan-fined")).symbol == "3690.HK"
    study = share_study(snapshot, regression.Params(event="2023-12-22-online-games-draft"))
    assert study.symbol == "0700.HK" and study.pair["affected"]


def test_tables_stand_alone(snapshot):
    for module in (returns, regression, abnormal, around):
        table = module.build(snapshot, module.Params()).table
        assert {"event_id", "symbol", "day", "session"} <= set(
            table.columns
        ) and pd.api.types.is_datetime64_any_dtype(table["session"])
