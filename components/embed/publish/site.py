"""Plan and write the whole site."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

from components.charts import catalogue
from components.embed.chrome import Chrome
from components.embed.page import asset
from components.embed.publish.feeds import page_in, sitemap
from components.embed.publish.own_embeds import OwnEmbed
from components.embed.publish.pages import Shown, front_page, moved_page
from components.embed.publish.parts import Parts
from components.embed.publish.recipe import recipe_of
from components.embed.publish.writer import Site
from components.package.citation import citation_cff
from components.package.descriptors import datapackage, manifest
from components.package.feeds import atom, json_feed
from components.package.formats import FORMATS, table_bytes
from components.package.tables import TABLES
from components.record_name import record_name
from data import Snapshot

EVENT_CHARTS = ("event-window", "car")


def publish(
    folder: Path,
    snapshot: Snapshot,
    *,
    charts: Iterable[str] = (),
    embeds: Sequence[OwnEmbed] = (),
    choices: bool = True,
    base: str = "",
    app: str = "",
    jobs: int = 2,
    progress: Callable[[Iterable, int], Iterable] = lambda steps, total: steps,
) -> Site:
    """Write the site into `folder`.

    charts: slugs to publish, all when empty. embeds: what an editor has made, beside them. choices: with the
    pages on which readers choose. base: public address of the site, needed for the sitemap and whatever
    names addresses to programs. app: address of a running dashboard to link to.
    progress: wraps the steps, for a bar. Raises `KeyError` for an unknown chart, `ValueError` for an
    address of `embeds` that cannot be read and `CannotRender` when there is no Chrome.
    """
    slugs = _known(charts)
    base, app = base.rstrip("/"), app.rstrip("/")
    for embed in embeds:
        embed.asked(snapshot, base)
    on_events = [slug for slug in EVENT_CHARTS if slug in slugs]
    events = list(snapshot.events.index) if on_events else []
    site = Site(folder)
    chrome = Chrome(tabs=jobs, waiting=4 * jobs)
    recipe = recipe_of(snapshot.version, record_name(), base, app, f"{choices=}", *on_events)
    parts = Parts(site, snapshot, chrome, recipe, tuple(on_events), base, app, choices)
    try:
        with ThreadPoolExecutor(jobs) as pool:
            examples, own = pool.map(parts.example, slugs), pool.map(parts.own, embeds)
            written = pool.map(parts.event, events)
            fronts = [*progress(chain(examples, own), len(slugs) + len(embeds))]
            for _ in progress(written, len(events)):
                pass
    finally:
        chrome.close()
    _write_fronts(site, snapshot, fronts, events, base)
    _write_data(site, snapshot, base)
    site.add("static/host.js", asset("host.js"))
    site.add("static/site.css", asset("site.css"))
    site.finish()
    return site


def _known(charts: Iterable[str]) -> list[str]:
    slugs = list(charts) or list(catalogue.CATALOGUE)
    for slug in slugs:
        if slug not in catalogue.CATALOGUE:
            raise KeyError(f"there is no chart {slug!r}: charts are {', '.join(catalogue.CATALOGUE)}")
    return slugs


def _write_fronts(
    site: Site, snapshot: Snapshot, fronts: Sequence[Shown], events: Sequence[str], base: str
) -> None:
    """The front page, what leads to it and to the others, and the way from former addresses."""
    for former, event in snapshot.former_ids.items():
        if event in events:
            site.add(f"events/{former}/index.html", moved_page(event))
    site.add("index.html", front_page(snapshot, fronts, bool(events), base))
    site.add("feed.xml", atom(snapshot, base, page_in(base)))
    site.add("feed.json", json_feed(snapshot, base, page_in(base)))
    if base:
        pages = [
            "index.html",
            *(f"{one.name}.html" for one in fronts),
            *(f"events/{event}/index.html" for event in events),
        ]
        site.add("sitemap.xml", sitemap(base, pages))


def _write_data(site: Site, snapshot: Snapshot, base: str) -> None:
    """The package with the study's default settings, as on the server's `/data/*`."""
    for table in TABLES:
        frame = table.select(snapshot)
        for ending in FORMATS:
            site.add(f"data/{table.name}.{ending}", table_bytes(table, snapshot, ending, frame))
    for name, told in (("datapackage", datapackage(snapshot, base)), ("MANIFEST", manifest(snapshot))):
        site.add(f"data/{name}.json", json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    site.add("data/CITATION.cff", citation_cff(snapshot, ""))
