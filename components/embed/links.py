"""Addresses of a chart: its embed in every format, its view in the app, the studio."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import quote, urlencode

from components.charts.catalogue import CATALOGUE


def with_query(address: str, query: Mapping[str, str]) -> str:
    return f"{address}?{urlencode(query, quote_via=quote)}" if query else address


def embed_url(base: str, slug: str, query: Mapping[str, str], ending: str = "") -> str:
    return with_query(f"{base}/embed/{slug}{ending}", query)


def app_url(base: str, slug: str, query: Mapping[str, str]) -> str:
    """The chart's page of the app, showing the same as far as it can."""
    page = CATALOGUE[slug].PAGE
    return with_query(f"{base}/{page.path}", page.query(query))


def frame_html(base: str, slug: str, query: Mapping[str, str], title: str, width: str, height: int) -> str:
    """What a publisher pastes: a frame that is fine alone, and the script that fits its height."""
    return framed(embed_url(base, slug, query), f"{base}/embed/host.js", title, width, height)


def framed(address: str, script: str, title: str, width: str, height: int) -> str:
    """The same for an embed and a script at any address."""
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="{escape(width)}" height="{height}" '
        f'style="border:0;width:100%;max-width:{"100%" if width == "100%" else f"{width}px"}" '
        f'loading="lazy"></iframe>\n<script src="{escape(script)}" async></script>'
    )
