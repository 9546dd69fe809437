"""`/data/*`: the record and the study's results, for programs and spreadsheets."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.downloads import csv_bytes, json_bytes
from components.http.price_params import PriceParams
from components.http.responses import guarded, problem, query_of, respond
from components.params import Params
from components.params.impact import ImpactParams
from components.study import run_study
from data import load_snapshot
from data.store import database_path, export_copy

CSV, JSON = "text/csv; charset=utf-8", "application/json"


def _frame_response(request: Request, frame: pd.DataFrame, name: str, version: str) -> Response:
    """`frame` as the format that the path's ending names."""
    headers = {"X-Data-Version": version}
    if request.url.path.endswith(".csv"):
        return respond(request, csv_bytes(frame), CSV, filename=f"{name}.csv", headers=headers)
    return respond(request, json_bytes(frame), JSON, headers=headers)


@guarded
def events(request: Request) -> Response:
    """Every event with its sources' count; lists are `;`-separated in CSV, arrays in JSON."""
    snapshot = load_snapshot()
    Params.parse(query_of(request), snapshot)
    frame = snapshot.events.reset_index()
    counts = snapshot.sources.groupby("event_id").size()
    frame["sources"] = frame["id"].map(counts).fillna(0).astype(int)
    return _frame_response(request, frame, "events", snapshot.version)


@guarded
def prices(request: Request) -> Response:
    """Daily prices of one or more listings, or closing levels of a benchmark."""
    snapshot = load_snapshot()
    params = PriceParams.parse(query_of(request), snapshot)
    return _frame_response(request, params.select(snapshot), "prices", snapshot.version)


@guarded
def impacts(request: Request) -> Response:
    """The event study, one row an event and listing; columns as documented in the README."""
    snapshot = load_snapshot()
    params = ImpactParams.parse(query_of(request), snapshot)
    return _frame_response(request, run_study(snapshot, params.spec()).pairs, "impacts", snapshot.version)


@guarded
def database(request: Request) -> Response:
    """A consistent copy of the whole SQLite database, as one file."""
    snapshot = load_snapshot()
    Params.parse(query_of(request), snapshot)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "crackdown.db"
        export_copy(database_path(), copy)
        body = copy.read_bytes()
    return respond(
        request,
        body,
        "application/vnd.sqlite3",
        etag=f'"{snapshot.version}-db"',
        filename="crackdown.db",
        headers={"X-Data-Version": snapshot.version},
    )


@guarded
def nothing_here(request: Request) -> Response:
    """Any other path below `/data`: an error, rather than the app's page with status 200."""
    names = ", ".join(sorted(route.path for route in TABLES))
    return problem(404, f"There is nothing at {request.url.path[:100]}: the record is at {names}.")


TABLES = [
    Route("/data/events.csv", events),
    Route("/data/events.json", events),
    Route("/data/prices.csv", prices),
    Route("/data/impacts.csv", impacts),
    Route("/data/impacts.json", impacts),
    Route("/data/crackdown.db", database),
]
ROUTES = [*TABLES, Route("/data", nothing_here), Route("/data/{rest:path}", nothing_here)]
