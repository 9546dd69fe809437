"""`/data/event/<id>.json` and `/data/answers/…`: small, with the numbers of the files, honest in errors."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.answers.questions import QUESTIONS
from components.http import answer_routes, data_routes
from data.versions import held

PROBE = "2020-12-24-samr-opens-alibaba-probe"
ASKED = {
    "event": {"event": PROBE},
    "impact": {"event": PROBE},
    "prices": {"symbols": "9988.HK,HSI", "from": "2020-12-20", "to": "2020-12-31"},
    "method": {"term": "CAR"},
}


@pytest.fixture(scope="module")
def client(snapshot):
    return TestClient(Starlette(routes=[*answer_routes.ROUTES, *data_routes.ROUTES]))


@pytest.mark.parametrize("query", ["", "?window=0,5&model=market-adjusted"])
def test_numbers_are_those_of_the_impact_table(client, query):
    answer = client.get(f"/data/event/{PROBE}.json{query}").json()
    rows = client.get(f"/data/impacts.json{query}").json()
    rows = {r["symbol"]: r for r in rows if r["event_id"] == PROBE and r["affected"]}
    told = {one["symbol"]: one for one in answer["impacts"]}
    assert told.keys() == rows.keys() >= {"9988.HK", "BABA"}
    for symbol, row in rows.items():
        for name in ("raw_return", "car", "ci_low", "ci_high"):
            assert abs(told[symbol][name] - row[name]) <= 5.1e-7, name
        assert (told[symbol]["placebo_k"], told[symbol]["placebo_n"]) == (row["placebo_k"], row["placebo_n"])
        assert f"{symbol} {'−' if row['car'] < 0 else '+'}{abs(row['car']):.1%}" in answer["text"]


def test_every_event_is_told_in_four_kilobytes_with_its_sources(client, snapshot):
    whole = 0
    for event, row in snapshot.events.iterrows():
        reply = client.get(f"/data/event/{event}.json")
        told, listed = reply.json(), snapshot.sources[snapshot.sources["event_id"] == event]
        assert len(reply.content) < 4_000, event
        assert told["id"] == event and told["data_version"] == snapshot.version
        assert row["summary"] in told["text"] and told["citation"] in told["text"]
        assert told["sources_total"] == len(listed) and len(told["sources"]) > 0
        assert {one["url"] for one in told["sources"]} <= set(listed["url"])
        whole += len(told["sources"]) == len(listed)
    assert whole > 0.7 * len(snapshot.events)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_question_has_an_address_of_its_own(client, snapshot, question):
    reply = client.get(f"/data/answers/{question.name}.json", params=ASKED.get(question.name, {}))
    told = reply.json()
    assert reply.status_code == 200 and reply.headers["etag"] and reply.headers["x-data-version"]
    assert told["text"] and told["as_of"] == f"{snapshot.last_session:%Y-%m-%d}"
    assert told["addresses"]["page"].startswith("http://testserver/")
    assert len(reply.content) < 20_000


def test_the_data_behind_a_frozen_address_are_kept(client, snapshot):
    told = client.get(f"/data/event/{PROBE}.json").json()
    assert told["addresses"]["frozen"].endswith(f"frozen={snapshot.version}")
    answer_routes.keeper.submit(lambda: None).result(60)  # it keeps one version at a time
    assert snapshot.version in held()


def test_bad_questions_are_named(client):
    unknown = client.get("/data/event/nothing.json")
    assert unknown.status_code == 404 and unknown.json()["parameter"] == "event"
    twice = client.get(f"/data/event/{PROBE}.json?event={PROBE}")
    assert twice.status_code == 400 and twice.json()["parameter"] == "event"
    wrong = client.get(f"/data/event/{PROBE}.json?window=5,1")
    assert wrong.status_code == 400 and wrong.json()["parameter"] == "window"
    none = client.get("/data/answers/event.json")
    assert none.status_code == 400 and none.json()["parameter"] == "event"
    term = client.get("/data/answers/method.json?term=xyzzy")
    assert term.status_code == 404 and "Placebo share" in term.json()["allowed"]
    since = client.get("/data/answers/changes.json?since=0123456789ab")
    assert since.status_code == 404 and since.json()["parameter"] == "since"
