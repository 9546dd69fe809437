"""`/data/worksheet.xlsx`, `/data/worksheet.html`, `/data/notebook.ipynb`: one pair, worked by hand."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.http.responses import guarded, problem, query_of, respond
from components.worksheets.notebook import notebook
from components.worksheets.pair import Pair, collect
from components.worksheets.params import WORKED, NoNumbers, WorksheetParams
from components.worksheets.print_style import STYLE
from components.worksheets.printable import printable
from components.worksheets.workbook import workbook
from data import load_snapshot

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""The printed sheet may show itself and nothing else."""


def _route(
    path: str, make: Callable[[Pair], bytes], media_type: str, name: str, *, shown: bool = False
) -> Route:
    """A route that answers the pair asked for as `make` has it; `shown` in the browser or saved."""
    ending = path.rpartition(".")[2]

    @guarded
    def answer(request: Request) -> Response:
        snapshot = load_snapshot()
        params = WorksheetParams.parse(query_of(request), snapshot)
        try:
            pair = collect(snapshot, params)
        except NoNumbers as none:
            return problem(
                404,
                str(none),
                reason=none.status,
                change="&".join(f"{key}={text}" for key, text in none.change.items()),
            )
        version = "" if params.answers == WORKED else f"-{params.answers}"
        filename = f"{name}-{pair.name}{version}.{ending}"
        headers = {"X-Data-Version": snapshot.version}
        if shown:
            headers |= {
                "Content-Security-Policy": POLICY,
                "Content-Disposition": f'inline; filename="{filename}"',
            }
        return respond(request, make(pair), media_type, filename=None if shown else filename, headers=headers)

    return Route(path, answer)


ROUTES = [
    _route("/data/worksheet.xlsx", workbook, XLSX, "worksheet"),
    _route("/data/worksheet.html", printable, "text/html; charset=utf-8", "worksheet", shown=True),
    _route("/data/notebook.ipynb", notebook, "application/x-ipynb+json", "notebook"),
]
