"""What crawlers, assistants and browsers ask a site for: robots.txt, sitemap.xml, llms.txt, favicon.ico."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.http.base_url import base_url
from components.http.kept import honest
from components.http.responses import respond
from components.http.shell import DESCRIPTION
from components.page_index import PAGES
from components.record_name import record_name

DAY = 86_400
TEXT = "text/plain; charset=utf-8"


def robots(base: str, charts: Mapping[str, str]) -> str:
    """Everything may be read; data files and Streamlit's own parts are of no use to a search, the page that
    lists the files is."""
    rules = "Allow: /\nAllow: /data/$\nDisallow: /_stcore/\nDisallow: /data/\n"
    return f"User-agent: *\n{rules}\nSitemap: {base}/sitemap.xml\n"


def sitemap(base: str, charts: Mapping[str, str]) -> str:
    """Every page and every chart's embed."""
    addresses = [
        *(f"{base}/{page.path}" for page in PAGES),
        f"{base}/data/",
        *(f"{base}/embed/{slug}" for slug in charts),
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        + "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses)
        + "</urlset>\n"
    )


def llms(base: str, charts: Mapping[str, str]) -> str:
    """The site in a few words, for programs that read for people."""
    return "\n".join(
        [
            f"# {record_name()}",
            "",
            f"> {DESCRIPTION}",
            "",
            "A record, not an opinion: neither causation nor advice is claimed. Returns are fractions; "
            "money states its currency.",
            "",
            "## Data",
            "",
            f"- [Every file]({base}/data/): tables as CSV, JSON, Parquet and Stata, with what columns mean",
            f"- [Data Package]({base}/data/datapackage.json): the same for programs",
            f"- [Changes]({base}/data/changes.csv): what was corrected; `since=` an edition, day or version",
            f"- [Feed]({base}/feed.xml): new events and corrections, as Atom; also {base}/feed.json",
            f"- [Events]({base}/data/events.csv): every event, dated; also as JSON",
            f"- [Impacts]({base}/data/impacts.csv): the event study, a row an event and share; also as JSON",
            f"- [Database]({base}/data/crackdown.db): the whole record as SQLite",
            f"- [Questions]({base}/data/answers/search_events.json?q=antitrust): answers in sentences and "
            f"numbers; described with every other address at {base}/openapi.json",
            f"- Model Context Protocol: {base}/mcp (streamable HTTP, read-only, no account)",
            "",
            "## Charts",
            "",
            *(f"- [{slug}]({base}/embed/{slug}): {summary}" for slug, summary in charts.items()),
            "",
            "Each chart also as `.json` (title, words for those who do not see it, sources), `.csv`, `.svg`, "
            "`.png`.",
            "",
            "## Pages",
            "",
            *(f"- [{page.title}]({base}/{page.path}): {page.heading}" for page in PAGES),
            "",
        ]
    )


def routes(charts: Mapping[str, str], icon: Path) -> list[Route]:
    """The routes; charts: slug to one sentence. icon: a PNG, which browsers take for an `.ico` too."""

    def text(path: str, media_type: str, make: Callable[[str, Mapping[str, str]], str]) -> Route:
        @honest
        async def answer(request: Request) -> Response:
            return respond(request, make(base_url(request), charts).encode(), media_type, max_age=DAY)

        return Route(path, answer)

    picture = icon.read_bytes()

    @honest
    async def favicon(request: Request) -> Response:
        return respond(request, picture, "image/png", max_age=DAY)

    return [
        text("/robots.txt", TEXT, robots),
        text("/sitemap.xml", "application/xml", sitemap),
        text("/llms.txt", TEXT, llms),
        Route("/favicon.ico", favicon),
        Route("/favicon.png", favicon),  # the name that Streamlit's shell gives it
    ]
