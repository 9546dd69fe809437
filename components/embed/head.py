"""What crawlers and editors read in the head of a page: addresses, licence, cards."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from html import escape

from components.embed.words import Words
from components.record_name import LICENCE_URL, record_name

RIGHTS = f'<link rel="license" href="{LICENCE_URL}">'
MOST_ALT = 420
"""Characters of a text alternative that cards carry."""


def head_links(words: Words, canonical: str, oembed: str, card: str, rights: str) -> str:
    """The lines of an embed; those whose address is empty are left out."""
    title = escape(words.title)
    lines = [rights] if rights else []
    if canonical:
        lines.append(f'<link rel="canonical" href="{escape(canonical)}">')
    if oembed:
        lines.append(
            f'<link rel="alternate" type="application/json+oembed" href="{escape(oembed)}" title="{title}">'
        )
    lines += social_tags(words.title, words.subtitle, canonical, card, words.alt)
    return "\n".join(lines) + "\n"


def social_tags(title: str, description: str, url: str, image: str, image_alt: str) -> list[str]:
    """Open Graph and Twitter cards, which need absolute addresses."""
    properties: Sequence[tuple[str, str, str]] = (
        ("property", "og:type", "article"),
        ("property", "og:site_name", record_name()),
        ("property", "og:title", title),
        ("property", "og:description", description),
        ("property", "og:url", url),
        ("property", "og:image", image),
        ("property", "og:image:width", "1200" if image else ""),
        ("property", "og:image:height", "630" if image else ""),
        ("property", "og:image:alt", _told(image_alt) if image else ""),
        ("name", "twitter:card", "summary_large_image" if image else "summary"),
    )
    return [f'<meta {kind}="{name}" content="{escape(value)}">' for kind, name, value in properties if value]


def _told(text: str) -> str:
    """The whole sentences of a text alternative that crawlers read, which cut what is longer."""
    if len(text) <= MOST_ALT:
        return text
    cut = text[:MOST_ALT]
    return cut[: cut.rfind(". ") + 1] or textwrap.shorten(text, MOST_ALT, placeholder="…")
