"""The Patterns page: groups, tests in words, two groups against each other, what came next."""

from __future__ import annotations

import html

import pytest

from components.charts import why_differ
from components.charts.patterns.params import GROUPINGS
from components.language import percent, probability
from components.study import StudySpec, run_study
from components.study.calendar import calendar_placebo
from components.study.group import groups
from tests.pages.app import address, html_of, opened


def table_of_tests(app):
    return next(frame.value for frame in app.dataframe if "Test" in frame.value)


def said(app) -> str:
    return " ".join(m.value for m in app.markdown)


def test_tests_are_those_of_the_study(snapshot):
    app = opened("patterns.py", a="rule")
    assert not app.exception
    found = groups(run_study(snapshot, StudySpec()), "type")["rule"]
    table = table_of_tests(app)
    assert list(table["Test"]) == ["Moved calendars", *found.tests["test"]]
    told = [probability(p).replace("unknown", "") for p in found.tests["p"]]
    assert [p.strip() for p in table["p"][1:]] == told and "0.000" not in told
    moved = calendar_placebo({"rule": found})["rule"]
    assert table["p"].iloc[0] == probability(moved.p)
    assert f"{moved.as_far or 'none'} of {len(moved.shifts)} moved calendars went as far" in said(app)
    assert (
        f"{percent(found.path['caar'].iloc[-1], signed=True)} on average, over {found.n_events} events"
        in said(app)
    )


def test_two_figures_of_one_group_have_a_bridge(snapshot):
    """The chart's path ends elsewhere than the tested average, and the comparison leaves events out."""
    app = opened("patterns.py", by="actor", a="SAMR", b="CAC")
    tested = groups(run_study(snapshot, StudySpec()), "actor")["SAMR"].path.iloc[-1]["caar"]
    drawn = groups(run_study(snapshot, StudySpec(window=(-5, 20))), "actor")["SAMR"].path.iloc[-1]["caar"]
    bridge = next(one.value for one in app.caption if "adds up" in one.value)
    assert f"ends at {percent(drawn, signed=True)}" in bridge
    assert f"{percent(tested, signed=True)} is its part over sessions −1 to +1" in bridge
    said_of_pair = next(m.value for m in app.markdown if "they differ by" in m.value)
    if f"**SAMR** {percent(tested, signed=True)}" not in said_of_pair:
        left_out = next(one.value for one in app.caption if one.value.startswith("Left out"))
        assert f"With those, SAMR is {percent(tested, signed=True)}, as in its test." in left_out
    assert not any("adds up" in one.value for one in opened("patterns.py", span="-1,1").caption)


@pytest.mark.parametrize("by", list(GROUPINGS))
def test_every_grouping_draws(by):
    app = opened("patterns.py", by=by)
    assert not app.exception and len(table_of_tests(app)) > 5


def test_two_groups_are_compared_both_ways_with_one_p():
    one, other = (
        said(opened("patterns.py", a="penalty", b="meeting")),
        said(opened("patterns.py", a="meeting", b="penalty")),
    )
    assert "they differ by" in one
    assert one.rsplit("(p ", 1)[1].split(")")[0] == other.rsplit("(p ", 1)[1].split(")")[0]


def test_what_came_next_follows_the_chosen_event(snapshot):
    event = "2021-10-08-meituan-fined"
    app = opened("patterns.py", event=event)
    assert "after tightening events of type penalty" in html_of(app)
    assert any(snapshot.events.at[event, "title"] in caption.value for caption in app.caption)


def test_choices_survive_in_the_address():
    app = opened("patterns.py", by="period", a="2022", span="0,10")
    assert address(app) == {"by": "period", "a": "2022", "span": "0,10"}
    assert "sessions −5 to +10" not in html_of(app) and "sessions 0 to +10" in html_of(app)


def test_an_unknown_group_falls_back_to_the_first():
    assert not opened("patterns.py", a="nonsense", b="nonsense").exception


def test_an_impossible_combination_offers_a_reset():
    app = opened("patterns.py", q="zzzz")
    assert not app.exception and "No event fits" in app.info[0].value


def test_classical_tests_are_marked_beyond_three_sessions():
    long, short = (table_of_tests(opened("patterns.py", window=window)) for window in ("-5,20", "-1,1"))
    marked = [table["Note"].str.contains("beyond three sessions").tolist() for table in (long, short)]
    assert marked[0] == [False] + [True] * (len(long) - 1) and not any(marked[1])


def test_why_moves_differ_follows_the_filters_and_the_address(snapshot):
    whole, sizes = opened("patterns.py"), opened("patterns.py", outcome="size")
    for app, asked in ((whole, {}), (sizes, {"outcome": "size"})):
        chart = why_differ.build(snapshot, why_differ.Params.parse(asked, snapshot))
        assert not app.exception and chart.title in html_of(app)
        assert "judged with the reaction in view" in html_of(app)
    assert address(sizes) == {"outcome": "size"}


def test_too_few_events_to_say_why_are_a_sentence():
    app = opened("patterns.py", type="penalty")
    assert not app.exception and "Too few events to say why moves differ" in html_of(app)


def test_answers_stand_under_a_chart_when_they_are_asked_for(snapshot):
    app = opened("patterns.py", outcome="size")
    assert "How do I cite it?" not in html_of(app)
    app.session_state["why-differ-answers"] = True  # the expander, opened
    chart = why_differ.build(snapshot, why_differ.Params(outcome="size"))
    said = html_of(app.run())
    assert said.count("How do I cite it?") == 1
    assert html.escape(chart.unusual) in said and html.escape(why_differ.CANNOT) in said
    assert f"/embed/why-differ?outcome=size&amp;frozen={snapshot.version}" in said
