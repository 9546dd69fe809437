"""The event page: the whole story of one event, and numbers equal to `/data/impacts`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from components.controls.event_card import _sources_html
from components.language import percent
from components.params.impact import ImpactParams
from components.study import run_study
from tests.pages.app import address, html_of, opened

FINE = "2021-10-08-meituan-fined"
SPARSE = "2023-12-22-online-games-draft"
DENSE = "2021-04-10-alibaba-fined-18-2bn"


def test_it_opens_without_a_choice_on_a_landmark():
    app = opened("event.py")
    assert not app.exception
    assert address(app)["event"]


def test_it_tells_the_whole_story(snapshot):
    app = opened("event.py", event=FINE)
    event = snapshot.events.loc[FINE]
    page = html_of(app) + " ".join(m.value for m in app.markdown)
    assert not app.exception
    assert event["title"] in page and event["title_zh"] in page and event["summary"][:60] in page
    assert snapshot.actors.at["SAMR", "name_zh"] in page
    for url in snapshot.sources.loc[snapshot.sources["event_id"] == FINE, "url"]:
        assert url.replace("&", "&amp;") in page
    assert f"{event['day0_hk']:%A}" in page and f"{event['day0_us']:%A}" in page
    assert f"{event['fine_cny']:,.0f} yuan" in page


@pytest.mark.parametrize(("window", "model"), [("-1,1", "market"), ("0,5", "mean-adjusted")])
def test_its_numbers_are_those_of_data_impacts(snapshot, window, model):
    app = opened("event.py", event=SPARSE, window=window, model=model)
    first, last = (int(day) for day in window.split(","))
    pairs = run_study(
        snapshot, ImpactParams(window=(first, last), model=model, events=(SPARSE,)).spec()
    ).pairs
    assert (pairs["status"] == "used").all()
    table = app.table[0].value
    assert list(table["Return"]) == [percent(value, signed=True) for value in pairs["raw_return"]]
    assert list(table["Beyond the market"]) == [percent(value, signed=True) for value in pairs["car"]]


def test_where_events_came_thick_the_numbers_are_those_of_every_page(snapshot):
    app = opened("event.py", event=DENSE)
    pairs = run_study(snapshot, ImpactParams(events=(DENSE,)).spec()).pairs
    assert list(app.table[0].value["Beyond the market"]) == [
        percent(value, signed=True) for value in pairs["car"]
    ]
    assert not any("clean_estimation=0" in caption.value for caption in app.caption)


def test_every_event_has_a_page(snapshot):
    app = opened("event.py", event=snapshot.events.index[0])
    for event_id in snapshot.events.index[::9]:
        app.query_params["event"] = event_id
        app.run()
        assert not app.exception, event_id
        assert address(app)["event"] == event_id


def test_overlapping_events_are_listed(snapshot):
    app = opened("event.py", event=DENSE)
    labels = " ".join(button.label for button in app.button)
    assert snapshot.events.at["2021-04-12-ant-restructuring-ordered", "title"] in labels


def test_an_unknown_event_gets_a_sentence_and_a_page():
    app = opened("event.py", event="nope")
    assert not app.exception
    assert "no event has this id" in app.warning[0].value


def test_both_yardsticks_stand_side_by_side(snapshot):
    july = "2021-07-24-tencent-music-exclusive-rights"
    app = opened("event.py", event=july)
    table = next(table.value for table in app.table if "Beyond shares outside tech" in table.value)
    spec = ImpactParams(events=(july,)).spec()
    index, controls = (
        run_study(snapshot, spec).pairs,
        run_study(snapshot, replace(spec, model="controls")).pairs,
    )
    assert list(table["Beyond shares outside tech"]) == [percent(car, signed=True) for car in controls["car"]]
    assert list(table["Beyond its index"])[0] == f"{percent(index['car'][0], signed=True)} (Hang Seng Index)"
    assert any("holds these shares: Tencent as its heaviest" in caption.value for caption in app.caption)


def test_under_controls_its_table_says_so_and_a_long_window_why_not(snapshot):
    app = opened("event.py", event=SPARSE, model="controls", window="0,30")
    assert not app.exception
    table = app.table[0].value
    assert set(table["Beyond shares outside tech"]) == {"—"}
    assert table["How unusual"].str.contains("windows that end after day \\+20 are not measured").all()


def test_a_source_that_is_archived_has_its_copy(snapshot):
    sources = snapshot.sources.copy()
    first = sources.index[sources["event_id"] == FINE][0]
    sources.loc[first, "archived"] = 'https://archive.example/?a=1&b="2"'
    kept = type(snapshot)(**{**snapshot.__dict__, "sources": sources, "version": "archived", "_memory": {}})
    html = _sources_html(kept, FINE, None)
    assert html.count("archived copy") == 1
    assert 'href="https://archive.example/?a=1&amp;b=&quot;2&quot;"' in html


def test_the_smallest_move_that_could_be_seen_is_said(snapshot):
    app = opened("event.py", event=DENSE)
    pairs = run_study(snapshot).pairs
    pair = pairs[(pairs["event_id"] == DENSE) & (pairs["symbol"] == "9988.HK")].iloc[0]
    assert 0 < pair["ci_high"] - pair["car"] == pytest.approx(pair["detectable"])
    said = next(one.value for one in app.caption if "could not be told from noise" in one.value)
    assert f"{percent(pair['detectable'])} (Alibaba, Hong Kong)" in said
