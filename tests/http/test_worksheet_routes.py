"""Worksheets over HTTP: files, their validators, and what is said to a bad question."""

from __future__ import annotations

import io
import json
import re
from urllib.parse import parse_qsl

import openpyxl
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.http import data_routes, worksheet_routes
from components.study import run_study
from components.worksheets.params import WorksheetParams

PATHS = [route.path for route in worksheet_routes.ROUTES]
PAIR = "event=2020-12-24-samr-opens-alibaba-probe&symbol=9988.HK"


@pytest.fixture(scope="module")
def client(snapshot):
    return TestClient(Starlette(routes=[*worksheet_routes.ROUTES, *data_routes.ROUTES]))


def test_the_three_files(client, snapshot):
    book = client.get(f"/data/worksheet.xlsx?{PAIR}")
    assert book.headers["content-type"] == worksheet_routes.XLSX
    assert book.headers["content-disposition"] == 'attachment; filename="worksheet-2020-12-24-9988-HK.xlsx"'
    assert openpyxl.load_workbook(io.BytesIO(book.content)).sheetnames == [
        "Read me",
        "Prices",
        "Returns",
        "Estimation",
        "Event window",
        "Test",
        "Check",
    ]
    page = client.get(f"/data/worksheet.html?{PAIR}")
    assert page.text.startswith("<!doctype html>") and page.headers["content-disposition"].startswith(
        "inline"
    )
    notebook = client.get(f"/data/notebook.ipynb?{PAIR}")
    assert json.loads(notebook.content)["nbformat"] == 4 and notebook.headers["content-disposition"].endswith(
        '.ipynb"'
    )
    assert {answer.headers["x-data-version"] for answer in (book, page, notebook)} == {snapshot.version}


def test_the_page_may_show_itself_and_nothing_else(client):
    answer = client.get(f"/data/worksheet.html?{PAIR}")
    policy = dict(
        part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'" and "unsafe" not in answer.headers["content-security-policy"]
    assert re.fullmatch(r"'sha256-[\w+/=]+'", policy["style-src"])
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_parameters_reach_the_numbers(client, snapshot):
    query = f"{PAIR}&window=0,1&model=mean-adjusted&returns=log&clean_estimation=0"
    asked = WorksheetParams.parse(dict(parse_qsl(query)), snapshot)
    car = run_study(snapshot, asked.spec()).pair(asked.event, asked.symbol)["car"]
    assert repr(float(car)) in client.get(f"/data/notebook.ipynb?{query}").text


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("query", "status", "parameter"),
    [
        ("symbol=BABA", 400, "event"),
        ("event=2020-12-24-samr-opens-alibaba-probe", 400, "symbol"),
        ("event=nope&symbol=BABA", 404, "event"),
        (f"{PAIR}&symbol=BABA", 400, "symbol"),
        (f"{PAIR[:-7]}NOPE", 400, "symbol"),
        (f"{PAIR}&answers=1", 400, "answers"),
        (f"{PAIR}&window=3,1", 400, "window"),
        (f"{PAIR}&model=magic", 400, "model"),
        (f"{PAIR}&colour=red", 400, "colour"),
    ],
)
def test_a_bad_parameter_is_named(client, path, query, status, parameter):
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == status
    assert answer.json()["parameter"] == parameter and parameter in answer.json()["error"]
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", PATHS)
def test_a_pair_without_numbers_says_why_and_what_to_change(client, path):
    answer = client.get(f"{path}?event=2021-04-10-alibaba-fined-18-2bn&symbol=BABA&min_estimation=60")
    assert answer.status_code == 404 and answer.headers["cache-control"] == "no-store"
    said = answer.json()
    assert said["reason"] == "too few estimation sessions" and said["change"] == "clean_estimation=0"
    assert "clean_estimation=0" in said["error"]
    assert (
        client.get(f"{path}?event=2021-04-10-alibaba-fined-18-2bn&symbol=BABA&{said['change']}").status_code
        == 200
    )


@pytest.mark.parametrize("path", PATHS)
def test_a_control_portfolio_that_is_asked_too_far_says_what_to_change(client, path):
    assert client.get(f"{path}?{PAIR}&model=controls").status_code == 200
    answer = client.get(f"{path}?{PAIR}&model=controls&window=0,30")
    assert answer.status_code == 404 and answer.json()["change"]
    assert client.get(f"{path}?{PAIR}&window=0,30&{answer.json()['change']}").status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_an_unchanged_answer_is_not_sent_twice(client, path):
    first = client.get(f"{path}?{PAIR}")
    assert first.headers["cache-control"].startswith("public")
    assert client.get(f"{path}?{PAIR}").content == first.content
    again = client.get(f"{path}?{PAIR}", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304 and not again.content
    assert (
        client.get(f"{path}?{PAIR}&window=0,1", headers={"If-None-Match": first.headers["etag"]}).status_code
        == 200
    )


def test_only_reading_is_allowed(client):
    assert client.post(PATHS[0]).status_code == 405
