"""What every answer says to browsers: what a page may load, who may frame it, what it may ask for."""

from __future__ import annotations

import base64
import hashlib
import os
import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.http.ahead import STATIC_ROOT
from components.http.shell import WHERE

EMBED_PREFIX = "/embed/"
ANCESTORS_VARIABLE = "CRACKDOWN_FRAME_ANCESTORS"
_SHELL = STATIC_ROOT.parent / "index.html"
_IN_THE_PAGE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


def _hashes() -> str:
    """The scripts that stand in the page itself, ours and those of Streamlit's shell, by their hashes."""
    scripts = [WHERE.encode(), *_IN_THE_PAGE.findall(_SHELL.read_bytes())]
    return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(one).digest()).decode()}'" for one in scripts)


POLICY = (
    "default-src 'self'; "
    f"script-src 'self' blob: {_hashes()}; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' data: blob:; "
    "connect-src 'self'; worker-src 'self' blob:; frame-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'"
)
"""For the app's pages: everything from this server alone.

What Streamlit does not let be tighter: its components arrive as `blob:` scripts, and its styles stand
in the page ('unsafe-inline', styles only). No script in the page runs but those of the shell, each by its
hash, and no text is ever evaluated as script.
"""
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), "
        "midi=(), display-capture=(), browsing-topics=()"
    ),
}


class SecurityHeaders:
    """Gives every answer EVERYWHERE, and the app's pages their policy and a window of their own.

    Embeds carry their own, narrower policy, may be framed by anyone and keep no opener rule;
    an answer that brings a policy (a printed sheet, a picture) keeps it.
    """

    def __init__(self, app: ASGIApp):
        self.app = app
        ancestors = os.environ.get(ANCESTORS_VARIABLE, "'self'").replace(";", " ").split()
        self.policy = f"{POLICY}; frame-ancestors {' '.join(ancestors)}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in EVERYWHERE.items():
                    headers.setdefault(name, value)
                if not scope["path"].startswith(EMBED_PREFIX):
                    headers.setdefault("Content-Security-Policy", self.policy)
                    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
            await send(message)

        await self.app(scope, receive, send_with_headers)
