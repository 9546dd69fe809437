"""`/openapi.json` describes every address below `/data`, and schemathesis finds that they keep to it."""

from __future__ import annotations

import hypothesis
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.generation import GenerationMode
from starlette.applications import Starlette
from starlette.testclient import TestClient

import app
from components.http import openapi
from components.http.kept import KeptRoute
from components.params.schema import schemas

load_all_checks()
CHECKED = [
    CHECKS.get_one(name)
    for name in (
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
        "response_headers_conformance",
    )
]
PATHS = sorted(route.path for route in openapi.DESCRIBED)
QUESTIONS = [
    *((path, GenerationMode.POSITIVE) for path in PATHS),
    *((route.path, GenerationMode.NEGATIVE) for route in openapi.DESCRIBED if route.kind.asked()),
]
SLOW = {"/data/answers/impact.json"}
"""Two studies and half a thousand specifications a question."""


@pytest.fixture(scope="module")
def served(snapshot):
    return Starlette(routes=[*openapi.ROUTES, *openapi.DESCRIBED])


@pytest.fixture(scope="module")
def described(served):
    return schemathesis.openapi.from_asgi("/openapi.json", served)


def test_every_route_below_data_is_described():
    serving = {route.path for route in app.ROUTES if route.path.startswith("/data/")}
    assert serving - {"/data/{rest:path}"} == set(PATHS)
    assert all(isinstance(route, KeptRoute) for route in app.ROUTES if route.path in PATHS)


def test_it_is_valid_and_tells_every_parameter_once(described, served, snapshot):
    described.validate()
    told = TestClient(served).get("/openapi.json").json()
    assert told["paths"].keys() == set(PATHS)
    for route in openapi.DESCRIBED:
        listed = told["paths"][route.path]["get"]["parameters"]
        names = [one["name"] if "name" in one else one["$ref"].rsplit("/", 1)[1] for one in listed]
        assert names == list(route.kind.asked())
        assert {one["name"] for one in listed if one.get("required")} == set(route.kind.NEEDED)
    ids = [path["get"]["operationId"] for path in told["paths"].values()]
    assert len(ids) == len(set(ids))


def test_defaults_that_are_told_are_those_in_use(snapshot):
    for route in openapi.DESCRIBED:
        told = {
            name: schema["default"]
            for name, schema in schemas(route.kind, snapshot).items()
            if "default" in schema
        }
        query = {name: str(value) for name, value in told.items()}
        params, problems = route.kind.parse_leniently(query, snapshot)
        assert params == route.kind() and {problem.name for problem in problems} <= route.kind.NEEDED


TABLES = ("/data/events.json", "/data/impacts.json", "/data/regression.json")


@pytest.mark.parametrize("path", TABLES)
def test_rows_are_as_described_whatever_is_chosen(served, snapshot, path):
    """Each value of each parameter that lists its values: rows have what is promised, and no more."""
    client = TestClient(served)
    told = client.get("/openapi.json").json()["paths"][path]["get"]["responses"]["200"]
    rows = told["content"]["application/json"]["schema"]["items"]
    route = next(route for route in openapi.DESCRIBED if route.path == path)
    seen = set()
    for name, schema in schemas(route.kind, snapshot).items():
        for value in (*schema.get("enum", ()), *([True, False] if schema.get("type") == "boolean" else ())):
            answer = client.get(path, params={name: str(value).lower() if value in (True, False) else value})
            assert answer.status_code == 200, (name, value, answer.text)
            for row in answer.json():
                assert set(rows["required"]) <= row.keys() <= rows["properties"].keys(), (name, value)
                seen |= row.keys()
    assert seen == rows["properties"].keys()


@pytest.mark.parametrize(("path", "mode"), QUESTIONS)
def test_answers_are_as_described(described, path, mode):
    """Positive: questions that fit the description; negative: questions that do not, where there can be such.

    A question that fits may still be refused (a first day after the last, an event that does not exist), as
    the description says; so a refusal is checked for its form.
    """
    operation = described[path]["GET"]

    @hypothesis.settings(
        max_examples=2 if path in SLOW else 4,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @hypothesis.given(case=operation.as_strategy(mode))
    def ask(case):
        case.call_and_validate(checks=CHECKED, timeout=120)

    ask()
