"""Streamlit's own scripts and fonts, made small once and kept.

Streamlit serves its 7 MB of scripts uncompressed, on purpose: it leaves that to a
proxy. Compressing them at every request would cost the processor more than the
network gains. So the first reader of a file gets a quick compression, a process in the
background makes the smallest one that brotli can (eight seconds for Plotly), and that is
kept on disk; a file's name carries a content hash, so a kept copy is never stale.
The icon font is cut down to the icons that can appear, and is kept for those: code that
names another icon finds no copy of before. The text font that our theme does not draw
with is emptied.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import subprocess
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

import brotli
import streamlit
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from components.http.icon_font import icon_names, words_in
from components.http.smallest import ICON_FONT, UNUSED_FONT, can_be_small, made_apart
from data.access import Busy, NoPlace, exclusive
from data.paths import PROJECT, cache_root

log = logging.getLogger(__name__)

STATIC_ROOT = Path(streamlit.__file__).resolve().parent / "static" / "static"
PREFIX = "/static/"
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}
SMALLEST = 1024
QUICK = 7
PATIENCE_SECONDS = 120.0
"""How long one process waits for another that makes files small."""
FIRST_VISIT = (
    "index.",
    "PlotlyChart.",
    ICON_FONT,
    UNUSED_FONT,
    "DataFrame.",
    "protobuf.",
)
"""What every first visit loads; made small at the start rather than at the first request."""

_underway: dict[str, bytes | None] = {}


def cache_folder() -> Path:
    """Where small files are kept, apart for each Streamlit."""
    return cache_root() / "static" / streamlit.__version__


def prepare() -> None:
    """Start making small what every first visit loads; returns at once."""
    for path in STATIC_ROOT.glob("*/*"):
        if path.name.startswith(FIRST_VISIT) and path.suffix in MEDIA_TYPES:
            small(path)


def small(path: Path) -> bytes | None:
    """The small form of one file: the kept one, else what there is while that is made.

    None when there is nothing better than the file itself.
    """
    kept = kept_at(path)
    if kept.exists():
        _underway.pop(path.name, None)
        return kept.read_bytes()
    if path.name not in _underway:
        if not can_be_small(path):
            return None
        _underway[path.name] = (
            None if path.suffix == ".woff2" else brotli.compress(path.read_bytes(), quality=QUICK)
        )
        _queue().put(partial(_keep, path, kept))
    return _underway.get(path.name)


def kept_at(path: Path) -> Path:
    """Where the smallest form of a file is kept."""
    ours = f".{_named_icons(path)}" if path.name.startswith(ICON_FONT) else ""
    return cache_folder() / f"{path.name}{ours}.small"


@cache
def _named_icons(font: Path) -> str:
    """12 hex digits that change with the icons that our sources name; those that Streamlit's own scripts
    name change with its version alone.
    """
    named = icon_names(font) & words_in(_our_sources())
    return hashlib.sha256(" ".join(sorted(named)).encode()).hexdigest()[:12]


def _our_sources() -> list[Path]:
    return [*PROJECT.glob("pages/*.py"), *PROJECT.glob("components/**/*.py")]


@cache
def _queue() -> SimpleQueue[Callable[[], None]]:
    """What is still to be made small, for one thread that ends with its server whatever is left in it."""
    queue: SimpleQueue[Callable[[], None]] = SimpleQueue()

    def work() -> None:
        while True:
            queue.get()()

    Thread(target=work, name="compress", daemon=True).start()
    return queue


def _keep(path: Path, kept: Path) -> None:
    """Processes that share a cache make a file once: who comes second waits, and finds it there."""
    body = None
    try:
        with exclusive(kept.with_name("making"), PATIENCE_SECONDS):
            if kept.exists() or (body := _made(path)) is None:
                return
            part = kept.with_suffix(f".{os.getpid()}.part")
            part.write_bytes(body)
            part.replace(kept)
    except Busy:
        log.warning("%s is not made smaller: another process has been at it for long", path.name)
    except (NoPlace, OSError):  # a read-only disk: memory must do
        if body := body or _made(path):
            _underway[path.name] = body


def _made(path: Path) -> bytes | None:
    try:
        return made_apart(path, [*STATIC_ROOT.glob("js/*.js"), *_our_sources()])
    except (OSError, subprocess.CalledProcessError) as error:
        log.warning("%s is not made smaller: %s", path.name, error)
        return None


class PrecompressedStatic:
    """Answers `/static/*` with the small copy to readers that take brotli."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = self._servable(scope)
        body = await asyncio.to_thread(small, path) if path else None
        if path is None or body is None:
            await self.app(scope, receive, send)
            return
        headers = {"Vary": "Accept-Encoding", "Cache-Control": "public, max-age=31536000, immutable"}
        if path.suffix != ".woff2":
            headers["Content-Encoding"] = "br"
        await Response(body, media_type=MEDIA_TYPES[path.suffix], headers=headers)(scope, receive, send)

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
