"""What every answer has in common: validators, cache rules, one shape of error."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from components.params import BadParam

MAX_AGE = 300
"""Seconds a reader may keep live data; a changed record changes the ETag."""

OPEN_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Access-Control-Allow-Origin": "*",
}
"""On every answer of ours: the record is public, and read from any origin."""


def etag_of(body: bytes) -> str:
    """A strong validator: equal bytes, equal tag."""
    return f'"{hashlib.sha256(body).hexdigest()[:24]}"'


def is_fresh(request: Request, etag: str) -> bool:
    """Whether the reader's copy (`If-None-Match`) is this one; weak tags compare equal."""
    given = request.headers.get("if-none-match", "")
    tags = {tag.strip().removeprefix("W/") for tag in given.split(",")}
    return bool(given) and (etag.removeprefix("W/") in tags or "*" in tags)


def respond(
    request: Request,
    body: bytes,
    media_type: str,
    *,
    etag: str | None = None,
    max_age: int = MAX_AGE,
    filename: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """`body` with ETag and Cache-Control, or 304 when the reader has it already.

    `filename` (ASCII, ours, never a reader's text) makes it a download.
    """
    etag = etag or etag_of(body)
    all_headers = {
        **OPEN_HEADERS,
        "ETag": etag,
        "Cache-Control": f"public, max-age={max_age}",
        **({"Content-Disposition": f'attachment; filename="{filename}"'} if filename else {}),
        **(headers or {}),
    }
    if is_fresh(request, etag):
        return Response(status_code=304, headers=all_headers)
    return Response(body, media_type=media_type, headers=all_headers)


def problem(
    status: int, sentence: str, *, retry_after: int | None = None, details: Mapping[str, str] | None = None
) -> JSONResponse:
    """An error of ours: `{"error": one sentence, …}`, never cached."""
    headers = {**OPEN_HEADERS, "Cache-Control": "no-store"}
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    return JSONResponse({"error": sentence, **(details or {})}, status_code=status, headers=headers)


def bad_param(error: BadParam) -> JSONResponse:
    """400 for a value that is not allowed, 404 for an id that does not exist."""
    told = {"parameter": error.name, "allowed": error.allowed}
    return problem(404 if error.unknown_id else 400, str(error), details=told)


def query_of(request: Request) -> dict[str, list[str]]:
    """The query string as names and lists of texts."""
    return {name: request.query_params.getlist(name) for name in request.query_params}
