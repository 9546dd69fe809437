"""The public address of the app, as links and crawlers need it."""

from __future__ import annotations

import os
import re

from starlette.requests import Request

from components.operators import BASE_VARIABLE

_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d{1,5})?|\[[0-9a-fA-F:]+\](:\d{1,5})?")


def base_url(request: Request) -> str:
    """The public address of the app, without a final slash: `CRACKDOWN_BASE_URL`, or as the reader wrote it.

    A `Host` that could not be a host (it would end up in pages) counts as localhost.
    """
    configured = os.environ.get(BASE_VARIABLE, "").rstrip("/")
    if configured:
        return configured
    host = request.headers.get("host", "")
    host = host if _HOST.fullmatch(host) else "localhost"
    return f"{request.url.scheme}://{host}{request.scope.get('root_path', '').rstrip('/')}"
