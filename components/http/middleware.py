"""What happens to every answer: compression, and who may frame the app."""

from __future__ import annotations

import os

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette_compress import CompressMiddleware

from components.embed.discovery import DiscoveryMiddleware
from components.http.ahead import PrecompressedStatic
from components.http.shell import OwnShell

EMBED_PREFIX = "/embed/"


class FrameRule:
    """Says who may frame the app (`CRACKDOWN_FRAME_ANCESTORS`, default 'self').

    Embeds carry their own, wider policy and are left alone.
    """

    def __init__(self, app: ASGIApp):
        self.app = app
        ancestors = os.environ.get("CRACKDOWN_FRAME_ANCESTORS", "'self'")
        self.policy = "frame-ancestors " + " ".join(ancestors.replace(";", " ").split())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(EMBED_PREFIX):
            await self.app(scope, receive, send)
            return

        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", self.policy)
                headers.setdefault("X-Content-Type-Options", "nosniff")
                headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
            await send(message)

        await self.app(scope, receive, send_with_policy)


MIDDLEWARE = [
    Middleware(FrameRule),
    Middleware(PrecompressedStatic),
    Middleware(CompressMiddleware),
    Middleware(DiscoveryMiddleware),
    Middleware(OwnShell),
]
