"""A chart as a page: in a frame, in steps, or in one file of its own."""

from __future__ import annotations

import dataclasses
import logging
from typing import Any

from components.edition_words import change_and_reason
from components.embed import links
from components.embed.bare import bare
from components.embed.choices import chips, groups
from components.embed.chrome import CannotRender
from components.embed.file_answers import PICTURE_POLICY, max_age
from components.embed.page import LIBRARY, Addresses, page
from components.embed.presentation import BareOptions
from components.embed.questions import questions_html
from components.embed.request import Asked, read
from components.embed.stepped import sequence
from components.embed.table import table_html
from components.http.answers import Answer, Headers, answer
from components.http.responses import MAX_AGE
from data import Snapshot

log = logging.getLogger(__name__)

HEAVY = 100_000
"""Characters of a page that is worth a fifth of a second of compressing, once: it saves a sixth."""


def embed_page(slug: str, query: dict[str, list[str]], base: str, current: Snapshot) -> Answer:
    asked = read(slug, query, current, home=base)
    keep = True
    steps, pictures = "", {}
    try:
        if asked.in_steps:
            steps = _steps(asked)
        else:
            pictures = asked.pictures()
    except CannotRender as error:
        log.warning("The embed of %s is served without its picture: %s", slug, error)
        pictures, keep = {}, False
    words, frozen = asked.words, asked.presentation.frozen is not None
    if steps:  # each has a subtitle of its own
        words = dataclasses.replace(words, subtitle=asked.presentation.subtitle)
    addresses = _addresses(asked, base)
    made = page(
        slug,
        words,
        pictures,
        _table(asked, base, addresses.csv),
        addresses,
        asked.presentation.theme,
        compact=asked.presentation.compact,
        corrected=_corrected(asked) if addresses.current else (),
        steps=steps,
        choices=_choices(asked),
    )
    return answer(
        made.html,
        "text/html; charset=utf-8",
        (3600 if frozen else MAX_AGE) if keep else 0,
        quality=10 if len(made.html) > HEAVY else 9,
        keep=keep,
        Content_Security_Policy=f"{made.policy}; frame-ancestors *",
        X_Data_Version=asked.snapshot.version,
    )


def _table(asked: Asked, base: str, csv: str) -> str:
    """The table view: what readers ask, then the data."""
    answers = asked.answers(links.embed_url(base, asked.slug, asked.frozen_query))
    return questions_html(answers) + table_html(asked.chart.table, csv)


def _choices(asked: Asked) -> str:
    """Chips for the reader, where the publisher wants them and there is room."""
    if not asked.presentation.choices or asked.presentation.compact:
        return ""
    return chips(groups(asked), lambda shown: links.with_query(asked.slug, shown.query))


def _steps(asked: Asked) -> str:
    """A sequence whose pictures are drawings alone, each at its own address; those of the first are made
    now."""

    def address(place: int, size: str, theme: str) -> str:
        query = asked.steps[place - 1].query
        kept = {name: query[name] for name in query if name not in ("title", "source", "theme")}
        more = {"theme": theme, "size": size, "tall": str(asked.heights[size])}
        return links.with_query(f"{asked.slug}.bare.svg", {**kept, **more})

    made = sequence(asked, address)
    for size, tall in asked.heights.items():
        asked.steps[0].picture(size, height=tall)
    return made


def bare_picture(slug: str, query: dict[str, list[str]], base: str, current: Snapshot) -> Answer:
    """The drawing alone; marks that it does not show are passed over, as the steps of a sequence need."""
    asked = dataclasses.replace(read(slug, query, current, home=base), lenient=True)
    options = BareOptions.parse(query, current, ignore_unknown=True)
    exactly: dict[str, Any] = {"height": options.tall} if options.tall else {}
    body = bare(asked.picture(options.size, **exactly), asked.words, asked.paper)
    headers: Headers = {"X_Data_Version": asked.snapshot.version, "Content_Security_Policy": PICTURE_POLICY}
    return answer(body, "image/svg+xml; charset=utf-8", max_age(asked), **headers)


def single_file(slug: str, query: dict[str, list[str]], base: str, current: Snapshot) -> Answer:
    """Everything in one HTML file that asks for nothing, for a reader to keep or a publisher to host."""
    asked = read(slug, query, current, home=base)
    absolute = _addresses(asked, base, near=f"{base}/embed/", up=base)
    theme = asked.presentation.theme
    table = _table(asked, base, absolute.csv)
    made = page(
        slug,
        asked.words,
        asked.pictures(),
        table,
        absolute,
        theme,
        compact=asked.presentation.compact,
        policy_in_page=True,
        corrected=_corrected(asked) if absolute.current else (),
    )
    return answer(
        made.html,
        "text/html; charset=utf-8",
        max_age(asked),
        quality=4,
        keep=False,
        Content_Disposition=f'attachment; filename="{slug}-{asked.snapshot.version}.html"',
        Content_Security_Policy=made.policy,
        X_Data_Version=asked.snapshot.version,
    )


def _addresses(asked: Asked, base: str, near: str = "", up: str = "..") -> Addresses:
    """Relative wherever a reader follows them, absolute where a crawler reads them."""
    slug, query = asked.slug, asked.query

    plain = {name: value for name, value in query.items() if name != "steps"}

    def beside(ending: str, **more: str) -> str:
        return links.with_query(near + slug + ending, {**(plain if ending else query), **more})

    canonical = links.embed_url(base, slug, query)
    told = {"since": asked.snapshot.version}
    live = {name: value for name, value in query.items() if name != "frozen"}
    return Addresses(
        csv=beside(".csv"),
        json=beside(".json"),
        png=beside(".png", scale="2"),
        svg=beside(".svg"),
        pdf=beside(".pdf"),
        xlsx=beside(".xlsx"),
        figure=beside(".figure.json", look="LOOK", paper="PAPER"),
        library=f"{near}static/{LIBRARY}",
        app=links.app_url(up, slug, asked.params.query()),
        whole=beside("", compact="0"),
        current=links.with_query(near + slug, live) if asked.corrected_since() else "",
        changes=links.with_query(f"{up}/data/changes.csv", told),
        canonical=canonical,
        oembed=links.with_query(f"{base}/oembed", {"url": canonical, "format": "json"}),
        card=links.embed_url(base, slug, {**query, "card": "1"}, ".png"),
    )


def _corrected(asked: Asked) -> list[str]:
    """What was corrected since a frozen chart was made, and why."""
    return [change_and_reason(row) for _, row in asked.corrections.iterrows()]
