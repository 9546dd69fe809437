"""`/data/` and the files that describe the package: columns, checksums, a citation, a notebook."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from components.answers.questions import QUESTIONS
from components.http.answers import answer
from components.http.base_url import base_url
from components.http.kept import KeptRoute, answers, current
from components.http.responses import MAX_AGE, query_of
from components.package.citation import citation_cff
from components.package.descriptors import datapackage, datasette, manifest
from components.package.index_page import POLICY, WHOLE, index_page
from components.package.notebook import notebook
from components.package.scripts import r_script, stata_script
from components.package.shapes import no_shape, one_object
from components.params import Params
from components.study.method import EXAMPLE_EVENT, EXAMPLE_SYMBOL
from data import Snapshot

JSON = "application/json"
EXAMPLES = {
    "search_events": "?q=antitrust",
    "event": f"?event={EXAMPLE_EVENT}",
    "impact": f"?event={EXAMPLE_EVENT}&symbol={EXAMPLE_SYMBOL}",
    "prices": "?symbols=0700.HK,HSI",
    "method": "?term=CAR",
}
Make = Callable[[Snapshot, str], bytes | str]
"""A file of the record and the server's public address."""


def _route(path: str, media_type: str, told: str, make: Make, **headers: str) -> KeptRoute:
    """GET and HEAD of a file that depends on the record and on where it is served; it takes no parameter."""

    async def file(request: Request) -> Response:
        snapshot, base = await current.get(), base_url(request)
        Params.parse(query_of(request), snapshot)
        key = (path, snapshot.version, base)
        made = await answers.get(
            key,
            lambda: answer(
                make(snapshot, base),
                media_type,
                MAX_AGE,
                quality=5,
                X_Data_Version=snapshot.version,
                **headers,  # type: ignore[arg-type]
            ),
        )
        return made.response(request)

    return KeptRoute(path, file, Params, media_type, told, one_object if media_type == JSON else no_shape)


ASKED = {
    f"answers/{question.name}.json{EXAMPLES.get(question.name, '')}": question.told for question in QUESTIONS
}
"""Questions to the record, with what each answers."""


def _json(make: Callable[[Snapshot, str], dict[str, Any]]) -> Make:
    return lambda snapshot, base: json.dumps(make(snapshot, base), ensure_ascii=False, indent=1) + "\n"


def _saved_as(name: str) -> str:
    return f'attachment; filename="{name}"'


ROUTES = [
    _route(
        "/data/",
        "text/html; charset=utf-8",
        "A page that lists every file.",
        lambda snapshot, base: index_page(snapshot, base, ASKED),
        Content_Security_Policy=POLICY,
    ),
    _route("/data/datapackage.json", JSON, WHOLE["datapackage.json"], _json(datapackage)),
    _route(
        "/data/MANIFEST.json", JSON, WHOLE["MANIFEST.json"], _json(lambda snapshot, base: manifest(snapshot))
    ),
    _route(
        "/data/metadata.json", JSON, WHOLE["metadata.json"], _json(lambda snapshot, base: datasette(snapshot))
    ),
    _route(
        "/data/CITATION.cff",
        "application/yaml",
        WHOLE["CITATION.cff"],
        citation_cff,
        Content_Disposition=_saved_as("CITATION.cff"),
    ),
    _route(
        "/data/impacts.ipynb",
        "application/x-ipynb+json",
        WHOLE["impacts.ipynb"],
        lambda snapshot, base: notebook(f"{base}/data"),
        Content_Disposition=_saved_as("impacts.ipynb"),
    ),
    _route(
        "/data/impacts.R",
        "text/plain; charset=utf-8",
        WHOLE["impacts.R"],
        lambda snapshot, base: r_script(f"{base}/data"),
        Content_Disposition=_saved_as("impacts.R"),
    ),
    _route(
        "/data/impacts.do",
        "text/plain; charset=utf-8",
        WHOLE["impacts.do"],
        lambda snapshot, base: stata_script(f"{base}/data"),
        Content_Disposition=_saved_as("impacts.do"),
    ),
]
