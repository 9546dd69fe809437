"""`/openapi.json`: every address below `/data`, described from the routes and the parameters themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.http import answer_routes, data_routes, package_routes, worksheet_routes
from components.http.answers import Answer, answer
from components.http.base_url import base_url
from components.http.kept import KeptRoute, answers, current, honest
from components.http.responses import MAX_AGE, query_of
from components.package.descriptors import about
from components.params import Params
from components.params.kinds import Schema
from components.params.schema import schemas
from components.record_name import LICENCE, LICENCE_URL, record_name
from data import Snapshot
from data.editions import latest_edition

DESCRIBED: tuple[KeptRoute, ...] = (
    *answer_routes.ROUTES,
    *package_routes.ROUTES,
    *data_routes.FILES,
    *worksheet_routes.ROUTES,
)
REFUSALS = {
    400: "a parameter that is not known or not allowed: one sentence, its name and what is allowed",
    404: "an event, a version or a number that does not exist",
    410: "a data version whose file cannot be read any more",
    503: "too much at once: come back after the seconds in Retry-After",
}
PROBLEM: Schema = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {"type": "string", "description": "one sentence"},
        "parameter": {"type": "string"},
        "allowed": {"type": "string"},
    },
    "additionalProperties": {"type": "string"},
}
_IN_PATH = re.compile(r"\{(\w+)\}")


def openapi(snapshot: Snapshot, base: str, routes: Sequence[KeptRoute] = DESCRIBED) -> dict[str, Any]:
    """The description of `routes`, OpenAPI 3.1. base: public address of the server."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": record_name(),
            "version": "-".join(filter(None, (latest_edition(snapshot), snapshot.version))),
            "description": f"{about(snapshot)} Read-only. Returns are fractions, days YYYY-MM-DD, missing "
            "values null. A name that an address does not know is refused.",
            "license": {"name": LICENCE, "url": LICENCE_URL},
        },
        "servers": [{"url": base or "/"}],
        "paths": {route.path: {"get": _operation(route, snapshot)} for route in routes},
        "components": {
            "schemas": {"Problem": PROBLEM},
            "parameters": {
                name: _described(name, schema)
                for route in routes
                for name, schema in schemas(route.kind, snapshot).items()
            },
            "responses": {str(status): _refusal(status) for status in REFUSALS},
        },
    }


def _operation(route: KeptRoute, snapshot: Snapshot) -> dict[str, Any]:
    described = schemas(route.kind, snapshot)
    media_type = route.media_type.partition(";")[0]
    return {
        "operationId": re.sub(r"\W+", "_", route.path).strip("_"),
        "summary": route.told,
        "parameters": [_parameter(route, name, schema) for name, schema in described.items()],
        "responses": {
            "200": {
                "description": route.told,
                "headers": {
                    "ETag": {"schema": {"type": "string"}},
                    "X-Data-Version": {"schema": {"type": "string"}},
                },
                "content": {media_type: {"schema": route.shape(snapshot)}},
            },
            **{str(status): {"$ref": f"#/components/responses/{status}"} for status in REFUSALS},
        },
    }


def _parameter(route: KeptRoute, name: str, schema: Schema) -> dict[str, Any]:
    """A parameter as its address has it: that of all, unless it stands in the path or is needed here."""
    in_path = name in _IN_PATH.findall(route.path)
    if not in_path and name not in route.kind.NEEDED:
        return {"$ref": f"#/components/parameters/{name}"}
    return {**_described(name, schema), "in": "path" if in_path else "query", "required": True}


def _described(name: str, schema: Schema) -> dict[str, Any]:
    """What a parameter means wherever it is asked: it is declared once."""
    told = {"name": name, "in": "query", "description": schema.pop("description"), "schema": schema}
    if schema.get("type") == "array":
        told |= {"style": "form", "explode": False}
    return told


def _refusal(status: int) -> dict[str, Any]:
    return {
        "description": f"{HTTPStatus(status).phrase}: {REFUSALS[status]}",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


@honest
async def _served(request: Request) -> Response:
    snapshot, base = await current.get(), base_url(request)
    Params.parse(query_of(request), snapshot)
    key = ("/openapi.json", snapshot.version, base)
    return (await answers.get(key, lambda: _made(snapshot, base))).response(request)


def _made(snapshot: Snapshot, base: str) -> Answer:
    body = json.dumps(openapi(snapshot, base), ensure_ascii=False, separators=(",", ":"))
    return answer(body, "application/json", MAX_AGE, quality=5, X_Data_Version=snapshot.version)


ROUTES = [Route("/openapi.json", _served, methods=["GET"])]
