"""A record whose texts mean to be more: tags, Markdown, formulas, a sign of direction, 10,000 characters."""

from __future__ import annotations

import html.parser
from dataclasses import replace

from data import Snapshot

MARKUP = (
    '<a href="https://evil.example">x</a><img src=x onerror=1><script>alert(1)</script> '
    "![i](http://evil.example/i) $\\frac{1}{2}$ **b** \u202e "
)
LONG = 80
"""So often MARKUP has more than 10,000 characters."""


def hostile_record(snapshot: Snapshot, times: int = 1) -> Snapshot:
    """The record with MARKUP, `times` over, in every text that a curator or a user may write."""
    text = MARKUP * times
    events, sources, companies = snapshot.events.copy(), snapshot.sources.copy(), snapshot.companies.copy()
    for name in ("title", "summary", "label", "official_name_zh", "title_zh", "notes"):
        events[name] = [text + str(place) if cell else cell for place, cell in enumerate(events[name])]
    for name in ("publisher", "title"):
        sources[name] = text + sources[name].astype(str)
    companies["name"] = text + companies["name"].astype(str)
    companies["name_zh"] = text
    actors, firms = snapshot.actors.copy(), snapshot.firms.copy()
    for frame in (actors, firms):
        frame["name_zh"] = text
    actors["name"] = text + actors["name"].astype(str)
    return replace(
        snapshot,
        version="hostile00000",
        events=events,
        sources=sources,
        companies=companies,
        actors=actors,
        firms=firms,
        private=True,
    )


class Tags(html.parser.HTMLParser):
    """The tags of a page, as a browser finds them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    handle_startendtag = handle_starttag


def came_alive(page: str) -> list[str]:
    """What of MARKUP a browser would take for more than text in this HTML."""
    tags = Tags()
    tags.feed(page)
    return [
        f"<{tag} {attributes}>"
        for tag, attributes in tags.found
        if "onerror" in attributes
        or attributes.get("src") == "x"
        or any("evil.example" in str(value) for name, value in attributes.items() if name in ("href", "src"))
    ] + (["<script>alert(1)"] if "<script>alert(1)" in page else [])
