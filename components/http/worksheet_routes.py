"""`/data/worksheet.xlsx`, `/data/worksheet.html`, `/data/notebook.ipynb`: one pair, worked by hand."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable

from components.http.answers import Answer, Headers, answer
from components.http.kept import KeptRoute, Refused, kept_route
from components.http.responses import MAX_AGE
from components.worksheets.notebook import notebook
from components.worksheets.pair import Pair, collect
from components.worksheets.params import WORKED, NoNumbers, WorksheetParams
from components.worksheets.print_style import STYLE
from components.worksheets.printable import printable
from components.worksheets.workbook import workbook
from data import Snapshot

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""The printed sheet may show itself and nothing else."""


def _route(
    path: str, make: Callable[[Pair], bytes], media_type: str, name: str, told: str, *, shown: bool = False
) -> KeptRoute:
    """A route that answers the pair asked for as `make` has it; `shown` in the browser or saved."""
    ending = path.rpartition(".")[2]

    def file(snapshot: Snapshot, params: WorksheetParams) -> Answer:
        try:
            pair = collect(snapshot, params)
        except NoNumbers as none:
            change = "&".join(f"{key}={text}" for key, text in none.change.items())
            raise Refused(404, str(none), reason=none.status, change=change) from none
        version = "" if params.answers == WORKED else f"-{params.answers}"
        how = "inline" if shown else "attachment"
        headers: Headers = {
            "Content_Disposition": f'{how}; filename="{name}-{pair.name}{version}.{ending}"',
            "X_Data_Version": snapshot.version,
        }
        if shown:
            headers["Content_Security_Policy"] = POLICY
        return answer(make(pair), media_type, MAX_AGE, quality=5, **headers)

    return kept_route(path, WorksheetParams, file, media_type, told)


ROUTES = [
    _route(
        "/data/worksheet.xlsx", workbook, XLSX, "worksheet", "One event and share worked out, as a workbook."
    ),
    _route(
        "/data/worksheet.html",
        printable,
        "text/html; charset=utf-8",
        "worksheet",
        "One event and share worked out, for print.",
        shown=True,
    ),
    _route(
        "/data/notebook.ipynb",
        notebook,
        "application/x-ipynb+json",
        "notebook",
        "One event and share worked out, as a notebook.",
    ),
]
