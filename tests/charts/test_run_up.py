"""`run-up`: nothing of day 0 or later in any part of the chart."""

from __future__ import annotations

import numpy as np
import pytest

from components.charts import run_up
from components.charts.kit.look import Look
from tests.altered import altered
from tests.charts.reading import drawn


def test_every_event_is_cut_off_before_its_day0(snapshot):
    for event in snapshot.events.index[::3]:
        chart = run_up.build(snapshot, run_up.Params(event=event, listing="both"))
        for symbol, rows in chart.table.groupby("symbol"):
            assert rows["session"].max() < snapshot.day0(event, symbol), event
            assert rows["day"].max() < 0 and rows["index"].iloc[-1] == 100
        for trace in drawn(chart)["data"]:
            assert max(trace["x"]) <= -1 and len(trace["x"]) == len(trace["y"]) == len(trace["hovertext"])


@pytest.mark.parametrize(
    "event", ["2020-12-24-samr-opens-alibaba-probe", "2021-07-26-delivery-rider-guidelines"]
)
def test_prices_from_day0_on_change_nothing_in_it(snapshot, event):
    """Picture, axes, table and words are the same whatever the shares went on to do."""
    prices = snapshot.prices.copy()
    later = prices["date"] >= snapshot.events.at[event, "day0_hk"]
    for column in ("open", "high", "low", "close", "adj_close"):
        prices.loc[later, column] *= 7
    other = altered(snapshot, prices=prices)
    assert other.ohlc("9988.HK")["close"].iloc[-1] == pytest.approx(
        7 * snapshot.ohlc("9988.HK")["close"].iloc[-1]
    )
    for look in (Look(), Look(size="phone"), Look(large=True)):
        one, two = (run_up.build(s, run_up.Params(event=event), look) for s in (snapshot, other))
        assert one.figure.to_json() == two.figure.to_json()
        assert (one.title, one.subtitle, one.alt, one.notes, one.sources) == (
            two.title,
            two.subtitle,
            two.alt,
            two.notes,
            two.sources,
        )
        assert one.table.equals(two.table)


def test_the_event_is_named_by_its_date_alone(snapshot):
    event = "2021-01-25-tencent-record-surge"
    chart = run_up.build(snapshot, run_up.Params(event=event))
    words = " ".join(
        [chart.title, chart.subtitle, chart.alt, *chart.notes, chart.source_line, chart.figure.to_json()]
    )
    assert "25 January 2021" in chart.title
    assert (
        snapshot.events.at[event, "title"] not in words
        and "surge" not in words
        and "record" not in words.replace("on record", "")
    )


def test_it_shows_as_many_sessions_as_asked_for(snapshot):
    chart = run_up.build(snapshot, run_up.Params(event="2022-03-16-liu-he-rescue-meeting", sessions=7))
    assert set(chart.table.groupby("symbol").size()) == {7}


def test_large_type_is_larger(snapshot):
    plain, large = (
        drawn(run_up.build(snapshot, run_up.Params(), Look(large=large))) for large in (False, True)
    )
    size = [figure["layout"]["template"]["layout"]["font"]["size"] for figure in (plain, large)]
    assert (
        size == [12, 15]
        and np.isclose(plain["layout"]["yaxis"]["range"], large["layout"]["yaxis"]["range"]).all()
    )
