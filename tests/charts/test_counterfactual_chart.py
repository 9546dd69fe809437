"""The chart of what would have happened anyway: the study's numbers, its words, and its silences."""

from __future__ import annotations

import numpy as np
import pytest

from components.charts import counterfactual
from components.charts.kit.labels import text_width
from components.charts.kit.look import WIDTH, Look
from components.language import percent
from components.study import StudySpec, run_study
from components.study.counterfactual import counterfactual as measured

JULY = "2021-07-24-tencent-music-exclusive-rights"
Params = counterfactual.Params


def series(chart, name):
    return chart.table[chart.table["series"] == name].set_index("day")


@pytest.mark.parametrize("symbol", ["9988.HK", "0700.HK", "BABA"])
def test_its_numbers_are_those_of_the_two_studies(snapshot, symbol):
    params = Params(event=JULY, symbol=symbol)
    chart, spec = counterfactual.build(snapshot, params), params.spec(symbols=())
    index, found = run_study(snapshot, spec).pair(JULY, symbol), measured(snapshot, spec, JULY, symbol)
    share = series(chart, "share").at[1, "value"]
    assert share - series(chart, "index model").at[1, "value"] == pytest.approx(index["car"])
    portfolio = series(chart, "control portfolio")
    assert share - portfolio.at[1, "value"] == pytest.approx(found.pair["car"])
    assert share - portfolio.at[1, "low"] == pytest.approx(found.pair["ci_high"])
    assert list(portfolio.index) == list(range(-1, 21)) and portfolio["value"].notna().all()
    weights = chart.table.dropna(subset=["weight"])
    assert weights["weight"].is_monotonic_decreasing and (weights["weight"] > 0).all()
    assert (weights["weight"] * weights["value"]).sum() == pytest.approx(portfolio.at[1, "value"])
    for value in (index["raw_return"], index["car"], found.pair["car"]):
        assert percent(value, signed=True) in chart.title


def test_its_notes_say_what_speaks_against_it(snapshot):
    chart = counterfactual.build(snapshot, Params(event=JULY, symbol="0700.HK"))
    notes = " ".join(chart.notes)
    assert "−16.6% beside its portfolio, more than the usual" in notes
    assert "of 14 by size against noise" in notes and "ordinary windows of three sessions" in notes
    assert "All 16 controls in the window: from −12.5% to +3.2%" in notes
    assert "holds these shares" in notes and any("scmp.com" in source.url for source in chart.sources)
    assert "R² 55% there, 47% on ordinary sessions" in chart.subtitle
    abroad = counterfactual.build(snapshot, Params(event=JULY, symbol="BABA"))
    assert "holds these shares" not in " ".join(abroad.notes), "the S&P 500 does not hold them"
    calm = counterfactual.build(
        snapshot, Params(event="2020-12-24-samr-opens-alibaba-probe", symbol="9988.HK")
    )
    assert "+3.5% beside its portfolio, within the usual" in " ".join(calm.notes)


def test_after_the_controls_last_prices_it_says_so_and_draws_the_rest(snapshot):
    late = "2026-08-20-alibaba-june-quarter-results"
    chart = counterfactual.build(snapshot, Params(event=late, symbol="9988.HK"))
    assert series(chart, "control portfolio")["value"].isna().all()
    assert "beyond shares outside tech" not in chart.title and "nan" not in chart.alt + " ".join(chart.notes)
    assert not any(trace.type == "bar" for trace in chart.figure.data)


def test_a_window_beyond_day_20_says_why_there_is_no_number(snapshot):
    chart = counterfactual.build(snapshot, Params(event=JULY, symbol="0700.HK", window=(0, 40)))
    assert any("windows that end after day +20 are not measured" in note for note in chart.notes)
    assert "beyond shares outside tech" not in chart.title


@pytest.mark.parametrize("size", ["wide", "phone"])
@pytest.mark.parametrize("symbol", ["0700.HK", "BABA", "3690.HK"])
def test_names_and_bars_keep_apart(snapshot, size, symbol):
    chart = counterfactual.build(snapshot, Params(event=JULY, symbol=symbol), Look("light", size))
    layout = chart.figure.layout
    ends = [note for note in layout.annotations if note.xref == "paper" and note.x == 1]
    assert len(ends) == 3
    for note in ends:
        plain = note.text.replace("<b>", "").replace("</b>", "")
        assert text_width(plain, note.font.size) + 4 <= layout.margin.r
    tall = layout.height - layout.margin.t - layout.margin.b
    top, bottom = layout.yaxis.range[1], layout.yaxis.range[0]
    panel = (layout.yaxis.domain[1] - layout.yaxis.domain[0]) * tall
    spots = sorted((top - note.y) / (top - bottom) * panel - note.yshift for note in ends)
    assert np.diff(spots).min() >= ends[0].font.size
    names = [note for note in layout.annotations if note.xref == "x2" and note.text.endswith("</b>")]
    assert len({note.text for note in names}) == len(names), "two bars of one name"
    across = (WIDTH["phone"] if size == "phone" else 620) - layout.margin.l - layout.margin.r
    low, high = layout.xaxis2.range
    bars = next(trace for trace in chart.figure.data if trace.type == "bar")
    room = (min(0.0, *bars.x) - low) / (high - low) * across
    for note in names:
        assert text_width(note.text.replace("<b>", "").replace("</b>", ""), note.font.size) <= room + 2, (
            note.text
        )


def test_the_usual_study_never_asks_for_controls(snapshot, monkeypatch):
    import components.study.benchmark_returns as returns

    monkeypatch.setattr(returns, "control_returns", None)
    assert run_study(snapshot, StudySpec(window=(-2, 3))).used.any()
