"""`/data/*`: the record and the study's results, for programs and spreadsheets."""

from __future__ import annotations

import logging
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from components.downloads import csv_bytes, json_bytes
from components.http.answers import Answer, answer
from components.http.base_url import base_url
from components.http.file_params import (
    ChangesCsv,
    EventRows,
    EventsCsv,
    ImpactsCsv,
    OnePairCsv,
    PricesCsv,
    RegressionCsv,
)
from components.http.kept import KeptRoute, Refused, honest, kept_route
from components.http.responses import MAX_AGE
from components.package.database import write_database
from components.package.formats import FORMATS, table_bytes
from components.package.shapes import no_shape, rows_of, some_rows
from components.package.tables import TABLE_OF_NAME, TABLES
from components.params import Params
from components.params.changes import ChangeParams
from components.params.chosen_events import filtered_events
from components.params.files import CsvFile
from components.params.impact import ImpactParams
from components.params.prices import PriceParams
from components.params.record import OnePair
from components.params.regression import RegressionParams
from components.study import run_study
from components.study.cross_section import cross_section
from components.study.robustness import robustness
from components.study.sample import draw
from data import Snapshot
from data.editions import changes_since
from data.versions import NotHeld, Unreadable

log = logging.getLogger(__name__)

QUALITY = 5
"""Of brotli: files are asked for by programs, and made anew for every question."""
SHOWN_AT_ONCE = ("json",)
"""Endings that a browser shows; files of the others are kept under their name."""

CSV, SQLITE = FORMATS["csv"][0], "application/vnd.sqlite3"

Select = Callable[[Snapshot, Any], pd.DataFrame]


def _as_file(name: str, ending: str, body: bytes, version: str) -> Answer:
    """`body` as an answer of the kind that `ending` names."""
    how = "inline" if ending in SHOWN_AT_ONCE else "attachment"
    return answer(
        body,
        FORMATS[ending][0],
        MAX_AGE,
        quality=QUALITY,
        Content_Disposition=f'{how}; filename="{name}.{ending}"',
        X_Data_Version=version,
    )


def _whole(name: str) -> Select:
    return lambda snapshot, params: TABLE_OF_NAME[name].select(snapshot)


def _events(snapshot: Snapshot, params: EventRows) -> pd.DataFrame:
    """The events that the filters of the pages leave."""
    events = TABLE_OF_NAME["events"].select(snapshot)
    return events[events["id"].isin(filtered_events(snapshot, params, params.from_, params.to).index)]


def _impacts(snapshot: Snapshot, params: ImpactParams) -> pd.DataFrame:
    """The event study, one row an event and listing; columns as documented in the README."""
    return run_study(snapshot, params.spec()).pairs


def _regression(snapshot: Snapshot, params: RegressionParams) -> pd.DataFrame:
    """Why the moves differ, or one sentence where they are too few to say."""
    found = cross_section(draw(run_study(snapshot, params.spec())), params.outcome)
    if found.reason:
        raise Refused(404, found.reason, parameter="events")
    return found.table


def _changes(snapshot: Snapshot, params: ChangeParams) -> pd.DataFrame:
    """What was corrected or added after an edition, a day or a data version."""
    try:
        return changes_since(snapshot, params.since)
    except NotHeld as error:
        raise Refused(404, str(error), parameter="since") from error
    except Unreadable as error:
        raise Refused(410, str(error), parameter="since") from error


ASKED: dict[str, tuple[Select, type[Params], type[CsvFile]]] = {
    "events": (_events, EventRows, EventsCsv),
    "impacts": (_impacts, ImpactParams, ImpactsCsv),
    "regression": (_regression, RegressionParams, RegressionCsv),
    "changes": (_changes, ChangeParams, ChangesCsv),
}
"""Tables that can be asked for in part: how, with which parameters, and with those of a CSV."""


def _table(name: str, ending: str) -> KeptRoute:
    """`/data/<name>.<ending>`: the table, or the part of it that the parameters select."""
    select, kind, csv_kind = ASKED.get(name, (_whole(name), Params, CsvFile))
    table = TABLE_OF_NAME[name]

    def make(snapshot: Snapshot, params: Params) -> Answer:
        bom = params.bom if isinstance(params, CsvFile) else True
        body = table_bytes(table, snapshot, ending, select(snapshot, params), bom=bom)
        return _as_file(name, ending, body, snapshot.version)

    asked = csv_kind if ending == "csv" else kind
    told = f"{table.title}, as {FORMATS[ending][1]}."
    shape = rows_of(table) if ending == "json" else no_shape
    return kept_route(f"/data/{name}.{ending}", asked, make, FORMATS[ending][0], told, shape)


def _prices(snapshot: Snapshot, params: PricesCsv) -> Answer:
    """Daily prices of one or more listings or controls, or closing levels of a benchmark."""
    body = csv_bytes(PriceParams.taking(params).select(snapshot), bom=params.bom)
    return _as_file("prices", "csv", body, snapshot.version)


def _robustness(ending: str) -> KeptRoute:
    """`/data/robustness.<ending>`: one event and share by every sensible specification."""

    def make(snapshot: Snapshot, params: OnePair) -> Answer:
        frame = robustness(snapshot, *params.named).table
        body = csv_bytes(frame, bom=params.bom) if isinstance(params, CsvFile) else json_bytes(frame)
        return _as_file("robustness", ending, body, snapshot.version)

    asked = OnePairCsv if ending == "csv" else OnePair
    told = "One event and share by every sensible specification."
    shape = some_rows if ending == "json" else no_shape
    return kept_route(f"/data/robustness.{ending}", asked, make, FORMATS[ending][0], told, shape)


def _database(snapshot: Snapshot, params: Params) -> Answer:
    """The whole record and the study by default as one SQLite file; made once for a version."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "crackdown.db"
        try:
            write_database(snapshot, copy)
        except sqlite3.Error as error:
            log.error("No copy of %s could be made: %s", snapshot.path, error)
            raise Refused(503, "The database file cannot be read just now; every other file can.") from error
        body = copy.read_bytes()
    return answer(
        body,
        SQLITE,
        MAX_AGE,
        quality=QUALITY,
        Content_Disposition='attachment; filename="crackdown.db"',
        X_Data_Version=snapshot.version,
    )


@honest
async def nothing_here(request: Request) -> Response:
    """Any other path below `/data`: an error, rather than the app's page with status 200."""
    names = ", ".join(sorted(route.path for route in FILES))
    raise Refused(404, f"There is nothing at {request.url.path[:100]}: the record is at {names}.")


async def to_the_folder(request: Request) -> Response:
    """`/data` is a folder: links on its page are relative to it."""
    return RedirectResponse(f"{base_url(request)}/data/", 308)


FILES = [
    *(_table(table.name, ending) for table in TABLES for ending in FORMATS),
    kept_route(
        "/data/prices.csv", PricesCsv, _prices, CSV, "Daily prices of listings, indices and controls."
    ),
    *(_robustness(ending) for ending in ("csv", "json")),
    kept_route("/data/crackdown.db", Params, _database, SQLITE, "The whole record as one SQLite database."),
]
ROUTES = [*FILES, Route("/data", to_the_folder), Route("/data/{rest:path}", nothing_here)]
