"""The page that pupils open: off by default, without script or cookie, and deaf to what is no guess."""

from __future__ import annotations

import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.classroom.tally import ROOMS, VARIABLE, Asked, shown
from components.http import tally_routes

ASKED = Asked(
    "ab.0", "A <b>fine</b>", "to the close", ("Alibaba", "Tencent"), ("Fell", "b", "Within", "d", "Rose")
)


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setenv(VARIABLE, "on")
    return TestClient(Starlette(routes=tally_routes.ROUTES))


@pytest.fixture
def code():
    code = ROOMS.open()
    ROOMS.ask(code, ASKED)
    yield code
    ROOMS.close(code)


def fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


def test_a_guess_is_counted_and_can_be_changed(client, code):
    page = client.get(f"/tally/{shown(code)}")
    assert page.status_code == 200 and page.text.count('type="radio"') == 10
    assert "A &lt;b&gt;fine" in page.text and "<script" not in page.text
    assert "set-cookie" not in page.headers and page.headers["cache-control"] == "no-store"
    assert "unsafe" not in page.headers["content-security-policy"]
    asked = fields(page.text)
    assert "Your guess is in" in client.post(f"/tally/{code}", data={**asked, "s0": "0", "s1": "4"}).text
    client.post(f"/tally/{code}", data={**asked, "s0": "2", "s1": "4"})
    assert ROOMS.counts(code) == ((0, 0, 1, 0, 0), (0, 0, 0, 0, 1))


def test_it_is_off_unless_the_operator_allows_it(client, code, monkeypatch):
    for value in (None, "", "off", "yes"):
        monkeypatch.delenv(VARIABLE, raising=False) if value is None else monkeypatch.setenv(VARIABLE, value)
        assert client.get(f"/tally/{code}").status_code == 404
        assert client.post(f"/tally/{code}", data={"s0": "0"}).status_code == 404


@pytest.mark.parametrize(
    "changed",
    [
        {"s0": "9"},
        {"s0": ""},
        {"s0": "1" * 500},
        {"s1": None},
        {"key": "other"},
        {"ticket": "0" * 32},
        {"s0": "٣"},
        {"s7": "1"},
    ],
)
def test_what_is_no_guess_is_not_counted(client, code, changed):
    data = {**fields(client.get(f"/tally/{code}").text), "s0": "0", "s1": "0"} | changed
    answer = client.post(
        f"/tally/{code}", data={name: text for name, text in data.items() if text is not None}
    )
    assert answer.status_code == 200 and "did not count" in answer.text
    assert not any(map(any, ROOMS.counts(code)))


def test_other_addresses_other_methods_and_long_bodies(client, code):
    assert client.get("/tally/abcdefgh").status_code == 404
    assert client.post("/tally/abcdefgh", data={"s0": "0"}).status_code == 404
    assert client.put(f"/tally/{code}").status_code == 405
    assert client.post(f"/tally/{code}", content=b"x" * 100_000).status_code == 400


def test_between_questions_the_page_waits(client, code):
    ROOMS.ask(code, None)
    page = client.get(f"/tally/{code}")
    assert 'http-equiv="refresh"' in page.text and "radio" not in page.text
