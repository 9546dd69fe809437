"""`/mcp`: the server for assistants over streamable HTTP, a request at a time, nothing kept between them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from components.http.arrivals import may_open
from components.http.error_page import as_page
from components.http.responses import problem

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

PATH = "/mcp"
MOST_BYTES = 64 * 1024
"""Of a question."""
HOW = (
    "This address answers assistants that speak the Model Context Protocol, by POST. "
    "People find the record on its pages, programs at /data/."
)


class Assistants:
    """One request, one answer as JSON. Scripts of foreign pages are turned away, as at the app's sockets."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        if not may_open(headers):
            answer = problem(
                403, "Scripts of other sites may not ask here: their Origin is not this server's."
            )
            await answer(scope, receive, send)
            return
        if scope["method"] != "POST":
            answer = problem(405, HOW)
            answer.headers["Allow"] = "POST"
            await as_page(Request(scope), answer)(scope, receive, send)
            return
        manager = await asyncio.to_thread(_manager)
        async with manager.run():
            await manager.handle_request(scope, receive, send)


def _manager() -> StreamableHTTPSessionManager:
    """A manager for one request: it can be run once, and a server without state needs no other."""
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

    from components.mcp.protocol import server

    return StreamableHTTPSessionManager(
        server(), json_response=True, stateless=True, max_request_body_size=MOST_BYTES
    )


ROUTES = [Route(PATH, Assistants())]
