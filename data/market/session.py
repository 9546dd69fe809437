"""The HTTP session that yfinance uses for us: paced, counted, with a time limit.

Proxies come from the environment (HTTPS_PROXY), as curl reads them.
CRACKDOWN_YAHOO_URL names a server to ask in Yahoo's place, e.g. a caching
mirror in a classroom that answers to Yahoo's paths.
"""

from __future__ import annotations

import os
import time
from typing import Any
from urllib.parse import urlsplit

MIRROR_VARIABLE = "CRACKDOWN_YAHOO_URL"
REQUEST_LIMIT = 150
"""Requests that one refresh may make. A listing takes one; yfinance adds a few
for Yahoo's cookie and crumb, and doubles one that was turned down."""
PAUSE_SECONDS = 0.1
"""Least time between two requests."""


class RequestLimit(Exception):
    """The refresh has used up its requests."""


def polite_session(timeout: float) -> Any:
    """A session of yfinance's own kind with our limits put around it.

    Its `made` counts requests; more than REQUEST_LIMIT raise RequestLimit.
    `status` is the HTTP status of the last answer, 0 when none came.
    """
    from yfinance._http import new_session
    from yfinance._http import requests as backend

    kind: Any = type(new_session())
    mirror = os.environ.get(MIRROR_VARIABLE, "").rstrip("/")

    class PoliteSession(kind):
        made = 0
        status = 0
        _last = 0.0

        def request(self, method: str, url: str, *args: Any, **options: Any) -> Any:
            if self.made >= REQUEST_LIMIT:
                raise RequestLimit(f"{REQUEST_LIMIT} requests were made; the rest waits for the next refresh")
            pause = self._last + PAUSE_SECONDS - time.monotonic()
            if pause > 0:
                time.sleep(pause)
            self.made += 1
            options["timeout"] = min(options.get("timeout") or timeout, timeout)
            self.status = 0
            try:
                answer = super().request(method, redirected(url, mirror), *args, **options)
                self.status = answer.status_code
                return answer
            finally:
                self._last = time.monotonic()

    impersonation = {"impersonate": "chrome"} if hasattr(backend, "BrowserType") else {}
    return PoliteSession(**impersonation)


def redirected(url: str, mirror: str) -> str:
    """`url`, or its path on `mirror` when one is set and the host is Yahoo's."""
    parts = urlsplit(url)
    if not mirror or not (parts.hostname or "").endswith("yahoo.com"):
        return url
    return mirror + parts.path + (f"?{parts.query}" if parts.query else "")
