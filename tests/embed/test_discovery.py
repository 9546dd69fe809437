"""What a crawler finds in the shell of the app's pages."""

import json
import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from components.embed.discovery import DiscoveryMiddleware

SHELL = (
    '<html><head><title>Streamlit</title><meta name="description" content="Every page\'s."></head><body>'
    + "x" * 2000
    + "</body></html>"
)
EVENT = "2021-04-10-alibaba-fined-18-2bn"


async def shell(request):
    return HTMLResponse(SHELL, headers={"ETag": '"shell"'})


@pytest.fixture
def pages(snapshot):
    routes = [
        Route("/event", shell),
        Route("/studio", shell),
        Route("/compare", shell),
        Route("/glossary", shell),
        Route("/nowhere", shell),
        Route("/impact", lambda request: PlainTextResponse("not a page")),
        Route("/patterns", lambda request: JSONResponse({}, status_code=404)),
        Route("/", shell),
    ]
    # Compression inside, as Streamlit has its own: the shell must come out readable all the same.
    app = Starlette(routes=routes, middleware=[Middleware(DiscoveryMiddleware), Middleware(GZipMiddleware)])
    with TestClient(app) as client:
        yield client


def test_an_event_page_says_which_event(pages, snapshot):
    answer = pages.get("/event", params={"event": EVENT})
    title = snapshot.events.at[EVENT, "title"]
    assert f"<title>{title} (10 April 2021)</title>" in answer.text
    assert f'<meta property="og:title" content="{title} (10 April 2021)">' in answer.text
    assert f'content="http://testserver/embed/event-window.png?event={EVENT}&amp;card=1"' in answer.text
    assert "application/json+oembed" in answer.text and "summary_large_image" in answer.text
    assert int(answer.headers["content-length"]) == len(answer.content) and "etag" not in answer.headers
    assert answer.text.endswith("x</body></html>")


def test_search_engines_are_told_of_the_data_set_and_readers_of_the_feeds(pages, snapshot):
    home, event = pages.get("/").text, pages.get(f"/event?event={EVENT}").text
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', home)
    assert json.loads(block)["identifier"] == snapshot.version
    assert "ld+json" not in event, "an event is no data set"
    for page in (home, event):
        assert re.findall(
            r'type="application/(?:atom|feed)\+\w+" href="http://testserver/([^"]+)"', page
        ) == [
            "feed.xml",
            "feed.json",
        ]


def test_every_page_has_one_description(pages):
    for path in ("/", "/studio?chart=car", "/event"):
        assert pages.get(path).text.count('<meta name="description"') == 1


def test_every_page_is_told_from_the_others(pages):
    """Its own title, and the finding of the very view that is asked for."""

    def told(path: str) -> tuple[str, str]:
        text = pages.get(path).text
        (title,) = re.findall("<title>(.*?)</title>", text)
        (about,) = re.findall('<meta property="og:description" content="(.*?)">', text)
        return title, about

    paths = ("/", "/event", "/compare", "/glossary", "/studio")
    assert len({told(path)[0] for path in paths}) == len(paths)
    assert told("/compare")[0].startswith("Compare · ")
    assert told("/")[1] != told("/?direction=easing")[1]


def test_other_answers_pass_unchanged(pages):
    assert pages.get("/nowhere").text == SHELL and pages.get("/nowhere").headers["etag"] == '"shell"'
    assert pages.get("/impact").text == "not a page"
    assert pages.get("/patterns").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        'event="><script>alert(1)</script>',
        "event=nope",
        "chart=<script>",
        "company=%ff%fe",
        "title=</title><script>x",
    ],
)
def test_hostile_queries_write_nothing_into_the_page(pages, query):
    for path in ("/event", "/studio", "/"):
        text = pages.get(f"{path}?{query}").text
        assert "<script>" not in text and len(re.findall("</head>", text)) == 1
