"""Addresses of a chart: its embed in every format, its view in the app, the studio."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import quote, urlencode

from components.charts.catalogue import CATALOGUE

_MEASURED = "container-type:inline-size;contain-intrinsic-width:720px;width:100%"
"""A box whose width the CSS of its content can name; a parent that shrinks to what it holds gives it 720."""


def with_query(address: str, query: Mapping[str, str]) -> str:
    return f"{address}?{urlencode(query, quote_via=quote)}" if query else address


def embed_url(base: str, slug: str, query: Mapping[str, str], ending: str = "") -> str:
    return with_query(f"{base}/embed/{slug}{ending}", query)


def app_url(base: str, slug: str, query: Mapping[str, str]) -> str:
    """The chart's page of the app, showing the same as far as it can."""
    page = CATALOGUE[slug].PAGE
    return with_query(f"{base}/{page.path}", page.query(query))


def frame_html(
    base: str, slug: str, query: Mapping[str, str], title: str, width: str, height: int, follows: str = ""
) -> str:
    """What a publisher pastes: a frame that is fine alone, and the script that fits its height.

    follows: the height as CSS that follows the width around the frame, for the time without the script;
    browsers that cannot read it take `height`.
    """
    return framed(embed_url(base, slug, query), f"{base}/embed/host.js", title, width, height, follows)


def framed(address: str, script: str, title: str, width: str, height: int, follows: str = "") -> str:
    """The same for an embed and a script at any address."""
    style = f"border:0;width:100%;max-width:{'100%' if width == '100%' else f'{width}px'}"
    frame = (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="{escape(width)}" height="{height}" '
        f'style="{style}{f";height:{follows}" if follows else ""}" loading="lazy"></iframe>'
    )
    frame = f'<div style="{_MEASURED}">{frame}</div>' if follows else frame
    return f'{frame}\n<script src="{escape(script)}" async></script>'
