"""One chart as files: its page, images, data, and what other tools read of it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass

from components.downloads import csv_bytes
from components.embed import image, links, oembed
from components.embed.card import CARD
from components.embed.chrome import Chrome
from components.embed.datawrapper import as_datawrapper
from components.embed.drawing import Picture
from components.embed.heights import embed_height
from components.embed.metadata import metadata
from components.embed.page import Addresses, page
from components.embed.publish.writer import Site
from components.embed.questions import questions_html
from components.embed.request import Asked
from components.embed.table import table_html
from components.embed.workbook import workbook

PRINT_WIDTH = 180.0
"""Millimetres: two columns of most papers."""


@dataclass(frozen=True)
class Place:
    """Where a chart's files go: `folder/name.html` and its neighbours.

    base: public address of the site, or empty. app: address of the running dashboard, or empty.
    """

    folder: str
    name: str
    base: str = ""
    app: str = ""

    def file(self, ending: str) -> str:
        return f"{self.folder}/{self.name}{ending}"

    def public(self, ending: str) -> str:
        return f"{self.base}/{self.file(ending)}" if self.base else ""


def write_chart(
    site: Site, asked: Asked, place: Place, by: Chrome, *, card: bool = True, outlines: bool = True
) -> None:
    """Every file of one chart. card: with one for social media. outlines: with a picture whose words are
    shapes."""
    pictures = asked.pictures(by)
    write_images(site, asked, place, by, card=card, outlines=outlines)
    write_data(site, asked, place)
    write_page(site, asked, place, pictures, addresses_of(asked, place, card=card))


def addresses_of(asked: Asked, place: Place, *, card: bool) -> Addresses:
    """The files beside a page, and where it is found itself."""
    name = place.name
    return Addresses(
        csv=f"{name}.csv",
        json=f"{name}.json",
        png=f"{name}.png",
        svg=f"{name}.svg",
        pdf=f"{name}.pdf",
        xlsx=f"{name}.xlsx",
        app=links.app_url(place.app, asked.slug, asked.params.query()) if place.app else "",
        canonical=place.public(".html"),
        oembed=place.public(".oembed.json"),
        card=place.public(".card.png") if card else "",
    )


def write_images(
    site: Site, asked: Asked, place: Place, by: Chrome, *, card: bool = True, outlines: bool = True
) -> None:
    drawn = image.standalone(asked.picture("wide", by=by), asked.words, asked.paper)
    site.add(place.file(".svg"), drawn.svg)
    site.add(place.file(".png"), image.painted(drawn, 1, by))
    site.add(place.file(".pdf"), image.printed(drawn, PRINT_WIDTH, by))
    if outlines:
        site.add(place.file(".outlines.svg"), image.with_outlines(drawn).svg)
    if card:
        site.add(place.file(".card.png"), image.painted(asked.card(asked.paper, by), 1, by))


def write_data(site: Site, asked: Asked, place: Place) -> None:
    """The table, and what programs read. Addresses are public ones, so some need that of the site."""
    table, address = asked.chart.table, place.public(".html")
    known = metadata(asked, place.base, address)
    about = {name: told for name, told in known.items() if not name.endswith("_url")}
    if address:
        about["embed_url"] = address
    site.add(place.file(".csv"), csv_bytes(table, bom=True))
    site.add(place.file(".xlsx"), workbook(asked, about))
    site.add(place.file(".json"), _json(about))
    if address:
        site.add(place.file(".datawrapper.csv"), csv_bytes(table, bom=False))
        told = as_datawrapper(asked, place.public(".datawrapper.csv"), address)
        site.add(place.file(".datawrapper.json"), _json(told))


def write_page(
    site: Site,
    asked: Asked,
    place: Place,
    pictures: Mapping[str, Picture],
    addresses: Addresses,
    *,
    steps: str = "",
    choices: str = "",
) -> None:
    """The page, and the oEmbed answer for its address. steps, choices: as `page` takes them."""
    words = asked.words
    if steps:  # each has a subtitle of its own
        words = dataclasses.replace(words, subtitle=asked.presentation.subtitle)
    answers = asked.answers(addresses.canonical)
    made = page(
        asked.slug,
        words,
        pictures,
        questions_html(answers) + table_html(asked.chart.table, addresses.csv),
        addresses,
        asked.presentation.theme,
        compact=asked.presentation.compact,
        policy_in_page=True,
        steps=steps,
        choices=choices,
    )
    site.add(place.file(".html"), made.html)
    if addresses.oembed:
        site.add(place.file(".oembed.json"), _json(_oembed(asked, place, addresses)))


def _oembed(asked: Asked, place: Place, addresses: Addresses) -> dict[str, object]:
    """The answer at the usual width: a server of files cannot be asked for another."""
    width = oembed.DEFAULT_WIDTH
    height = embed_height(asked, width)
    light = "?theme=light" if asked.presentation.theme == "auto" else ""
    script = f"{place.base}/static/host.js"
    html = links.framed(addresses.canonical + light, script, asked.words.title, str(width), height)
    answer = oembed.described(asked, place.base, width, height, html)
    if addresses.card:
        wide, tall = CARD
        answer |= {
            "thumbnail_url": addresses.card,
            "thumbnail_width": wide,
            "thumbnail_height": tall,
        }
    return answer


def _json(told: Mapping[str, object]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1)
