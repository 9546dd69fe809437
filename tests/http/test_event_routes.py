"""`/data/event/<id>.json`: the same numbers as the impact table, and honest errors."""

from __future__ import annotations

import math

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.http import data_routes, event_routes

PROBE = "2020-12-24-samr-opens-alibaba-probe"


@pytest.fixture(scope="module")
def client(snapshot):
    return TestClient(Starlette(routes=[*event_routes.ROUTES, *data_routes.ROUTES]))


@pytest.mark.parametrize("query", ["", "?window=0,5&model=market-adjusted"])
def test_numbers_are_those_of_the_impact_table(client, query):
    told = client.get(f"/data/event/{PROBE}.json{query}").json()["impacts"]
    rows = client.get(f"/data/impacts.json{query}").json()
    rows = {r["symbol"]: r for r in rows if r["event_id"] == PROBE and r["affected"]}
    assert {one["symbol"] for one in told} == set(rows) >= {"9988.HK", "BABA"}
    for one in told:
        row = rows[one["symbol"]]
        for name in ("raw_return", "car", "ci_low", "ci_high", "placebo_k", "placebo_n", "q"):
            assert math.isclose(one[name], row[name], rel_tol=1e-12), name
        assert one["overlaps"] == row["overlaps"] and one["status"] == row["status"]
        assert f"{abs(row['car']):.1%}" in one["sentence"]


def test_every_event_is_told_with_its_sources(client, snapshot):
    for event in snapshot.events.index:
        told = client.get(f"/data/event/{event}.json").json()
        assert told["id"] == event and told["data_version"] == snapshot.version
        assert len(told["sources"]) == (snapshot.sources["event_id"] == event).sum() > 0
        assert all(one["sentence"].startswith(one["symbol"]) for one in told["impacts"])


def test_bad_questions_are_named(client):
    unknown = client.get("/data/event/nothing.json")
    assert unknown.status_code == 404 and unknown.json()["parameter"] == "event"
    twice = client.get(f"/data/event/{PROBE}.json?event={PROBE}")
    assert twice.status_code == 400 and twice.json()["parameter"] == "event"
    wrong = client.get(f"/data/event/{PROBE}.json?window=5,1")
    assert wrong.status_code == 400 and wrong.json()["parameter"] == "window"
