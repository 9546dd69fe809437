"""The site for readers that are programs: where its feeds lead, and a sitemap."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from components.package.feeds import Page


def page_in(base: str) -> Page:
    """The addresses that the site's feeds name; relative ones where its own is not known."""
    start = f"{base}/" if base else ""
    return lambda event: f"{start}events/{event}/index.html" if event else f"{start}index.html"


def sitemap(base: str, pages: Iterable[str]) -> str:
    """Every page by its full address, as the protocol demands."""
    urls = "".join(f"<url><loc>{escape(f'{base}/{page}')}</loc></url>\n" for page in pages)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
