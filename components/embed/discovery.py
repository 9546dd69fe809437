"""What a crawler or an editor learns from an address of the app: cards and oEmbed discovery.

Streamlit serves one HTML shell for every page. This middleware writes into it what
that page shows, before any script runs.
"""

from __future__ import annotations

import logging
import re
import textwrap
from html import escape
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.charts import catalogue
from components.charts.kit.memo import remembered
from components.charts.kit.record import opening_event
from components.embed import first_view, links
from components.embed.head import RIGHTS, social_tags
from components.embed.oembed import CHART_OF_PAGE
from components.embed.request import pasted
from components.http.base_url import base_url
from components.package.descriptors import json_ld
from components.page_index import PAGE_OF_PATH
from components.params import BadParam, Params
from components.record_name import record_name
from data import Snapshot, load_snapshot

log = logging.getLogger(__name__)

ABOUT = (
    "Every documented event of the campaign on China's technology companies from 2020 on, "
    "with its sources, beside the share prices of Alibaba, Tencent and Meituan."
)
_PATHS = {chart.PAGE.path for chart in catalogue.MODULES} | {
    "bring-your-own",
    "studio",
    "glossary",
    "press",
    "method",
}
OF_DATA = ("", "method")
"""Pages that describe the record as a data set to search engines."""
NEWS = "Events and corrections"
FEEDS = (("application/atom+xml", "feed.xml"), ("application/feed+json", "feed.json"))
_LARGEST_SHELL = 2**20


class DiscoveryMiddleware:
    """Adds title, description, cards and the oEmbed link to the app's HTML shell."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or _page_of(scope) not in _PATHS:
            await self.app(scope, receive, send)
            return
        # The shell is needed whole and plain; compression is done by what stands around us.
        passed = [
            pair
            for pair in scope["headers"]
            if pair[0] not in (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
        ]
        held: list[Message] = []
        rewriting = False

        async def rewrite(message: Message) -> None:
            nonlocal rewriting
            if message["type"] == "http.response.start":
                headers = Headers(raw=message["headers"])
                rewriting = (
                    message["status"] == 200
                    and headers.get("content-type", "").startswith("text/html")
                    and "content-encoding" not in headers
                )
            if not rewriting:
                await send(message)
                return
            held.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body", False):
                await _send_rewritten(held, scope, send)

        await self.app({**scope, "headers": passed}, receive, rewrite)


def _page_of(scope: Scope) -> str:
    return scope["path"].removeprefix(scope.get("root_path", "")).strip("/")


async def _send_rewritten(held: list[Message], scope: Scope, send: Send) -> None:
    start, body = held[0], b"".join(message.get("body", b"") for message in held[1:])
    if body and len(body) <= _LARGEST_SHELL:
        try:
            shown = await run_in_threadpool(first_answer, Request(scope))
            body = _with_head(body.decode(), *shown).encode()
        except Exception:
            log.exception("The shell of %s goes out without its description", scope["path"])
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["Content-Length"] = str(len(body))
        for name in ("etag", "last-modified", "accept-ranges"):
            if name in headers:
                del headers[name]
        start = {**start, "headers": headers.raw}
    await send(start)
    await send({"type": "http.response.body", "body": body, "more_body": False})


def first_answer(request: Request) -> tuple[str, str, str]:
    """Title, tags and the start of the body for the page that the request names."""
    snapshot, base, page = load_snapshot(), base_url(request), _page_of(request.scope)
    given = parse_qs(request.scope["query_string"].decode("latin-1"))
    slug = given.get("chart", [""])[0] if page == "studio" else CHART_OF_PAGE.get(page, "timeline")
    if slug not in catalogue.CATALOGUE:
        slug = "timeline"
    params, _ = catalogue.CATALOGUE[slug].Params.parse_leniently(given, snapshot, ignore_unknown=True)
    query = params.query()
    title, about, picture = _said(snapshot, page, slug, params)
    url = links.with_query(f"{base}/{page}", {**({"chart": slug} if page == "studio" else {}), **query})
    image = links.embed_url(base, slug, {**query, "card": "1"}, ".png")
    oembed = links.with_query(f"{base}/oembed", {"url": links.embed_url(base, slug, query), "format": "json"})
    tags = [
        f'<meta name="description" content="{escape(about)}">',
        f'<link rel="canonical" href="{escape(url)}">',
        RIGHTS,
        f'<link rel="alternate" type="application/json+oembed" href="{escape(oembed)}" '
        f'title="{escape(title)}">',
        *social_tags(title, about, url, image, f"Chart: {picture}"),
        *(
            f'<link rel="alternate" type="{kind}" href="{escape(base)}/{file}" title="{NEWS}">'
            for kind, file in FEEDS
        ),
        *([json_ld(snapshot, base)] if page in OF_DATA else []),
    ]
    return title, "\n".join(tags), _body(snapshot, page, slug, params, given, base)


def _body(
    snapshot: Snapshot, page: str, slug: str, params: Params, given: dict[str, list[str]], base: str
) -> str:
    """The page's first view and its script; without the view the page is merely later."""
    view = ""
    try:
        if page in first_view.PATHS:
            view = first_view.fragment(snapshot, page, slug, params)
        elif page == "studio":
            view = _studio(snapshot, slug, given, base)
    except Exception:
        log.exception("The shell of /%s goes out without its first view", page)
    return f'{view}<script src="{first_view.SCRIPT}" async></script>'


def _studio(snapshot: Snapshot, slug: str, given: dict[str, list[str]], base: str) -> str:
    """The studio's preview, of what its form will open with; nothing where it will open with a complaint."""
    query = {name: texts for name, texts in given.items() if name != "chart"}
    if not query or given.get("chart", [slug]) != [slug]:
        query = catalogue.CATALOGUE[slug].example(snapshot).query()
    try:
        return first_view.preview(pasted(slug, query, snapshot, home=base))
    except (BadParam, LookupError):
        return ""


def _said(snapshot: Snapshot, page: str, slug: str, params: Params) -> tuple[str, str, str]:
    """Title and description of the page as asked for, and what its picture says."""
    event = params.query().get("event") or (opening_event(snapshot) if page == "event" else None)
    name = f"{PAGE_OF_PATH[page].title} · {record_name()}" if page else record_name()
    if event in snapshot.events.index:
        row = snapshot.events.loc[event]
        title = f"{row['title']} ({row['date']:%d %B %Y})".replace(" (0", " (")
        return title, textwrap.shorten(str(row["summary"]), 300, placeholder="…"), title
    if page in first_view.PATHS:
        try:
            headline, below = _headline(snapshot, slug, params)
            return name, f"{headline}. {below}", headline
        except Exception:
            log.exception("The shell of /%s goes out without its headline", page)
    return name, PAGE_OF_PATH[page].lead or ABOUT, record_name()


@remembered(64)
def _headline(snapshot: Snapshot, slug: str, params: Params) -> tuple[str, str]:
    """What a chart says first, and the line below it."""
    chart = catalogue.build(slug, snapshot, params)
    return chart.title, chart.subtitle


def _with_head(shell: str, title: str, tags: str, start: str) -> str:
    shell = re.sub(
        r"<title>.*?</title>", lambda _: f"<title>{escape(title)}</title>", shell, count=1, flags=re.S
    )
    shell = re.sub(r'<meta name="description"[^>]*>', "", shell)  # crawlers read the first of two
    shell = re.sub(r"<body[^>]*>", lambda found: found[0] + start, shell, count=1)
    return shell.replace("</head>", f"{tags}\n</head>", 1)
