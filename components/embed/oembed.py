"""oEmbed 1.0 for addresses of embeds and of the app's pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit

from components.charts.catalogue import MODULES
from components.embed.links import embed_url
from components.embed.words import SITE_NAME, Words

DEFAULT_WIDTH = 720
CACHE_SECONDS = 86_400

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


def rich(
    base: str,
    slug: str,
    query: Mapping[str, str],
    words: Words,
    height_at: Callable[[int], int],
    max_width: int | None,
    max_height: int | None,
) -> dict[str, Any]:
    """The answer: a frame as wide as wanted and allowed.

    height_at: height of the whole embed at a width.
    """
    width = max(min(DEFAULT_WIDTH, max_width or DEFAULT_WIDTH), 1)
    height = min(height_at(width), max_height or 10_000)
    address = embed_url(base, slug, query)
    image = embed_url(base, slug, query, ".png")
    image += ("&" if query else "?") + "card=1"
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": words.title,
        "provider_name": SITE_NAME,
        "provider_url": f"{base}/",
        "cache_age": CACHE_SECONDS,
        "width": width,
        "height": height,
        "html": (
            f'<iframe src="{escape(address)}" title="{escape(words.title)}" width="{width}" height="{height}" '
            f'style="border:0;max-width:100%" loading="lazy"></iframe>'
        ),
    }
    if (not max_width or max_width >= 1200) and (not max_height or max_height >= 630):
        answer |= {"thumbnail_url": image, "thumbnail_width": 1200, "thumbnail_height": 630}
    return answer
