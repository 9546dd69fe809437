"""`/healthz`: is the app up, and on which data."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.http.kept import current, honest
from components.http.responses import respond
from data import trouble


@honest
async def healthz(request: Request) -> Response:
    """Status, whether the database can be used, data version, events and last session of the prices.

    Answered on the event loop: busy worker threads do not make a server look dead.
    """
    snapshot = await current.get()
    body = {
        "status": "ok",
        "store": "last good record" if trouble(snapshot.path) else "ok",
        "data_version": snapshot.version,
        "events": len(snapshot.events),
        "last_session": snapshot.last_session.date().isoformat(),
    }
    return respond(request, json.dumps(body).encode(), "application/json", max_age=0)


ROUTES = [Route("/healthz", healthz)]
