"""The whole-table notebook runs on the served files and comes to the served table."""

from __future__ import annotations

import threading

import nbformat
import pytest
import uvicorn
from nbclient import NotebookClient
from starlette.applications import Starlette

from components.http import data_routes, package_routes
from components.package.notebook import notebook


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


def test_it_runs_and_its_own_check_holds(served, snapshot):
    book = nbformat.reads(notebook(served).decode(), as_version=4)
    nbformat.validate(book)
    code = "\n".join(cell.source for cell in book.cells if cell.cell_type == "code")
    assert [line for line in code.splitlines() if line.startswith(("import", "from"))] == [
        "import pandas as pd"
    ]
    NotebookClient(book, timeout=180, kernel_name="python3").execute()
    said = book.cells[-1].outputs[0]["data"]["text/plain"]
    assert f"of {4 * len(snapshot.events)} pairs of event and share, equal to the served table" in said
    assert int(said.strip("'\"").split()[0]) > 1_000
