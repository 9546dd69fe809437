"""`/data/*`: the record and the study's results, for programs and spreadsheets."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.downloads import csv_bytes, json_bytes
from components.http.answers import Answer, answer
from components.http.kept import Refused, honest, kept_route
from components.http.price_params import PriceParams
from components.http.responses import MAX_AGE
from components.params import Params
from components.params.impact import ImpactParams
from components.study import run_study
from data import Snapshot
from data.store import export_copy

CSV, JSON = "text/csv; charset=utf-8", "application/json"
QUALITY = 5
"""Of brotli: files are asked for by programs, and made anew for every question."""


def _frame(name: str, ending: str, frame: pd.DataFrame, version: str) -> Answer:
    """`frame` as a file of the kind that `ending` names."""
    if ending == "json":
        return answer(json_bytes(frame), JSON, MAX_AGE, quality=QUALITY, X_Data_Version=version)
    return answer(
        csv_bytes(frame),
        CSV,
        MAX_AGE,
        quality=QUALITY,
        Content_Disposition=f'attachment; filename="{name}.csv"',
        X_Data_Version=version,
    )


def _events(snapshot: Snapshot, params: Params) -> pd.DataFrame:
    """Every event with its sources' count; lists are `;`-separated in CSV, arrays in JSON."""
    frame = snapshot.events.reset_index()
    counts = snapshot.sources.groupby("event_id").size()
    frame["sources"] = frame["id"].map(counts).fillna(0).astype(int)
    return frame


def _prices(snapshot: Snapshot, params: PriceParams) -> pd.DataFrame:
    """Daily prices of one or more listings or controls, or closing levels of a benchmark."""
    return params.select(snapshot)


def _impacts(snapshot: Snapshot, params: ImpactParams) -> pd.DataFrame:
    """The event study, one row an event and listing; columns as documented in the README."""
    return run_study(snapshot, params.spec()).pairs


def _table(name: str, ending: str, kind: type[Params], select: Callable[..., pd.DataFrame]) -> Route:
    """`/data/<name>.<ending>`: the table that `select` makes of the record and the parameters."""
    return kept_route(
        f"/data/{name}.{ending}",
        kind,
        lambda snapshot, params: _frame(name, ending, select(snapshot, params), snapshot.version),
    )


def _database(snapshot: Snapshot, params: Params) -> Answer:
    """A consistent copy of the whole SQLite database, as one file; made once for a version."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "crackdown.db"
        export_copy(snapshot.path, copy)
        body = copy.read_bytes()
    return answer(
        body,
        "application/vnd.sqlite3",
        MAX_AGE,
        quality=QUALITY,
        Content_Disposition='attachment; filename="crackdown.db"',
        X_Data_Version=snapshot.version,
    )


@honest
async def nothing_here(request: Request) -> Response:
    """Any other path below `/data`: an error, rather than the app's page with status 200."""
    names = ", ".join(sorted(route.path for route in TABLES))
    raise Refused(404, f"There is nothing at {request.url.path[:100]}: the record is at {names}.")


TABLES = [
    _table("events", "csv", Params, _events),
    _table("events", "json", Params, _events),
    _table("prices", "csv", PriceParams, _prices),
    _table("impacts", "csv", ImpactParams, _impacts),
    _table("impacts", "json", ImpactParams, _impacts),
    kept_route("/data/crackdown.db", Params, _database),
]
ROUTES = [*TABLES, Route("/data", nothing_here), Route("/data/{rest:path}", nothing_here)]
