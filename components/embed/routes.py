"""`/embed/*` and `/oembed`: every chart as page, image, table and metadata."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.charts import catalogue
from components.embed import first_view, oembed
from components.embed.chrome import CannotRender
from components.embed.file_answers import (
    FOREVER,
    csv,
    datawrapper,
    figure,
    metadata_file,
    pdf,
    png,
    svg,
    xlsx,
)
from components.embed.page import LIBRARY, LIBRARY_FILE, asset
from components.embed.page_answers import bare_picture, embed_page, single_file
from components.embed.request import heard, pasted
from components.embed.typefaces import NoTypeface
from components.http.answers import Answer, Answers, TooMuch, answer
from components.http.base_url import base_url
from components.http.current import Current
from components.http.error_page import as_page
from components.http.responses import MAX_AGE, bad_param, problem, query_of
from components.params import BadParam
from data import Snapshot
from data.versions import NotHeld, Unreadable

log = logging.getLogger(__name__)


answers = Answers()
assets = Answers(threads=1)
"""Apart from the charts: compressing the library once takes seconds."""


_current = Current()


def _honest(handler: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """A handler whose errors reach the reader as one sentence: in a frame as a page, else as JSON."""

    async def respond(request: Request) -> Response:
        try:
            answered = await handler(request)
        except BadParam as error:
            answered = bad_param(error)
        except (NotHeld, oembed.NotOurs) as error:
            answered = problem(404, str(error))
        except Unreadable as error:
            answered = problem(410, str(error))
        except (CannotRender, NoTypeface, TooMuch) as error:
            answered = problem(503, str(error), retry_after=5)
        except Exception:
            log.exception("Could not answer %s", request.url.path)
            answered = problem(500, "Something went wrong on our side; the log says what.")
        return as_page(request, answered) if request.url.path.startswith("/embed") else answered

    return respond


@_honest
async def embed(request: Request) -> Response:
    """One chart in the format that the ending of the path names."""
    name = request.path_params.get("name", "")
    slug, dot, ending = name.partition(".")
    make = _FORMATS.get(dot + ending)
    if slug not in catalogue.CATALOGUE or make is None:
        charts, endings = ", ".join(catalogue.CATALOGUE), ", ".join(filter(None, _FORMATS))
        return problem(
            404,
            f"There is no chart at {request.url.path[:80]}: charts are {charts}; endings are none, "
            f"{endings}.",
        )
    current, base = await _current.get(), base_url(request)
    query = heard(slug, query_of(request))
    key = (name, urlencode(query, doseq=True), base, current.version)
    found = answers.remembered(key)
    if found is None:
        found = await answers.get(key, lambda: make(slug, query, base, current))
    return found.response(request)


_FORMATS: dict[str, Callable[[str, dict[str, list[str]], str, Snapshot], Answer]] = {
    "": embed_page,
    ".html": single_file,
    ".svg": svg,
    ".bare.svg": bare_picture,
    ".png": png,
    ".pdf": pdf,
    ".csv": csv,
    ".xlsx": xlsx,
    ".json": metadata_file,
    ".figure.json": figure,
    ".datawrapper.json": datawrapper,
}


@_honest
async def oembed_answer(request: Request) -> Response:
    """oEmbed 1.0, JSON only."""
    query = request.query_params
    if query.get("format", "json") != "json":
        return problem(501, "Only format=json is offered.")
    if not query.get("url"):
        raise BadParam("url", "", "it must be the address of an embed or of a page of the app")
    most = [_pixels(query.get(name), name) for name in ("maxwidth", "maxheight")]
    base = base_url(request)
    target = oembed.target_of(query["url"], base, catalogue.CATALOGUE)
    current = await _current.get()

    def make() -> Answer:
        asked = pasted(target.slug, target.query, current, lenient=not target.exact, home=base)
        body = oembed.rich(base, asked, *most)
        return answer(json.dumps(body, ensure_ascii=False), "application/json", MAX_AGE)

    key = ("oembed", request.scope["query_string"], base, current.version)
    try:
        return (await answers.get(key, make)).response(request)
    except BadParam as error:
        return problem(404, f"The address shows no chart: {error}")


def _pixels(text: str | None, name: str) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= 100_000):
        raise BadParam(name, text, "it must be a whole number of pixels above 0")
    return int(text)


@_honest
async def static(request: Request) -> Response:
    """The chart library and the script for host pages, kept by readers for good."""
    name = request.path_params["name"]
    if name == LIBRARY:
        made = partial(
            answer, LIBRARY_FILE.read_bytes(), "text/javascript; charset=utf-8", FOREVER, quality=5
        )
    else:
        return problem(404, f"There is no such file; the library is {LIBRARY}.")
    return (await assets.get(name, made)).response(request)


@_honest
async def script(request: Request) -> Response:
    """Our own small scripts, for pages of others and for the first view."""
    name = _SCRIPTS[request.url.path]
    made = partial(answer, asset(name), "text/javascript; charset=utf-8", 86_400)
    return (await assets.get(name, made)).response(request)


_SCRIPTS = {"/embed/host.js": "host.js", first_view.SCRIPT: "first_view.js"}

ROUTES = [
    *(Route(path, script) for path in _SCRIPTS),
    Route("/embed/static/{name}", static),
    Route("/embed", embed),
    Route("/embed/{name:path}", embed),  # any depth, or the app's page would answer what no chart does
    Route("/oembed", oembed_answer),
]
