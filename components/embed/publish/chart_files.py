"""One chart as files: the embed page, its images, its data."""

from __future__ import annotations

import json
from dataclasses import dataclass

from components.downloads import csv_bytes
from components.embed import image, links
from components.embed.chrome import Chrome
from components.embed.metadata import metadata
from components.embed.page import Addresses, page
from components.embed.publish.writer import Site
from components.embed.questions import questions_html
from components.embed.request import Asked
from components.embed.table import table_html

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

    @property
    def up(self) -> str:
        """From the page to the root of the site."""
        return "../" * len(self.folder.split("/"))

    def public(self, ending: str) -> str:
        return f"{self.base}/{self.folder}/{self.name}{ending}" if self.base else ""


def write_chart(site: Site, asked: Asked, place: Place, by: Chrome, *, card: bool = True) -> None:
    """Every file of one chart."""
    folder, name = place.folder, place.name
    pictures = asked.pictures(by)
    drawn = image.standalone(pictures["wide"], asked.words, "light")
    site.add(f"{folder}/{name}.svg", drawn.svg)
    site.add(f"{folder}/{name}.png", image.painted(drawn, 1, by))
    site.add(f"{folder}/{name}.pdf", image.printed(drawn, PRINT_WIDTH, by))
    if card:
        site.add(f"{folder}/{name}.card.png", image.painted(asked.card("light", by), 1, by))
    site.add(f"{folder}/{name}.csv", csv_bytes(asked.chart.table, bom=True))
    address = place.public(".html")
    about = {key: value for key, value in metadata(asked, "", address).items() if not key.endswith("_url")}
    site.add(f"{folder}/{name}.json", json.dumps(about, ensure_ascii=False, indent=1))
    addresses = Addresses(
        csv=f"{name}.csv",
        json=f"{name}.json",
        png=f"{name}.png",
        svg=f"{name}.svg",
        pdf=f"{name}.pdf",
        app=links.app_url(place.app, asked.slug, asked.params.query()) if place.app else "",
        canonical=address,
        card=place.public(".card.png") if card else "",
    )
    table = questions_html(asked.answers(address)) + table_html(asked.chart.table, addresses.csv)
    made = page(asked.slug, asked.words, pictures, table, addresses, policy_in_page=True)
    site.add(f"{folder}/{name}.html", made.html)
