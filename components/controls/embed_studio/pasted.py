"""The code that a publisher pastes; what it frames is what the preview frames."""

from __future__ import annotations

from components.embed import links
from components.embed.heights import embed_height
from components.embed.request import Asked

COLUMN = 720
"""Pixels across the column for which the code's first height is meant."""


def code_of(asked: Asked, base: str) -> str:
    """The frame at full width, and the script that fits its height."""
    height = embed_height(asked, COLUMN)
    return links.frame_html(base, asked.slug, asked.query, asked.words.title, "100%", height)


def oembed_address(asked: Asked, base: str) -> str:
    """The address for an editor that asks for its own code; it says the theme, which would else be light."""
    return links.embed_url(base, asked.slug, {"theme": asked.presentation.theme, **asked.query})
