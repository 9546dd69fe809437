"""What is wrong with the links of the sources, seen without asking anyone; and, when asked, dead ones."""

from __future__ import annotations

import ipaddress
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit, urlunsplit

import pandas as pd

from data.violations import Violation

FILE = "sources.csv"
SHORTENERS = ("bit.ly", "t.co", "tinyurl.com", "goo.gl", "ow.ly", "is.gd", "buff.ly")
TRACKING = ("utm_", "fbclid=", "gclid=")
GONE = (404, 410)
AT_ONCE = 8
SECONDS = 15.0
AGENT = "Mozilla/5.0 (compatible; link check of a research record)"


def suspicious_links(sources: pd.DataFrame) -> Iterator[Violation]:
    """Malformed, duplicate and suspicious links of `sources.csv` (text as written, indexed by row).

    Suspicious: no public domain name, a user name, a shortened or tracked address, one page
    under two spellings within an event.
    """
    seen: dict[tuple[str, str], int] = {}
    for row, source in sources.iterrows():
        for column in ("url", "archived"):
            if source[column]:
                for why in _complaints(source[column]):
                    yield Violation(FILE, row, column, source[column], why)
        page = (source["event_id"], _same_page(source["url"]))
        if page in seen:
            yield Violation(FILE, row, "url", source["url"], f"the same page as in row {seen[page]}")
        seen.setdefault(page, row)


def _complaints(url: str) -> Iterator[str]:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError as error:
        yield f"no web address ({error})"
        return
    if parts.scheme not in ("http", "https") or "." not in host or " " in url:
        yield "no web address with a domain name"
        return
    if parts.username is not None:
        yield "carries a user name"
    if _is_number(host) or host.endswith((".local", ".internal", ".localhost")):
        yield "no public domain name"
    if host.removeprefix("www.") in SHORTENERS:
        yield "a shortened address: write where it leads"
    if any(mark in parts.query for mark in TRACKING):
        yield "carries tracking: cut it off"


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _same_page(url: str) -> str:
    """One spelling for addresses that lead to one page: scheme, `www.`, end slash and anchor do not count."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return urlunsplit(
        ("", parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), parts.query, "")
    )


def dead_links(sources: pd.DataFrame, asked: Iterable[str] = ()) -> Iterator[Violation]:
    """Links whose server says that the page is gone, or that has no server: every one is asked once.

    asked: only links that hold one of these texts; all when empty. A page that refuses machines
    (403, 429), or is slow, is not called dead.
    """
    wanted = tuple(asked)
    rows = {
        row: url for row, url in sources["url"].items() if not wanted or any(text in url for text in wanted)
    }
    urls = list(dict.fromkeys(rows.values()))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = dict(zip(urls, pool.map(_why_dead, urls), strict=True))
    for row, url in rows.items():
        if answers[url]:
            yield Violation(FILE, row, "url", url, answers[url])


def _why_dead(url: str) -> str:
    """Why a link is dead; "" when it is alive or nothing can be said."""
    request = urllib.request.Request(url, headers={"User-Agent": AGENT})
    try:
        with urllib.request.urlopen(request, timeout=SECONDS):
            return ""
    except urllib.error.HTTPError as error:
        return f"the server answers {error.code}: the page is gone" if error.code in GONE else ""
    except urllib.error.URLError as error:
        return "" if isinstance(error.reason, TimeoutError) else f"no answer ({error.reason})"
    except (OSError, ValueError) as error:
        return "" if isinstance(error, TimeoutError) else f"no answer ({error})"
