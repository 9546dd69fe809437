"""The event page: the whole story of one event, and numbers equal to `/data/impacts`."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from components.controls.event_card import _sources_html
from components.language import percent
from components.params.impact import ImpactParams
from components.study import run_study
from tests.pages.app import address, html_of, opened

FINE = "2021-10-08-meituan-fined"
SPARSE = "2023-12-22-online-games-draft"
SPARSE_ORDER = ["0700.HK", "9988.HK", "BABA", "3690.HK"]
"""Tencent is the company that it names."""
DENSE = "2021-04-10-alibaba-fined-18-2bn"


def in_order(snapshot, pairs, symbols):
    assert snapshot.events.at[SPARSE, "companies"][0] == "Tencent"
    return pairs.set_index("symbol").loc[symbols]


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
    pairs = in_order(snapshot, pairs, SPARSE_ORDER)
    assert list(table["Return"]) == [percent(value, signed=True) for value in pairs["raw_return"]]
    assert list(table["Beyond the market"]) == [percent(value, signed=True) for value in pairs["car"]]


def test_where_events_came_thick_the_numbers_are_those_of_every_page(snapshot):
    app = opened("event.py", event=DENSE)
    pairs = run_study(snapshot, ImpactParams(events=(DENSE,)).spec()).pairs
    assert list(app.table[0].value["Beyond the market"]) == [
        percent(value, signed=True) for value in pairs["car"]
    ]
    assert not any("clean_estimation=0" in caption.value for caption in app.caption)


@pytest.mark.parametrize("event", [FINE, SPARSE, DENSE])
def test_whom_an_event_names_stands_first_everywhere(snapshot, event):
    named = snapshot.events.at[event, "companies"][0]
    app = opened("event.py", event=event)
    tables = [table.value for table in app.table]
    assert len(tables) == 3
    assert all(table["Share"].iloc[0].startswith(f"{named}, ") for table in tables)
    titles = re.findall(r'class="chart-title"[^>]*>([^<]*)', html_of(app))
    assert titles and all(f": {named} in Hong Kong" in title for title in titles)
    figures = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    lines = [t["name"] for t in figures[1]["data"] if t.get("name")]
    assert lines[0].startswith(named)


def test_since_then_says_what_became_of_the_share(snapshot):
    """The fine on Meituan: figures by hand from the closes and the index on record."""
    table = next(t.value for t in opened("event.py", event=FINE).table if "Old price" in t.value)
    row = table.iloc[0]
    prices = snapshot.ohlc("3690.HK")["adj_close"]
    index = snapshot.benchmarks["HSI"].dropna()
    at = prices.index.get_loc(snapshot.events.at[FINE, "day0_hk"])
    assert row["Share"] == "Meituan, Hong Kong"
    for name, days in (("1 day", 1), ("1 week", 5), ("1 month", 20), ("1 year", 250)):
        session, before = prices.index[at + days], prices.index[at - 1]
        share, market = prices[session] / prices[before] - 1, index[session] / index[before] - 1
        assert row[name] == f"{percent(share, signed=True)} ({percent(market, signed=True)})"
    back = prices.index[at:][prices.iloc[at:] >= prices.iloc[at - 1]]
    assert f"{back[0].day} {back[0]:%B %Y}" in row["Old price"] or row["Old price"].startswith("Closed day 0")


def test_on_a_phone_the_sentences_of_since_then_stand_below_their_table(monkeypatch):
    told = next(t.value for t in opened("event.py", event=FINE).table if "Old price" in t.value)
    monkeypatch.setattr("components.controls.viewport.screen_before", lambda: "phone")
    app = opened("event.py", event=FINE)
    assert not any("Old price" in t.value for t in app.table)
    below = "\n".join(f"- {share}: {words}" for share, words in told[["Share", "Old price"]].values)
    assert below in [one.value for one in app.markdown]


def test_an_old_price_that_is_not_back_is_not_called_lost_for_good(snapshot):
    """Meituan has not closed since as high as before its peak week's events: censored at the last session."""
    pairs = run_study(snapshot).pairs
    waiting = pairs[pairs["recovery_sessions"].isna() & (pairs["symbol"] == "3690.HK") & pairs["affected"]]
    event = waiting.loc[waiting["day0"].idxmin(), "event_id"]
    table = next(t.value for t in opened("event.py", event=event).table if "Old price" in t.value)
    words = table.set_index("Share")["Old price"]
    assert words["Meituan, Hong Kong"] == "Not back at its old price by 21 August 2026."


def test_hong_kong_against_new_york_is_the_sentence_of_compare(snapshot):
    said = [m.value for m in opened("event.py", event=DENSE).markdown if "against New York" in m.value]
    theirs = [
        m.value for m in opened("compare.py", event=DENSE).markdown if "could react first, on" in m.value
    ]
    assert len(said) == len(theirs) == 1
    assert theirs[0].split("”: ")[1] in said[0]
    assert "Alibaba" not in {*snapshot.events.at[SPARSE, "affects"], *snapshot.events.at[SPARSE, "companies"]}
    of_tencent = [m.value for m in opened("event.py", event=SPARSE).markdown]
    assert not any("against New York" in words for words in of_tencent)


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
    named_first = controls.set_index("symbol").loc[["0700.HK", "9988.HK", "BABA", "3690.HK"], "car"]
    assert list(table["Beyond shares outside tech"]) == [percent(car, signed=True) for car in named_first]
    tencent = index.set_index("symbol").at["0700.HK", "car"]
    assert list(table["Beyond its index"])[0] == f"{percent(tencent, signed=True)} (Hang Seng Index)"
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
