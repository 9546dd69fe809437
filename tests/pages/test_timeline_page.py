"""The home page: filters, selection, and the view in the address."""

from __future__ import annotations

import io
import json

import pandas as pd
import pytest

from components.controls.timeline.event_list import listed_file
from components.downloads import csv_bytes
from components.language import percent
from components.study import run_study
from tests.pages.app import address, html_of, opened

XI = "2021-03-15-xi-chairs-cfeac-on-platforms"


def shown_ids(app) -> list[str]:
    """Ids of the event markers of the timeline, as the browser gets them."""
    figure = json.loads(app.get("plotly_chart")[0].proto.spec)
    ids = []
    for trace in figure["data"]:
        for data in trace.get("customdata") or []:
            ids.append(data if isinstance(data, str) else data[0])
    return [i for i in ids if isinstance(i, str)]


def test_it_opens_on_the_whole_record(snapshot):
    app = opened()
    assert not app.exception and not app.warning and not app.error
    assert set(shown_ids(app)) >= set(snapshot.events.index)
    assert f"{len(snapshot.events)} events" in [s.value for s in app.header]
    assert address(app) == {}


def test_the_four_events_that_started_the_project_are_there(snapshot):
    titles = snapshot.events["title"].str.lower()
    dated = {
        day: " ".join(titles[snapshot.events["date"].dt.strftime("%Y-%m-%d") == day])
        for day in ("2021-03-12", "2021-03-15", "2021-03-16", "2021-03-24")
    }
    assert "tencent" in dated["2021-03-12"]
    assert "financial commission" in dated["2021-03-15"]
    assert "livestream" in dated["2021-03-16"]
    assert "data" in dated["2021-03-24"]


def test_a_link_reopens_the_event_filters_and_period(snapshot):
    app = opened(
        event=XI,
        type="meeting,rule",
        direction="tightening",
        severity="4",
        from_="2021-01-01",
        to="2021-12-31",
        price="total",
        log="1",
    )
    assert not app.exception and not app.warning
    expected = snapshot.events[
        snapshot.events["type"].isin(["meeting", "rule"])
        & (snapshot.events["direction"] == "tightening")
        & (snapshot.events["severity"] >= 4)
        & snapshot.events["date"].between("2021-01-01", "2021-12-31")
    ]
    assert set(shown_ids(app)) == set(expected.index)
    assert address(app) == {
        "event": XI,
        "type": "rule,meeting",
        "direction": "tightening",
        "severity": "4",
        "from": "2021-01-01",
        "to": "2021-12-31",
        "price": "total",
        "log": "1",
    }
    assert snapshot.events.at[XI, "title"] in html_of(app)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("event", "no-such-event"),
        ("company", "Nokia"),
        ("from", "yesterday"),
        ("severity", "99"),
        ("from", "2031-01-01"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_is_shown(name, value, snapshot):
    app = opened(**{name: value}, direction="easing")
    assert not app.exception
    assert len(app.warning) == 1 and f"“{name}”" in app.warning[0].value
    assert set(shown_ids(app)) == set(snapshot.events.index[snapshot.events["direction"] == "easing"])
    assert name not in address(app)


def test_names_that_others_added_are_passed_over():
    app = opened(fbclid="IwAR0", v="2", direction="easing")
    assert not app.exception and not app.warning
    assert address(opened(clean="1")) == {"clean_events": "1"}


def test_a_period_that_ends_before_it_begins_is_turned_round():
    app = opened(from_="2021-06-01", to="2021-01-01")
    assert len(app.warning) == 1 and "“from”" in app.warning[0].value
    assert address(app) == {"from": "2021-01-01", "to": "2021-06-01"}


def test_markup_in_the_address_is_text():
    app = opened(q="<script>alert(1)</script>")
    assert not app.exception
    assert "<script>alert" not in html_of(app)


def test_next_and_previous_walk_through_the_shown_events(snapshot):
    app = opened(event=XI, direction="easing")
    easing = snapshot.events[snapshot.events["direction"] == "easing"]
    order = list(easing.index[easing["date"] > snapshot.events.at[XI, "date"]])  # XI itself is filtered out
    step = {button.label: button for button in app.button}
    step["Next event"].click().run()
    assert address(app)["event"] == order[0]
    {button.label: button for button in app.button}["Next event"].click().run()
    assert address(app)["event"] == order[1]
    {button.label: button for button in app.button}["Previous event"].click().run()
    assert address(app)["event"] == order[0]


def test_searching_highlights_what_was_found_and_escapes_the_rest():
    app = opened(q="livestream")
    assert "<mark>" in html_of(app).lower()
    assert any("mention" in caption.value for caption in app.caption)


def test_hits_stand_in_place_of_the_list_and_their_titles_choose(snapshot):
    app = opened(q="antitrust")
    assert not app.dataframe
    hits = [button for button in app.button if str(button.key).startswith("hit-")]
    assert len(hits) == 12 and "Show all" in " ".join(button.label for button in app.button)
    chosen = hits[3].key.removeprefix("hit-")
    assert hits[3].label == snapshot.events.at[chosen, "title"]
    hits[3].click().run()
    assert address(app) == {"event": chosen, "q": "antitrust"}
    next(button for button in app.button if button.label.startswith("Show all")).click().run()
    assert {str(b.key)[4:] for b in app.button if str(b.key).startswith("hit-")} == set(shown_ids(app)) - {""}


def test_a_year_is_its_first_and_last_day_and_taking_it_off_gives_the_whole(snapshot):
    app = opened()
    chips = next(group for group in app.get("button_group") if group.proto.label == "Year")
    assert [option.content for option in chips.proto.options] == [str(year) for year in range(2020, 2027)]
    app = opened(from_="2021-01-01", to="2021-12-31")
    chips = next(group for group in app.get("button_group") if group.proto.label == "Year")
    assert chips.value == 2021
    chips.set_value(2022).run()
    assert address(app) == {"from": "2022-01-01", "to": "2022-12-31"}
    dates = snapshot.events.loc[shown_ids(app), "date"]
    assert set(dates.dt.year) == {2022} and len(dates) == (snapshot.events["date"].dt.year == 2022).sum()


def test_the_strip_answers_a_click_with_the_numbers_of_the_page(snapshot):
    app = opened(event="2021-10-08-meituan-fined")
    strip = next(e.proto.body for e in app.get("html") if 'class="answer-moves"' in e.proto.body)
    pairs = run_study(snapshot).pairs
    pair = pairs[(pairs["event_id"] == "2021-10-08-meituan-fined") & (pairs["symbol"] == "3690.HK")].iloc[0]
    assert "8 Oct 2021" in strip and "Meituan fined 3.44bn" in strip and strip.count("<span>") == 1
    assert f"Meituan, Hong Kong {percent(pair['raw_return'], signed=True)}" in strip
    assert f"{percent(pair['car'], signed=True)} beyond the market: {pair['placebo_k']} of" in strip
    assert any("Choose an event on the chart" in e.proto.body for e in opened().get("html"))


def test_the_list_is_downloaded_as_listed(snapshot):
    ids = ("2021-10-08-meituan-fined", "2021-04-10-alibaba-fined-18-2bn")
    frame = pd.read_csv(io.BytesIO(listed_file(snapshot, ids, csv_bytes)))
    assert list(frame["id"]) == list(ids)
    assert list(frame.columns) == ["id", "Date", "Event", "Type", "Policy", "Severity, 1 to 5"]
    assert list(frame["Policy"]) == ["tightening", "tightening"]


def test_searching_in_chinese_finds_chinese(snapshot):
    app = opened(q="美团")
    assert shown_ids(app)
    assert set(shown_ids(app)) < set(snapshot.events.index)


def test_an_impossible_combination_says_so_and_offers_the_way_out(snapshot):
    app = opened(type="relief", direction="tightening", severity="5")
    assert any("No event fits" in info.value for info in app.info)
    kinds = [getattr(e, "type", "") for e in app.main]
    assert kinds.index("info") < kinds.index("plotly_chart")
    next(button for button in app.button if button.label == "Reset the filters").click().run()
    assert address(app) == {}
    assert set(shown_ids(app)) >= set(snapshot.events.index)


def test_penalties_that_name_one_company(snapshot):
    """Whose shares are shown and whom an event names are two questions."""
    penalties = snapshot.events[snapshot.events["type"] == "penalty"]
    named = {i for i, names in penalties["companies"].items() if "Meituan" in names}
    app = opened(type="penalty")
    box = next(box for box in app.multiselect if box.label == "Names the company")
    box.select("Meituan").run()
    assert address(app) == {"type": "penalty", "named": "Meituan"}
    assert set(shown_ids(app)) == named and 0 < len(named) < len(penalties)
    assert set(shown_ids(opened(type="penalty", company="Meituan"))) > named
    assert set(shown_ids(opened(type="penalty", named="Meituan", company="Tencent"))) < named


def test_hidden_confounders_are_hidden(snapshot):
    shown = set(shown_ids(opened(confounders="0")))
    assert shown == set(snapshot.events.index[snapshot.events["type"] != "confounder"])


def test_filters_survive_a_change_of_page(snapshot):
    app = opened(direction="easing", severity="3")
    app.switch_page("event.py").run()
    app.switch_page("timeline.py").run()
    wanted = snapshot.events[(snapshot.events["direction"] == "easing") & (snapshot.events["severity"] >= 3)]
    assert set(shown_ids(app)) >= set(wanted.index)
    assert {name: value for name, value in address(app).items() if name != "event"} == {
        "direction": "easing",
        "severity": "3",
    }


def test_the_page_says_through_which_day_prices_run(snapshot):
    last = snapshot.last_session
    assert any(f"{last.day} {last:%B %Y}" in caption.value for caption in opened().caption)


def test_the_second_ring_is_one_click_away():
    app = opened()
    pills = next(
        group for group in app.button_group if "JD.com" in [option.content for option in group.proto.options]
    )
    pills.set_value(["Alibaba", "Tencent", "Meituan", "JD.com"]).run()
    assert address(app)["company"] == "Alibaba,Tencent,Meituan,JD.com"
    names = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert any("JD.com" in json.dumps(trace.get("name", "")) for trace in names["data"])


def test_without_a_choice_the_landmarks_are_offered(snapshot):
    app = opened()
    first = snapshot.events["label_rank"].idxmin()
    next(button for button in app.button if button.key == f"landmark-{first}").click().run()
    assert address(app)["event"] == first
    assert not [button for button in app.button if str(button.key).startswith("landmark-")]


@pytest.mark.parametrize(
    "query", [{"q": "[x](https://evil.example)"}, {"event": "[x](https://evil.example)"}]
)
def test_markdown_in_the_address_is_text(query):
    app = opened(**query)
    said = [element.value for kind in (app.caption, app.warning, app.markdown) for element in kind]
    assert not [words for words in said if "[x](https://evil" in words]
