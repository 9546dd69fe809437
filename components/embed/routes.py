"""`/embed/*` and `/oembed`: every chart as page, image, table and metadata."""

from __future__ import annotations

import dataclasses
import json
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.charts import catalogue
from components.downloads import csv_bytes, xlsx_bytes
from components.edition_words import change_and_reason
from components.embed import first_view, image, links, oembed
from components.embed.bare import bare
from components.embed.choices import chips, groups
from components.embed.chrome import CannotRender
from components.embed.datawrapper import as_datawrapper
from components.embed.metadata import metadata
from components.embed.page import LIBRARY, LIBRARY_FILE, Addresses, asset, page
from components.embed.presentation import BareOptions, FigureOptions, ImageOptions
from components.embed.questions import questions_html
from components.embed.request import Asked, figure_text, heard, pasted, read
from components.embed.stepped import sequence
from components.embed.table import table_html
from components.embed.typefaces import NoTypeface
from components.http.answers import Answer, Answers, Headers, TooMuch, answer
from components.http.base_url import base_url
from components.http.current import Current
from components.http.error_page import as_page
from components.http.responses import MAX_AGE, bad_param, problem, query_of
from components.params import BadParam
from components.params.files import CsvFile
from data import Snapshot
from data.versions import NotHeld, Unreadable

log = logging.getLogger(__name__)

FOREVER = 365 * 86_400
_PICTURE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""The policy of a picture: it loads and runs nothing."""
HEAVY = 100_000
"""Characters of a page that is worth a fifth of a second of compressing, once: it saves a sixth."""

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


def _page(slug: str, query: dict[str, list[str]], base: str, current: Snapshot) -> Answer:
    asked = read(slug, query, current, home=base)
    keep = True
    steps, pictures = "", {}
    try:
        if asked.in_steps:
            steps = _steps(asked)
        else:
            pictures = asked.pictures()
    except CannotRender as error:
        log.warning("The embed of %s is served without its picture: %s", slug, error)
        pictures, keep = {}, False
    words, frozen = asked.words, asked.presentation.frozen is not None
    if steps:  # each has a subtitle of its own
        words = dataclasses.replace(words, subtitle=asked.presentation.subtitle)
    addresses = _addresses(asked, base)
    made = page(
        slug,
        words,
        pictures,
        _table(asked, base, addresses.csv),
        addresses,
        asked.presentation.theme,
        compact=asked.presentation.compact,
        corrected=_corrected(asked) if addresses.current else (),
        steps=steps,
        choices=_choices(asked),
    )
    return answer(
        made.html,
        "text/html; charset=utf-8",
        (3600 if frozen else MAX_AGE) if keep else 0,
        quality=10 if len(made.html) > HEAVY else 9,
        keep=keep,
        Content_Security_Policy=f"{made.policy}; frame-ancestors *",
        X_Data_Version=asked.snapshot.version,
    )


def _table(asked: Asked, base: str, csv: str) -> str:
    """The table view: what readers ask, then the data."""
    answers = asked.answers(links.embed_url(base, asked.slug, asked.frozen_query))
    return questions_html(answers) + table_html(asked.chart.table, csv)


def _choices(asked: Asked) -> str:
    """Chips for the reader, where the publisher wants them and there is room."""
    if not asked.presentation.choices or asked.presentation.compact:
        return ""
    return chips(groups(asked), lambda shown: links.with_query(asked.slug, shown.query))


def _steps(asked: Asked) -> str:
    """A sequence whose pictures are drawings alone, each at its own address; those of the first are made
    now."""

    def address(place: int, size: str, theme: str) -> str:
        query = asked.steps[place - 1].query
        kept = {name: query[name] for name in query if name not in ("title", "source", "theme")}
        more = {"theme": theme, "size": size, "tall": str(asked.step_heights[size])}
        return links.with_query(f"{asked.slug}.bare.svg", {**kept, **more})

    made = sequence(asked, address)
    for size, tall in asked.step_heights.items():
        asked.steps[0].picture(size, height=tall)
    return made


def _bare(slug: str, query: dict[str, list[str]], base: str, current: Snapshot) -> Answer:
    """The drawing alone; marks that it does not show are passed over, as the steps of a sequence need."""
    asked = dataclasses.replace(read(slug, query, current, home=base), lenient=True)
    options = BareOptions.parse(query, current, ignore_unknown=True)
    exactly: dict[str, Any] = {"height": options.tall} if options.tall else {}
    body = bare(asked.picture(options.size, **exactly), asked.words, asked.paper)
    headers: Headers = {"X_Data_Version": asked.snapshot.version, "Content_Security_Policy": _PICTURE}
    return answer(body, "image/svg+xml; charset=utf-8", _max_age(asked), **headers)


def _single_file(slug: str, query: dict[str, list[str]], base: str, current: Snapshot) -> Answer:
    """Everything in one HTML file that asks for nothing, for a reader to keep or a publisher to host."""
    asked = read(slug, query, current, home=base)
    absolute = _addresses(asked, base, near=f"{base}/embed/", up=base)
    theme = asked.presentation.theme
    table = _table(asked, base, absolute.csv)
    made = page(
        slug,
        asked.words,
        asked.pictures(),
        table,
        absolute,
        theme,
        compact=asked.presentation.compact,
        policy_in_page=True,
        corrected=_corrected(asked) if absolute.current else (),
    )
    return answer(
        made.html,
        "text/html; charset=utf-8",
        _max_age(asked),
        quality=4,
        keep=False,
        Content_Disposition=f'attachment; filename="{slug}-{asked.snapshot.version}.html"',
        Content_Security_Policy=made.policy,
        X_Data_Version=asked.snapshot.version,
    )


def _addresses(asked: Asked, base: str, near: str = "", up: str = "..") -> Addresses:
    """Relative wherever a reader follows them, absolute where a crawler reads them."""
    slug, query = asked.slug, asked.query

    plain = {name: value for name, value in query.items() if name != "steps"}

    def beside(ending: str, **more: str) -> str:
        return links.with_query(near + slug + ending, {**(plain if ending else query), **more})

    canonical = links.embed_url(base, slug, query)
    told = {"since": asked.snapshot.version}
    live = {name: value for name, value in query.items() if name != "frozen"}
    return Addresses(
        csv=beside(".csv"),
        json=beside(".json"),
        png=beside(".png", scale="2"),
        svg=beside(".svg"),
        pdf=beside(".pdf"),
        xlsx=beside(".xlsx"),
        figure=beside(".figure.json", look="LOOK", paper="PAPER"),
        library=f"{near}static/{LIBRARY}",
        app=links.app_url(up, slug, asked.params.query()),
        whole=beside("", compact="0"),
        current=links.with_query(near + slug, live) if asked.corrected_since() else "",
        changes=links.with_query(f"{up}/data/changes.csv", told),
        canonical=canonical,
        oembed=links.with_query(f"{base}/oembed", {"url": canonical, "format": "json"}),
        card=links.embed_url(base, slug, {**query, "card": "1"}, ".png"),
    )


def _corrected(asked: Asked) -> list[str]:
    """What was corrected since a frozen chart was made, and why."""
    return [change_and_reason(row) for _, row in asked.corrections.iterrows()]


def _max_age(asked: Asked) -> int:
    return FOREVER if asked.presentation.frozen else MAX_AGE


def _image(asked: Asked, options: ImageOptions) -> image.Image:
    if options.card:
        made = asked.card(asked.paper)
    else:
        drawn = asked.picture(options.size)
        made = image.standalone(drawn, asked.words, asked.paper, transparent=options.transparent)
    return image.with_outlines(made) if options.text == "outlines" else made


def _svg(slug: str, query: dict[str, list[str]], base: str, current: Snapshot) -> Answer:
    asked = read(slug, query, current, home=base)
    options = ImageOptions.parse(query, current, ignore_unknown=True)
    headers = _as_file(asked, options, "svg")
    headers["Content_Security_Policy"] = _PICTURE
    return answer(_image(asked, options).svg, "image/svg+xml; charset=utf-8", _max_age(asked), **headers)


def _png(slug: str, query: dict[str, list[str]], base: str, current: Snapshot) -> Answer:
    asked = read(slug, query, current, home=base)
    options = ImageOptions.parse(query, current, ignore_unknown=True)
    drawn = _image(asked, options)
    across = None if options.card else options.width
    body = image.painted(drawn, 1 if options.card else options.scale, across=across)
    return answer(body, "image/png", _max_age(asked), **_as_file(asked, options, "png"))


def _pdf(slug: str, query: dict[str, list[str]], base: str, current: Snapshot) -> Answer:
    """Vector, for print: one page, as wide as asked."""
    asked = read(slug, query, current, home=base)
    options = ImageOptions.parse(query, current, ignore_unknown=True)
    body = image.printed(_image(asked, options), options.mm)
    return answer(body, "application/pdf", _max_age(asked), **_as_file(asked, options, "pdf"))


def _as_file(asked: Asked, options: ImageOptions, ending: str) -> Headers:
    kept: Headers = {
        "Content_Disposition": f'attachment; filename="{asked.slug}-{asked.snapshot.version}.{ending}"'
    }
    version: Headers = {"X_Data_Version": asked.snapshot.version}
    return {**version, **kept} if options.download else version


def _csv(slug: str, query: dict[str, list[str]], base: str, current: Snapshot) -> Answer:
    asked = read(slug, query, current, home=base)
    options = CsvFile.parse(query, current, ignore_unknown=True)
    return answer(
        csv_bytes(asked.chart.table, bom=options.bom),
        "text/csv; charset=utf-8",
        _max_age(asked),
        Content_Disposition=f'attachment; filename="{slug}-{asked.snapshot.version}.csv"',
        X_Data_Version=asked.snapshot.version,
    )


def _xlsx(slug: str, query: dict[str, list[str]], base: str, current: Snapshot) -> Answer:
    """The table as a workbook, with the chart's words on a second sheet."""
    asked = read(slug, query, current, home=base)
    told = metadata(asked, base)
    notes = [(name, str(told[name])) for name in ("title", "subtitle", "alt", "source_line", "frozen_url")]
    notes += [("note", note) for note in asked.words.notes]
    notes += [("record", asked.words.record), ("data_version", asked.snapshot.version)]
    return answer(
        xlsx_bytes(asked.chart.table, notes),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _max_age(asked),
        Content_Disposition=f'attachment; filename="{slug}-{asked.snapshot.version}.xlsx"',
        X_Data_Version=asked.snapshot.version,
    )


def _metadata(slug: str, query: dict[str, list[str]], base: str, current: Snapshot) -> Answer:
    asked = read(slug, query, current, home=base)
    body = json.dumps(metadata(asked, base), ensure_ascii=False, indent=1)
    return answer(body, "application/json", _max_age(asked), X_Data_Version=asked.snapshot.version)


def _datawrapper(slug: str, query: dict[str, list[str]], base: str, current: Snapshot) -> Answer:
    asked = read(slug, query, current, home=base)
    body = json.dumps(as_datawrapper(asked, base), ensure_ascii=False, indent=1)
    return answer(body, "application/json", _max_age(asked), X_Data_Version=asked.snapshot.version)


def _figure(slug: str, query: dict[str, list[str]], base: str, current: Snapshot) -> Answer:
    asked = read(slug, query, current)
    options = FigureOptions.parse(query, current, ignore_unknown=True)
    text = figure_text(asked, options.look, options.paper)
    return answer(text, "application/json", _max_age(asked), X_Data_Version=asked.snapshot.version)


_FORMATS: dict[str, Callable[[str, dict[str, list[str]], str, Snapshot], Answer]] = {
    "": _page,
    ".html": _single_file,
    ".svg": _svg,
    ".bare.svg": _bare,
    ".png": _png,
    ".pdf": _pdf,
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".json": _metadata,
    ".figure.json": _figure,
    ".datawrapper.json": _datawrapper,
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
