"""Finished answers in memory: compressed once, served many times, made by few threads."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypedDict, Unpack

import brotli
from starlette.requests import Request
from starlette.responses import Response

from components.http.responses import OPEN_HEADERS, is_fresh


class TooMuch(RuntimeError):
    """More different answers are wanted at once than may wait."""

    def __init__(self) -> None:
        super().__init__("Too much is being worked out at once: try again in a few seconds.")


_COMPRESSED_ALREADY = ("image/png",)


@dataclass(frozen=True)
class Answer:
    """A body in the encodings that readers take, with everything its headers say.

    keep: whether it may be remembered (an answer given for want of something better may not).
    """

    body: bytes
    media_type: str
    headers: dict[str, str]
    keep: bool = True
    etag: str = ""
    encoded: dict[str, bytes] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return len(self.body) + sum(map(len, self.encoded.values()))

    def response(self, request: Request) -> Response:
        encoding = next(
            (name for name in _accepted(request.headers.get("accept-encoding", "")) if name in self.encoded),
            "",
        )
        tag = f'"{self.etag}-{encoding}"' if encoding else f'"{self.etag}"'
        headers = {**self.headers, "ETag": tag}
        if is_fresh(request, tag):
            return Response(status_code=304, headers=headers)
        if encoding:
            headers["Content-Encoding"] = encoding
        return Response(self.encoded.get(encoding, self.body), media_type=self.media_type, headers=headers)


class Headers(TypedDict, total=False):
    """What an answer may say of itself; `_` stands for `-`."""

    Content_Disposition: str
    Content_Security_Policy: str
    X_Data_Version: str


def answer(
    body: bytes | str,
    media_type: str,
    max_age: int,
    *,
    quality: int = 9,
    keep: bool = True,
    **headers: Unpack[Headers],
) -> Answer:
    """An answer ready to be given any number of times; header names have `_` for `-`."""
    body = body.encode() if isinstance(body, str) else body
    encoded = {}
    if not media_type.startswith(_COMPRESSED_ALREADY) and len(body) > 300:
        encoded = {"br": brotli.compress(body, quality=quality), "gzip": gzip.compress(body, 6, mtime=0)}
    return Answer(
        body,
        media_type,
        {
            **OPEN_HEADERS,
            "Cache-Control": f"public, max-age={max_age}" if max_age else "no-store",
            "Vary": "Accept-Encoding",
            **{name.replace("_", "-"): value for name, value in headers.items() if isinstance(value, str)},
        },
        keep,
        hashlib.sha256(body).hexdigest()[:24],
        encoded,
    )


@lru_cache(maxsize=64)
def _accepted(header: str) -> tuple[str, ...]:
    """Of brotli and gzip, what a reader takes (a weight of 0 is a refusal)."""
    refused = {
        part.split(";")[0].strip()
        for part in header.split(",")
        if part.replace(" ", "").endswith((";q=0", ";q=0.0"))
    }
    named = {part.split(";")[0].strip() for part in header.split(",")} - refused
    return tuple(name for name in ("br", "gzip") if name in named)


class Answers:
    """Remembers answers up to `limit` bytes; makes missing ones in `threads` threads.

    Equal questions asked at once are made once. More than `waiting` different ones at
    once raise `TooMuch`: the reader is told to come back, and no thread is ever stuck.
    """

    def __init__(self, limit: int = 96 * 2**20, threads: int = 2, waiting: int = 24, name: str = "embed"):
        self._limit, self._waiting = limit, waiting
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()
        self._size = 0
        self._making: dict[Hashable, Future[Answer]] = {}
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)

    def remembered(self, key: Hashable) -> Answer | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    async def get(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """The remembered answer, or the one that `make` gives in a worker thread."""
        found = self.remembered(key)
        return (
            found if found is not None else await asyncio.shield(asyncio.wrap_future(self._start(key, make)))
        )

    def _start(self, key: Hashable, make: Callable[[], Answer]) -> Future[Answer]:
        with self._lock:
            if key in self._making:
                return self._making[key]
            if len(self._making) >= self._waiting:
                raise TooMuch()
            future = self._threads.submit(self._make, key, make)
            self._making[key] = future
        future.add_done_callback(lambda _: self._making.pop(key, None))
        return future

    def _make(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        made = make()
        if made.keep:
            with self._lock:
                replaced = self._kept.pop(key, None)
                self._size += made.size - (replaced.size if replaced else 0)
                self._kept[key] = made
                while self._size > self._limit and len(self._kept) > 1:
                    _, dropped = self._kept.popitem(last=False)
                    self._size -= dropped.size
        return made
