"""`/healthz`: is the app up, and on which data."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.http.responses import guarded, respond
from data import load_snapshot


@guarded
def healthz(request: Request) -> Response:
    """Status, data version, number of events and last session of the prices."""
    snapshot = load_snapshot()
    body = {
        "status": "ok",
        "data_version": snapshot.version,
        "events": len(snapshot.events),
        "last_session": snapshot.last_session.date().isoformat(),
    }
    return respond(request, json.dumps(body).encode(), "application/json", max_age=0)


ROUTES = [Route("/healthz", healthz)]
