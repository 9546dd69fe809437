"""`/data/changes`: what was corrected since an edition, a day or a data version."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.edition_words import change_words, how_far, last_edition
from components.http import data_routes
from data import versions


@pytest.fixture
def client(snapshot, tmp_path, monkeypatch):
    monkeypatch.setenv("CRACKDOWN_CACHE", str(tmp_path))
    return TestClient(Starlette(routes=data_routes.ROUTES))


def test_every_change_has_its_reason(client, snapshot):
    rows = client.get("/data/changes.json").json()
    assert len(rows) == len(snapshot.changes) > 600
    assert all(row["reason"] for row in rows)
    frame = pd.read_csv(io.BytesIO(client.get("/data/changes.csv").content), dtype=str, keep_default_na=False)
    assert frame.to_dict("records") == rows


@pytest.mark.parametrize(
    ("since", "some"),
    [
        ("2025.11", True),
        ("2026.11", False),
        ("2026-11-25", True),
        ("2026-11-26", False),
        ("2025-01-01", True),
    ],
)
def test_only_what_is_later_is_told(client, snapshot, since, some):
    rows = client.get(f"/data/changes.json?since={since}").json()
    assert len(rows) == (len(snapshot.changes) if some else 0)


def test_nothing_has_changed_since_this_version(client, snapshot):
    assert client.get(f"/data/changes.json?since={snapshot.version}").json() == []


def test_a_version_that_is_not_held_is_404_and_says_so(client):
    answer = client.get("/data/changes.csv?since=0123456789ab")
    assert answer.status_code == 404 and "not kept" in answer.json()["error"]


def test_a_kept_version_tells_what_came_after_it(client, snapshot, tmp_path, monkeypatch):
    """A record in which two rows of changes were not yet told."""
    older = type(snapshot)(**{**snapshot.__dict__, "changes": snapshot.changes.iloc[2:], "_memory": {}})
    monkeypatch.setattr(versions, "_open", type(versions._open)({"feedfacefeed": older}))
    rows = client.get("/data/changes.json?since=feedfacefeed").json()
    assert rows == snapshot.changes.iloc[:2].to_dict("records")


@pytest.mark.parametrize("since", ["2024.01", "yesterday", "2026-13-01", "0123456789AB"])
def test_anything_else_is_refused_with_what_is_allowed(client, since):
    answer = client.get("/data/changes.csv", params={"since": since})
    assert answer.status_code == 400 and "2025.11, 2026.11" in answer.json()["error"]


def test_bom_is_a_parameter_of_csv_alone(client):
    marked, bare = client.get("/data/changes.csv").content, client.get("/data/changes.csv?bom=0").content
    assert marked == b"\xef\xbb\xbf" + bare
    assert client.get("/data/changes.json?bom=0").status_code == 400


def test_the_words_of_changes_and_editions(snapshot):
    assert how_far(snapshot) == "Events run through 20 August 2026, prices run through 21 August 2026."
    added = (snapshot.events["added"] == "2026.11").sum()
    assert f"Edition 2026.11 added {added} events, corrected" in last_edition(snapshot)
    cell = snapshot.changes[snapshot.changes["table"] == "prices/0700.HK.csv"].iloc[0]
    assert change_words(cell) == "0700.HK on 24 December 2020: open 570.0, was empty."
