"""Addresses that exist, those that nearly do, and those that do not.

Streamlit answers every address with its page and status 200. Here a misspelt one is a 404 with the
menu, and one that differs from a real one by case or slashes alone is sent there for good.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from components.http.error_page import error_page, wants_page
from components.http.responses import problem

_UPWARDS = re.compile(r"(^|[/\\])\.\.([/\\]|$)|\0")
"""What leads out of a folder or cuts a name short: Streamlit would answer it with two bare words."""
SENTENCE = "No page of this site has this address."


class KnownPaths:
    """Lets through `paths` and whatever begins with one of `prefixes`, which answer for themselves."""

    def __init__(self, app: ASGIApp, paths: Collection[str], prefixes: tuple[str, ...]):
        self.app = app
        self.paths, self.prefixes = frozenset(paths), prefixes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self._instead(scope) if scope["type"] == "http" else None
        await (answer or self.app)(scope, receive, send)

    def _instead(self, scope: Scope) -> Response | None:
        path = scope["path"]
        if path in self.paths:
            return None
        likely = "/" + re.sub("/+", "/", path).strip("/").lower()
        if likely in self.paths:
            query = scope["query_string"].decode("latin-1")
            return RedirectResponse(likely + ("?" + query if query else ""), 308)
        if path.startswith(self.prefixes) and not _UPWARDS.search(path):
            return None
        if wants_page(Headers(scope=scope)):
            return error_page(404, SENTENCE, menu=True)
        return problem(404, SENTENCE)
