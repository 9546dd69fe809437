"""The whole-table notebook runs on the served files and comes to the served table."""

from __future__ import annotations

import nbformat
from nbclient import NotebookClient

from components.package.notebook import notebook


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
