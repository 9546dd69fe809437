"""Streamlit's own scripts, compressed once and kept.

Streamlit serves its 7 MB of scripts uncompressed, on purpose: it leaves that to a
proxy. Compressing them at every request would cost the processor more than the
network gains, so each file is compressed hard at its first request and kept on
disk; its name carries a content hash, so a kept copy is never stale.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import brotli
import streamlit
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

STATIC_ROOT = Path(streamlit.__file__).parent / "static" / "static"
PREFIX = "/static/"
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css"}
SMALLEST = 1024
QUALITY = 10


def cache_folder() -> Path:
    """`CRACKDOWN_CACHE`, or `.cache` in the project."""
    default = Path(__file__).resolve().parents[2] / ".cache"
    return Path(os.environ.get("CRACKDOWN_CACHE") or default) / "static" / streamlit.__version__


def compressed(path: Path) -> bytes:
    """The brotli form of one file, from the cache when it is there."""
    kept = cache_folder() / (path.name + ".br")
    if kept.exists():
        return kept.read_bytes()
    body = brotli.compress(path.read_bytes(), quality=QUALITY)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(body)
        part.replace(kept)
    except OSError:
        pass  # a read-only disk costs time, not correctness
    return body


class PrecompressedStatic:
    """Answers `/static/*.js` and `.css` with a kept brotli copy to readers that take one."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = self._servable(scope)
        if path is None:
            await self.app(scope, receive, send)
            return
        response = Response(
            await asyncio.to_thread(compressed, path),
            media_type=MEDIA_TYPES[path.suffix],
            headers={
                "Content-Encoding": "br",
                "Vary": "Accept-Encoding",
                "Cache-Control": "public, max-age=31536000, immutable",
            },
        )
        await response(scope, receive, send)

    @staticmethod
    def _servable(scope: Scope) -> Path | None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return None
        if not scope["path"].startswith(PREFIX):
            return None
        if "br" not in Headers(scope=scope).get("accept-encoding", ""):
            return None
        path = (STATIC_ROOT / scope["path"].removeprefix(PREFIX)).resolve()
        inside = path.is_relative_to(STATIC_ROOT) and path.suffix in MEDIA_TYPES and path.is_file()
        return path if inside and path.stat().st_size >= SMALLEST else None
