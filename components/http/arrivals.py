"""Before Streamlit, for every connection: whose it is, and whether its Origin may open a session."""

from __future__ import annotations

import os
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from components.operators import BASE_VARIABLE, MARK, PROOF, made_at_the_machine

_MARK = MARK.lower().encode()


class Arrivals:
    """Marks connections made at the machine, and refuses WebSockets that a foreign page opens.

    bound: the address on which the server listens, asked for when the first connection comes.
    Streamlit, asked about an Origin that it does not know, first asks the Internet for its own
    address; so an Origin is judged here, and one that may pass reaches it as its own.
    """

    def __init__(self, app: ASGIApp, bound: Callable[[], str | None]):
        self.app = app
        self.bound = bound

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if scope["type"] == "websocket" and not may_open(headers):
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": "foreign origin"})
            return
        passed = [pair for pair in scope["headers"] if pair[0] != _MARK]
        peer = scope["client"][0] if scope.get("client") else None
        if made_at_the_machine(self.bound(), peer, headers):
            passed.append((_MARK, PROOF.encode()))
        origin = headers.get("origin")
        if origin is not None and scope["type"] == "websocket":
            own = urlsplit(origin).netloc.encode("latin-1")
            passed = [(name, own if name == b"host" else value) for name, value in passed]
        await self.app({**scope, "headers": passed}, receive, send)


def may_open(headers: Headers) -> bool:
    """Whether a WebSocket's Origin is this server's: its Host, or the public address that was set.

    Programs send no Origin; browsers always do.
    """
    origin = headers.get("origin")
    if origin is None:
        return True
    try:
        place = urlsplit(origin)
        _ = place.port
    except ValueError:
        return False
    public = urlsplit(os.environ.get(BASE_VARIABLE, "")).netloc
    own = {host.lower() for host in (headers.get("host", ""), public) if host}
    return place.scheme in ("http", "https") and place.netloc.lower() in own
