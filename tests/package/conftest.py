"""The package over real HTTP, for programs that fetch it."""

from __future__ import annotations

import threading

import pytest
import uvicorn
from starlette.applications import Starlette

from components.http import data_routes, package_routes


@pytest.fixture
def served():
    """The record over real HTTP, on a free port."""
    config = uvicorn.Config(
        Starlette(routes=[*package_routes.ROUTES, *data_routes.ROUTES]), port=0, log_level="warning"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
    (socket,) = server.servers[0].sockets
    yield f"http://127.0.0.1:{socket.getsockname()[1]}/data"
    server.should_exit = True
    thread.join(10)
