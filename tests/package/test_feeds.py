"""The feeds are valid, and say of each entry when it happened and when it was corrected."""

from __future__ import annotations

import json
from pathlib import Path

import feedparser
import jsonschema
import pytest
from lxml import etree
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.http import feed_routes
from components.package.feeds import TAG, atom, json_feed

ATOM_SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}
TEXT = {"type": "string", "minLength": 1}
JSON_FEED_1_1 = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT,
        "description": TEXT,
        "home_page_url": {"type": "string", "format": "uri"},
        "feed_url": {"type": "string", "format": "uri"},
        "language": TEXT,
        "authors": {"type": "array", "items": {"type": "object", "required": ["name"]}},
        "items": {
            "type": "array",
            "uniqueItems": True,
            "items": {
                "type": "object",
                "required": ["id", "content_text"],
                "additionalProperties": False,
                "properties": {
                    "id": TEXT,
                    "url": {"type": "string", "format": "uri"},
                    "title": TEXT,
                    "content_text": TEXT,
                    "summary": TEXT,
                    "date_published": MOMENT,
                    "date_modified": MOMENT,
                    "tags": {"type": "array", "items": TEXT},
                },
            },
        },
    },
}
"""JSON Feed 1.1 as its specification has it, of the names that our feed uses."""
BASE = "https://example.org/record"
REVISED = "2021-04-10-alibaba-fined-18-2bn"


@pytest.fixture(scope="module")
def client():
    return TestClient(Starlette(routes=feed_routes.ROUTES))


@pytest.mark.parametrize("base", [BASE, ""])
def test_the_atom_feed_holds_to_its_schema(snapshot, base):
    text = atom(snapshot, base, lambda event: f"{base}/event?event={event}&x=1" if event else f"{base}/c")
    ATOM_SCHEMA.assertValid(etree.fromstring(text.encode()))
    read = feedparser.parse(text.encode())
    assert not read.bozo and read.version == "atom10"
    ids = [entry.id for entry in read.entries]
    assert len(ids) == len(set(ids)) and {f"{TAG}:{event}" for event in snapshot.events.index} <= set(ids)


def test_the_schema_would_notice():
    broken = atom.__doc__ and b'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>'
    assert not ATOM_SCHEMA.validate(etree.fromstring(broken))


def test_an_event_is_published_on_its_day_and_updated_by_its_revision(client, snapshot):
    read = feedparser.parse(client.get("/feed.xml").content)
    entries = {entry.id.removeprefix(f"{TAG}:"): entry for entry in read.entries}
    revised = entries[REVISED]
    assert revised.published == "2021-04-10T00:00:00+08:00" and revised.updated == "2026-11-26T00:00:00Z"
    assert "was “Ending a four-month probe" in revised.content[0].value
    assert "wording read as causal" in revised.content[0].value
    assert entries["2020-11-03-ant-ipo-suspended"].updated == "2025-11-01T00:00:00Z"
    newest = snapshot.events.index[-1]
    assert entries[newest].updated == "2026-11-26T00:00:00Z"
    assert entries[newest].link.endswith(f"/event?event={newest}")


def test_corrections_of_prices_are_entries(client, snapshot):
    read = feedparser.parse(client.get("/feed.xml").content)
    (hang_seng,) = [
        entry for entry in read.entries if entry.id == f"{TAG}:corrections:2026.11:prices/HSI.csv"
    ]
    assert hang_seng.title == "Corrected: 2 entries of prices HSI"
    assert "HSI on 25 August 2023: close" in hang_seng.content[0].value
    assert [entry.updated for entry in read.entries] == sorted(
        (entry.updated for entry in read.entries), reverse=True
    )
    assert read.feed.updated == read.entries[0].updated


def test_the_json_feed_holds_to_its_schema_and_says_the_same(client, snapshot):
    answer = client.get("/feed.json")
    assert answer.headers["content-type"].startswith("application/feed+json")
    feed = answer.json()
    jsonschema.validate(feed, JSON_FEED_1_1)
    read = feedparser.parse(client.get("/feed.xml").content)
    assert [item["id"] for item in feed["items"]] == [entry.id for entry in read.entries]
    assert [item["date_modified"] for item in feed["items"]] == [entry.updated for entry in read.entries]
    jsonschema.validate(json.loads(json_feed(snapshot, "", lambda event: f"events/{event}")), JSON_FEED_1_1)


def test_hostile_text_stays_text(snapshot):
    events = snapshot.events.copy()
    events.loc[events.index[-1], "title"] = "</title><script>&\"'"
    hostile = type(snapshot)(**{**snapshot.__dict__, "events": events, "_memory": {}})
    text = atom(hostile, BASE, lambda event: f'{BASE}/?{event}&"<')
    ATOM_SCHEMA.assertValid(etree.fromstring(text.encode()))
    assert "<script>" not in text


def test_an_unchanged_feed_is_not_sent_twice(client):
    first = client.get("/feed.xml?utm_source=reader&fbclid=x")
    assert client.get("/feed.xml", headers={"If-None-Match": first.headers["etag"]}).status_code == 304
