"""oEmbed 1.0 for addresses of embeds and of the app's pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from components.charts.catalogue import MODULES
from components.embed import links
from components.embed.card import CARD
from components.embed.heights import embed_height
from components.embed.request import Asked
from components.record_name import record_name

DEFAULT_WIDTH = 720
CACHE_SECONDS = 86_400
THUMBNAIL = 200
"""Pixels across the smallest thumbnail that is worth a look."""

CHART_OF_PAGE = {chart.PAGE.path: chart.SLUG for chart in reversed(MODULES)}
"""The first chart of the catalogue that a page shows stands for the page."""


class NotOurs(LookupError):
    """An address that names no chart of this server."""


@dataclass(frozen=True)
class Target:
    """The chart that an address shows, and the query it carries.

    exact: the address is an embed's, whose parameters must be right; an app page's
    may carry others, which say nothing to the chart.
    """

    slug: str
    query: dict[str, list[str]]
    exact: bool


def target_of(address: str, base: str, slugs: Mapping[str, Any]) -> Target:
    """Which chart `address` means; raises `NotOurs`."""
    try:
        parts, own = urlsplit(address), urlsplit(base)
    except ValueError:
        raise NotOurs("This is not an address.") from None
    if parts.scheme not in ("http", "https") or parts.netloc.lower() != own.netloc.lower():
        raise NotOurs("The address does not belong to this server.")
    if not parts.path.startswith(own.path):
        raise NotOurs("The address does not belong to this dashboard.")
    path = parts.path[len(own.path) :].strip("/")
    query = parse_qs(parts.query, keep_blank_values=True)
    if path.startswith("embed/"):
        slug = path.removeprefix("embed/").partition(".")[0]
        if slug in slugs:
            return Target(slug, query, exact=True)
    elif path == "studio":
        slug = query.pop("chart", [""])[0]
        if slug in slugs:
            return Target(slug, query, exact=True)
    elif CHART_OF_PAGE.get(path) in slugs:
        return Target(CHART_OF_PAGE[path], query, exact=False)
    raise NotOurs("The address shows no chart that can be embedded.")


def rich(base: str, asked: Asked, max_width: int | None, max_height: int | None) -> dict[str, Any]:
    """The answer: a frame as wide as wanted and allowed; the compact chart where the whole is too tall."""
    width = max(min(DEFAULT_WIDTH, max_width or DEFAULT_WIDTH), 1)
    height = embed_height(asked, width)
    if max_height and height > max_height and not asked.presentation.compact:
        asked = asked.presented(compact=True)
        height = embed_height(asked, width)
    height = min(height, max_height or 10_000)
    html = links.frame_html(base, asked.slug, asked.query, asked.words.title, str(width), height)
    return described(asked, base, width, height, html) | _thumbnail(base, asked, max_width, max_height)


def described(asked: Asked, base: str, width: int, height: int, html: str) -> dict[str, Any]:
    """The answer but for its thumbnail."""
    author = {"author_name": asked.words.byline} if asked.words.byline else {}
    return {
        "version": "1.0",
        "type": "rich",
        "title": asked.words.title,
        **author,
        "provider_name": record_name(),
        "provider_url": f"{base}/",
        "cache_age": CACHE_SECONDS,
        "width": width,
        "height": height,
        "html": html,
    }


def _thumbnail(base: str, asked: Asked, max_width: int | None, max_height: int | None) -> dict[str, Any]:
    """The card, as large as allowed; nothing where that is too small to be drawn."""
    across, down = CARD
    wide = min(across, max_width or across, (max_height or down) * across // down)
    if wide < THUMBNAIL:
        return {}
    size = {"width": str(wide)} if wide < across else {}
    return {
        "thumbnail_url": links.embed_url(base, asked.slug, {**asked.query, "card": "1", **size}, ".png"),
        "thumbnail_width": wide,
        "thumbnail_height": round(down * wide / across),
    }
