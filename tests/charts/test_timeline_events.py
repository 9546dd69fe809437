"""Which events the timeline shows, each exactly once and under its own id."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest

from components.charts import timeline
from components.charts.kit.look import Look
from components.charts.timeline.study import shown_events
from tests.charts.reading import drawn, event_points

LOOKS = [Look(theme, size) for theme in ("light", "dark") for size in ("wide", "phone")]


def ids(chart) -> list[str]:
    return sorted(event for event, _, _ in event_points(chart))


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_event_of_the_record_once_on_its_day_in_its_direction(snapshot, look):
    chart = timeline.build(snapshot, timeline.Params(), look)
    events = snapshot.events
    assert sorted(event_points(chart)) == sorted(
        (event, f"{row['date']:%Y-%m-%d}", row["direction"].capitalize()) for event, row in events.iterrows()
    )


@pytest.mark.parametrize(
    ("query", "keep"),
    [
        ({"type": "rule,meeting"}, lambda e: e["type"] in ("rule", "meeting")),
        ({"direction": "easing"}, lambda e: e["direction"] == "easing"),
        ({"severity": "4"}, lambda e: e["severity"] >= 4),
        ({"confounders": "0"}, lambda e: e["type"] != "confounder"),
        ({"actor": "SAMR"}, lambda e: "SAMR" in e["actors"]),
        (
            {"from": "2021-03-01", "to": "2021-03-31"},
            lambda e: pd.Timestamp("2021-03-01") <= e["date"] <= pd.Timestamp("2021-03-31"),
        ),
        (
            {"company": "Meituan"},
            lambda e: (
                "Meituan" in e["affects"]
                or "Meituan" in e["companies"]
                or {"Alibaba", "Tencent", "Meituan"} <= set(e["affects"])
            ),
        ),
        ({"company": "Alibaba,Tencent,Meituan"}, lambda e: True),
        (
            {"severity": "5", "direction": "tightening", "type": "penalty"},
            lambda e: e["severity"] == 5 and e["direction"] == "tightening" and e["type"] == "penalty",
        ),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_filters(snapshot, query, keep):
    chart = timeline.build(snapshot, timeline.Params.parse(query, snapshot))
    wanted = sorted(event for event, row in snapshot.events.iterrows() if keep(row))
    assert wanted and ids(chart) == wanted


def test_free_text_finds_events_and_hostile_text_is_legal(snapshot):
    shown = shown_events(snapshot, timeline.Params(q="livestreaming"))
    assert 0 < len(shown) < len(snapshot.events)
    for text in ('"', "AND OR NOT", "a* (b", "反垄断", "<script>"):
        timeline.build(snapshot, timeline.Params(q=text))


def test_two_events_on_one_day_and_lane_lie_apart(snapshot):
    chart = timeline.build(snapshot, timeline.Params())
    places = Counter(
        (x, y)
        for trace in drawn(chart)["data"]
        if trace.get("yaxis") == "y2"
        for x, y in zip(trace["x"], trace["y"], strict=True)
    )
    assert max(places.values()) == 1


def test_a_selected_event_adds_a_ring_that_ignores_the_pointer_and_a_line_through_both_panels(snapshot):
    event = "2021-07-23-double-reduction-tutoring"
    plain, chosen = (drawn(timeline.build(snapshot, timeline.Params(event=e))) for e in (None, event))
    (ring,) = [trace for trace in chosen["data"] if trace.get("name") == "selected"]
    assert (
        chosen["data"][: len(plain["data"])] == plain["data"]
        and ring["hoverinfo"] == "skip"
        and ring["x"] == ["2021-07-23"]
    )
    marker = next(t for t in plain["data"] if t.get("name") == "Tightening")
    assert ring["y"] == [marker["y"][[c[0] for c in marker["customdata"]].index(event)]]
    (line,) = [shape for shape in chosen["layout"]["shapes"] if shape not in plain["layout"]["shapes"]]
    assert (line["x0"], line["x1"], line["yref"], line["y0"], line["y1"]) == (
        "2021-07-23",
        "2021-07-23",
        "paper",
        0,
        1,
    )


def test_a_selected_event_that_the_filters_hide_is_said_not_drawn(snapshot):
    params = timeline.Params(event="2021-07-23-double-reduction-tutoring", direction=("easing",))
    chart = timeline.build(snapshot, params)
    assert not [t for t in drawn(chart)["data"] if t.get("name") == "selected"]
    assert any("outside the filters" in note for note in chart.notes)


def test_no_event_fits_still_draws_the_prices(snapshot):
    chart = timeline.build(snapshot, timeline.Params(q="zzzzzz"))
    assert (
        ids(chart) == [] and chart.title.endswith("no event that fits") and "No event is shown." in chart.alt
    )
    assert len([t for t in drawn(chart)["data"] if t.get("meta")]) == 3
