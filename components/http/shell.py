"""Streamlit's HTML shell, made this app's own before it is sent.

Four changes, each for a reader: a real title and description (for tabs, previews
and readers without scripts); no font that our theme does not use; and the place of
the server said outright, because on `/event` Streamlit would otherwise first look for
it below that page and leave two errors in the console; and the chunks that every page needs named early.
"""

from __future__ import annotations

import re
from html import escape

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.http.preloads import preload_tags
from components.record_name import record_name

DESCRIPTION = (
    "Meetings, rules, penalties and reports of China’s tech crackdown, dated and sourced, "
    "beside the share prices of Alibaba, Tencent and Meituan."
)
WHERE = 'window.__streamlit = { BACKEND_BASE_URL: window.location.origin + "/" }'
"""The one script that stands in the page itself; the page's policy allows it by its hash."""
_FONT = re.compile(rb'<link\s+rel="preload"[^>]*SourceSans[^>]*>')


def rewritten(shell: bytes) -> bytes:
    """The shell with our title, without the unused font, knowing its server."""
    head = (
        f'<title>{escape(record_name())}</title><meta name="description" content="{DESCRIPTION}">'
        f"<script>{WHERE}</script>{preload_tags()}"
    )
    return _FONT.sub(b"", shell).replace(b"<title>Streamlit</title>", head.encode())


class OwnShell:
    """Rewrites `text/html` answers that are Streamlit's shell; everything else passes untouched."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start: Message | None = None
        body = bytearray()

        async def collect(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                is_html = MutableHeaders(scope=message).get("content-type", "").startswith("text/html")
                start = message if is_html and message["status"] == 200 else None
                if start is None:
                    await send(message)
            elif start is None:
                await send(message)
            else:
                body.extend(message.get("body", b""))
                if not message.get("more_body"):
                    whole = rewritten(bytes(body)) if b"<title>Streamlit</title>" in body else bytes(body)
                    headers = MutableHeaders(scope=start)
                    if scope["method"] != "HEAD":
                        headers["Content-Length"] = str(len(whole))
                    await send(start)
                    await send({"type": "http.response.body", "body": whole})

        await self.app(scope, receive, collect)
