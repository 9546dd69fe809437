"""What a reader may choose as files: a page for every choice, each a link away from every other."""

from __future__ import annotations

import dataclasses
import re

from components.downloads import csv_bytes
from components.embed.choices import FIELDS, chips, every_choice, groups
from components.embed.chrome import Chrome
from components.embed.publish.chart_files import Place, addresses_of, write_page
from components.embed.publish.writer import Site
from components.embed.request import Asked


def write_choices(site: Site, asked: Asked, place: Place, beside: Place, by: Chrome) -> None:
    """The pages, the first at `place`.

    beside: where the files of the first choice are. The others have their table as a file, and no images:
    what a reader turns to for a moment need not multiply the site.
    """
    for shown in every_choice(asked):
        first = shown.params == asked.params
        own = dataclasses.replace(place, name=_name(place.name, asked, shown))
        given = addresses_of(shown, beside if first else own, card=first)
        given = dataclasses.replace(
            given, canonical=own.public(".html"), oembed=own.public(".oembed.json") if first else ""
        )
        if not first:
            site.add(own.file(".csv"), csv_bytes(shown.chart.table, bom=True))
            given = dataclasses.replace(given, json="", xlsx="", png="", svg="", pdf="")
        links = chips(groups(shown), lambda other: _name(place.name, asked, other) + ".html")
        write_page(site, shown, own, shown.pictures(by), given, choices=links)


def _name(name: str, asked: Asked, shown: Asked) -> str:
    """A file name that says what is chosen: `impact.choices`, `impact.choices.alibaba.0-5`."""
    if shown.params == asked.params:
        return name
    written = shown.params.query()
    chosen = [_plain(written[field]) for field in FIELDS if field in written]
    return ".".join((name, *(chosen or ["usual"])))


def _plain(text: str) -> str:
    return re.sub("[^a-z0-9]+", "-", text.lower().replace("-", "m")).strip("-")
