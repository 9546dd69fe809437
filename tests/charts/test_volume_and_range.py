"""Volume and range beside the usual: worked out again from the price table, and silent where it has none."""

from __future__ import annotations

import numpy as np
import pytest

from components.charts import volume_and_range
from components.charts.kit.look import Look
from components.study import StudySpec, run_study

PROBE = "2020-12-24-samr-opens-alibaba-probe"
Params = volume_and_range.Params


def estimation(snapshot, symbol, spec):
    """Sessions that serve the estimation, from the study's own marks, and the place of day 0."""
    result = run_study(snapshot, spec)
    at = result.number_of(PROBE, symbol)
    row, column = result.index.row[at], result.index.column[at]
    first, last = spec.estimation_used
    places = [t for t in range(column + first, column + last + 1) if result.cells.valid[row, t]]
    return places, column


@pytest.mark.parametrize("spec", [StudySpec(), StudySpec(window=(0, 5), clean_estimation=False)])
@pytest.mark.parametrize("symbol", ["9988.HK", "BABA"])
def test_the_two_columns_by_hand(snapshot, symbol, spec):
    prices = snapshot.ohlc(symbol).reindex(snapshot.sessions(snapshot.listing(symbol)["exchange"]))
    places, column = estimation(snapshot, symbol, spec)
    window = prices.iloc[column + spec.window[0] : column + spec.window[1] + 1]
    before = prices.iloc[places]
    pair = run_study(snapshot, spec).pair(PROBE, symbol)
    usual = np.exp(np.log(before["volume"]).mean())
    assert pair["volume_ratio"] == pytest.approx(window["volume"].prod() ** (1 / len(window)) / usual)
    width = {
        name: np.log(frame["high"] / frame["low"]).mean()
        for name, frame in (("window", window), ("usual", before))
    }
    assert pair["range_ratio"] == pytest.approx(width["window"] / width["usual"])


def test_picture_title_and_notes_tell_the_columns(snapshot):
    chart = volume_and_range.build(snapshot, Params(event=PROBE, symbol="9988.HK"))
    result = run_study(snapshot)
    pair = result.pair(PROBE, "9988.HK")
    for column in ("volume_ratio", "range_ratio"):
        assert f"{pair[column]:.1f} times" in chart.title
        inside = chart.table.set_index("day").loc[-1:1, column]
        mean = np.exp(np.log(inside).mean()) if column == "volume_ratio" else inside.mean()
        assert mean == pytest.approx(pair[column])
    row = list(result.panel.symbols).index("9988.HK")
    others = result.outcomes["volume_ratio"][row, result.cells.free[row]]
    others = others[np.isfinite(others)]
    assert f"{(others >= pair['volume_ratio']).sum():,} of {len(others):,} ordinary windows" in " ".join(
        chart.notes
    )
    drawn = {trace.name: trace for trace in chart.figure.data}["volume, event window"]
    tops = [y for y in drawn.y if y]
    assert tops == pytest.approx(np.log2(chart.table.set_index("day").loc[-1:1, "volume_ratio"]), abs=1e-5)


def test_a_price_after_day_minus_eleven_changes_no_usual_level(snapshot):
    """The usual level looks at estimation sessions alone."""
    from components.study.activity import Activity, beside_usual

    rng = np.random.default_rng(3)
    volume = rng.lognormal(10, 1, (1, 300))
    high = 1 + rng.random((1, 300))
    valid, spec = np.ones((1, 300), bool), StudySpec()
    one = beside_usual(Activity.of(volume, high, np.ones((1, 300))), valid, spec)
    changed = volume.copy()
    changed[0, 240:249] *= 50  # days -10 to -2 of session 250
    other = beside_usual(Activity.of(changed, high, np.ones((1, 300))), valid, spec)
    assert one["volume_ratio"][0, 250] == pytest.approx(other["volume_ratio"][0, 250])
    changed[0, 250] *= np.e**3
    third = beside_usual(Activity.of(changed, high, np.ones((1, 300))), valid, spec)
    assert third["volume_ratio"][0, 250] == pytest.approx(np.e * one["volume_ratio"][0, 250])


@pytest.mark.parametrize("look", [Look(), Look(theme="dark", size="phone")])
def test_what_is_not_on_record_is_said(snapshot, look):
    """Kuaishou has closes and volumes, and no highs and lows, in the bundled table of 2021 to 2024."""
    event = "2021-07-24-tencent-music-exclusive-rights"
    chart = volume_and_range.build(snapshot, Params(event=event, symbol="1024.HK"), look)
    assert chart.table["range_ratio"].isna().all()
    assert any("Not on record here: range" in note for note in chart.notes)
    early = volume_and_range.build(snapshot, Params(event=snapshot.events.index[0], symbol="1024.HK"), look)
    assert "neither volume nor range" in early.title and early.figure.layout.annotations[0].text
