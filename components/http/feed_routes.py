"""`/feed.xml` and `/feed.json`: new events and corrections, for feed readers."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.http.answers import answer
from components.http.base_url import base_url
from components.http.kept import answers, current, honest
from components.http.responses import MAX_AGE
from components.package.feeds import ATOM, JSON_FEED, Page, atom, json_feed
from data import Snapshot


def _page_at(base: str) -> Page:
    return lambda event: f"{base}/event?event={event}" if event else f"{base}/method?tab=changes"


def _route(path: str, media_type: str, make: Callable[[Snapshot, str, Page], str]) -> Route:
    """A feed; like a page it passes over parameters, which readers and their services add."""

    @honest
    async def feed(request: Request) -> Response:
        snapshot, base = await current.get(), base_url(request)
        key = (path, snapshot.version, base)
        made = await answers.get(
            key,
            lambda: answer(
                make(snapshot, base, _page_at(base)), media_type, MAX_AGE, X_Data_Version=snapshot.version
            ),
        )
        return made.response(request)

    return Route(path, feed, methods=["GET"])


ROUTES = [_route("/feed.xml", ATOM, atom), _route("/feed.json", JSON_FEED, json_feed)]
