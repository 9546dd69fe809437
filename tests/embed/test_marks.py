"""What a publisher points out: dates, ranges, levels, companies, events."""

from __future__ import annotations

import itertools

import pytest

from components.charts.kit.look import Look
from components.embed.drawing import figure_json
from components.embed.pointed import HighlightKind, Mark, MarkKind, Pointed
from components.embed.request import read
from components.params import BadParam

LOOK = Look("light", "wide")
PROBE = "2020-12-24-samr-opens-alibaba-probe"
FINE = "2021-04-10-alibaba-fined-18-2bn"


def figure(snapshot, slug="timeline", **query):
    asked = read(slug, query, snapshot)
    return figure_json(asked.chart, asked.pointed, "light", "wide"), figure_json(
        asked.chart, Pointed(), "light", "wide"
    )


def added(pair, part):
    marked, plain = pair
    return marked["layout"].get(part, [])[len(plain["layout"].get(part, [])) :]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2021-03-15  Platform  meeting", "2021-03-15 Platform meeting"),
        ("2021-07-01/2021-08-31 Summer", "2021-07-01/2021-08-31 Summer"),
        ("=100 Where it began", "=100 Where it began"),
        ("=−12.50% Down an eighth", "=-12.5% Down an eighth"),
        ("=+3% Up", "=3% Up"),
    ],
)
def test_a_mark_is_read_and_written_in_one_form(snapshot, text, written):
    kind = MarkKind()
    mark = kind.read("mark3", text, snapshot)
    assert kind.write(mark) == written and mark.name == "mark3"
    assert kind.read("mark3", written, snapshot) == mark


@pytest.mark.parametrize(
    "text",
    [
        "15 March meeting",
        "2021-08-31/2021-07-01 Backwards",
        "2021-07-01/ Open",
        "=1e5 x",
        "=100",
        "=100 " + "x" * 61,
        "=٣ x",
    ],
)
def test_what_is_no_mark_is_refused(snapshot, text):
    with pytest.raises(BadParam):
        MarkKind().read("mark1", text, snapshot)


def test_a_range_is_shaded_from_its_first_day_to_its_last(snapshot):
    ground, line = added(figure(snapshot, mark1="2021-07-01/2021-08-31 Summer"), "shapes")
    assert (ground["type"], ground["x0"], ground["x1"], ground["layer"]) == (
        "rect",
        "2021-07-01",
        "2021-08-31",
        "below",
    )
    assert line["x0"] == line["x1"] == "2021-07-01"


def test_a_level_is_a_line_at_its_value_whatever_the_axis(snapshot):
    """On shares, on fractions of a percentage, on a logarithm and where values run sideways."""
    [line] = added(figure(snapshot, mark1="=100 Start"), "shapes")
    assert line["yref"] == "y" and line["y0"] == line["y1"] == 100
    [words] = added(figure(snapshot, mark1="=100 Start", log="1"), "annotations")
    assert words["y"] == pytest.approx(2.0) and words["text"] == "Start"
    [line] = added(figure(snapshot, "car", event=FINE, mark1="=-5% A twentieth"), "shapes")
    assert line["y0"] == pytest.approx(-0.05)
    [line] = added(figure(snapshot, "impact", mark1="=-10% A tenth"), "shapes")
    assert line["xref"] == "x" and line["x0"] == line["x1"] == pytest.approx(-0.1)


def test_a_level_beyond_the_scale_is_refused_with_the_scale(snapshot):
    with pytest.raises(BadParam, match="mark2.*shows 0 to"):
        figure(snapshot, mark1="=100 In", mark2="=5000 Out")


def test_words_above_are_read_in_time_and_touch_no_other(snapshot):
    days = ("2021-03-15", "2021-03-20", "2021-04-10", "2021-07-02", "2022-03-16", "2023-07-07", "2025-02-17")
    query = {f"mark{i}": f"{day} Something of {day}" for i, day in enumerate(reversed(days), start=1)}
    words = added(figure(snapshot, **query), "annotations")
    assert [one["text"][-10:] for one in words] == sorted(days)
    tops = [one["y"] for one in words]
    assert tops == sorted(tops, reverse=True), "a later one is never above an earlier one"
    lines = {one["x0"]: one["y1"] for one in added(figure(snapshot, **query), "shapes")}
    for early, late in itertools.combinations(sorted(days), 2):
        assert lines[late] <= lines[early]
    said = read("timeline", query, snapshot).words.alt
    assert [said.index(day) for day in sorted(days)] == sorted(said.index(day) for day in days)


def test_a_company_stands_out_and_the_others_are_faint(snapshot):
    marked, _ = figure(snapshot, highlight="tencent")
    lines = {one["name"]: one.get("opacity", 1) for one in marked["data"] if one.get("meta")}
    assert lines["Tencent"] == 1 and all(lines[name] < 0.5 for name in ("Alibaba", "Meituan"))
    names = {one["text"]: one.get("opacity", 1) for one in marked["layout"]["annotations"]}
    assert all(
        (value == 1) == ("Alibaba</b>" not in text and "Meituan</b>" not in text)
        for text, value in names.items()
    )


def test_an_event_stands_out_among_points(snapshot):
    marked, _ = figure(snapshot, "impact", highlight=f"{PROBE},Alibaba")
    for carried, opacity in opacities(marked):
        own = PROBE in (carried[0], *carried[2:]) and carried[1] in ("9988.HK", "BABA")
        assert (opacity == 1) == own


def opacities(marked):
    """Of each point that carries an event: event, symbol and how opaque it is."""
    return [
        (carried, opacity)
        for trace in marked["data"]
        for carried, opacity in zip(
            trace.get("customdata", ()),
            trace["marker"].get("opacity", ()) if trace.get("customdata") else (),
            strict=True,
        )
    ]


def test_every_event_of_the_ranking_can_stand_out_though_most_dots_are_thinned_away(snapshot):
    pairs = read("impact", {}, snapshot).chart.table
    events = pairs.loc[pairs["status"] == "used", "event_id"].unique()
    _, plain = figure(snapshot, "impact")
    drawn = {one for trace in plain["data"] for one, *_ in trace.get("customdata") or ()}
    hidden = [event for event in events if event not in drawn]
    assert len(hidden) > 10, "or there is nothing to try"
    for event in hidden[:: len(hidden) // 10]:
        marked, _ = figure(snapshot, "impact", highlight=event)
        moves = pairs.loc[(pairs["event_id"] == event) & (pairs["status"] == "used"), "symbol"]
        standing = [carried for carried, opacity in opacities(marked) if opacity == 1]
        assert {one[1] for one in standing} == set(moves)
        assert all(event in (one[0], *one[2:]) for one in standing)
        assert len(opacities(marked)) == sum(len(one.get("customdata") or ()) for one in plain["data"])


def test_a_card_passes_over_what_it_has_no_room_for(snapshot, browser_at):
    small = read("impact", {"highlight": PROBE}, snapshot)
    assert small.card("light").width == 1200


def test_what_the_chart_does_not_show_cannot_stand_out(snapshot):
    with pytest.raises(BadParam, match="highlight"):
        figure(snapshot, "car", event=FINE, highlight="Kuaishou")
    with pytest.raises(BadParam, match="at most 8"):
        HighlightKind().read("highlight", ",".join(snapshot.events.index[:9]), snapshot)


def test_the_last_line_says_that_marks_and_highlights_are_the_publishers(snapshot):
    assert "set by the publisher" in read("timeline", {"highlight": "Alibaba"}, snapshot).words.mark


def test_marks_of_a_publisher_sort_by_place():
    marks = [Mark("low", level="1"), Mark("high", level="20%", name="mark2")]
    assert sorted(marks, key=lambda one: one.order)[0].text == "low"
