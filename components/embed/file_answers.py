"""A chart as a file: picture, table, and what programs read."""

from __future__ import annotations

import json

from components.downloads import csv_bytes
from components.embed import image, links
from components.embed.datawrapper import as_datawrapper
from components.embed.metadata import metadata
from components.embed.presentation import FigureOptions, ImageOptions
from components.embed.request import Asked, figure_text, read
from components.embed.workbook import workbook
from components.http.answers import Answer, Headers, answer
from components.http.responses import MAX_AGE
from components.params.files import CsvFile
from data import Snapshot

FOREVER = 365 * 86_400


PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""The policy of a picture: it loads and runs nothing."""


def max_age(asked: Asked) -> int:
    return FOREVER if asked.presentation.frozen else MAX_AGE


def _image(asked: Asked, options: ImageOptions) -> image.Image:
    if options.card:
        made = asked.card(asked.paper)
    else:
        drawn = asked.picture(options.size)
        made = image.standalone(drawn, asked.words, asked.paper, transparent=options.transparent)
    return image.with_outlines(made) if options.text == "outlines" else made


def svg(slug: str, query: dict[str, list[str]], base: str, current: Snapshot) -> Answer:
    asked = read(slug, query, current, home=base)
    options = ImageOptions.parse(query, current, ignore_unknown=True)
    headers = _as_file(asked, options, "svg")
    headers["Content_Security_Policy"] = PICTURE_POLICY
    return answer(_image(asked, options).svg, "image/svg+xml; charset=utf-8", max_age(asked), **headers)


def png(slug: str, query: dict[str, list[str]], base: str, current: Snapshot) -> Answer:
    asked = read(slug, query, current, home=base)
    options = ImageOptions.parse(query, current, ignore_unknown=True)
    drawn = _image(asked, options)
    body = image.painted(drawn, 1 if options.card else options.scale, across=options.width)
    return answer(body, "image/png", max_age(asked), **_as_file(asked, options, "png"))


def pdf(slug: str, query: dict[str, list[str]], base: str, current: Snapshot) -> Answer:
    """Vector, for print: one page, as wide as asked."""
    asked = read(slug, query, current, home=base)
    options = ImageOptions.parse(query, current, ignore_unknown=True)
    body = image.printed(_image(asked, options), options.mm)
    return answer(body, "application/pdf", max_age(asked), **_as_file(asked, options, "pdf"))


def _as_file(asked: Asked, options: ImageOptions, ending: str) -> Headers:
    kept: Headers = {
        "Content_Disposition": f'attachment; filename="{asked.slug}-{asked.snapshot.version}.{ending}"'
    }
    version: Headers = {"X_Data_Version": asked.snapshot.version}
    return {**version, **kept} if options.download else version


def csv(slug: str, query: dict[str, list[str]], base: str, current: Snapshot) -> Answer:
    asked = read(slug, query, current, home=base)
    options = CsvFile.parse(query, current, ignore_unknown=True)
    return answer(
        csv_bytes(asked.chart.table, bom=options.bom),
        "text/csv; charset=utf-8",
        max_age(asked),
        Content_Disposition=f'attachment; filename="{slug}-{asked.snapshot.version}.csv"',
        X_Data_Version=asked.snapshot.version,
    )


def xlsx(slug: str, query: dict[str, list[str]], base: str, current: Snapshot) -> Answer:
    asked = read(slug, query, current, home=base)
    return answer(
        workbook(asked, metadata(asked, base)),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        max_age(asked),
        Content_Disposition=f'attachment; filename="{slug}-{asked.snapshot.version}.xlsx"',
        X_Data_Version=asked.snapshot.version,
    )


def metadata_file(slug: str, query: dict[str, list[str]], base: str, current: Snapshot) -> Answer:
    asked = read(slug, query, current, home=base)
    body = json.dumps(metadata(asked, base), ensure_ascii=False, indent=1)
    return answer(body, "application/json", max_age(asked), X_Data_Version=asked.snapshot.version)


def datawrapper(slug: str, query: dict[str, list[str]], base: str, current: Snapshot) -> Answer:
    asked = read(slug, query, current, home=base)
    table = links.embed_url(base, slug, {**asked.query, "bom": "0"}, ".csv")
    told = as_datawrapper(asked, table, links.embed_url(base, slug, asked.query))
    body = json.dumps(told, ensure_ascii=False, indent=1)
    return answer(body, "application/json", max_age(asked), X_Data_Version=asked.snapshot.version)


def figure(slug: str, query: dict[str, list[str]], base: str, current: Snapshot) -> Answer:
    asked = read(slug, query, current)
    options = FigureOptions.parse(query, current, ignore_unknown=True)
    text = figure_text(asked, options.look, options.paper)
    return answer(text, "application/json", max_age(asked), X_Data_Version=asked.snapshot.version)
