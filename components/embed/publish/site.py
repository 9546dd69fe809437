"""Plan and write the whole site."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from components.charts import catalogue
from components.embed.chrome import Chrome
from components.embed.heights import embed_height
from components.embed.page import asset
from components.embed.publish.chart_files import Place, write_chart
from components.embed.publish.feeds import page_in, sitemap
from components.embed.publish.pages import Shown, event_page, front_page, moved_page
from components.embed.publish.recipe import recipe_of
from components.embed.publish.writer import Site
from components.embed.request import Asked, read
from components.package.citation import citation_cff
from components.package.descriptors import datapackage, manifest
from components.package.feeds import atom, json_feed
from components.package.formats import FORMATS, table_bytes
from components.package.tables import TABLES
from components.record_name import record_name
from data import Snapshot

EVENT_CHARTS = ("event-window", "car")
COLUMN = 720


def publish(
    folder: Path,
    snapshot: Snapshot,
    *,
    charts: Iterable[str] = (),
    base: str = "",
    app: str = "",
    jobs: int = 2,
    progress: Callable[[Iterable, int], Iterable] = lambda steps, total: steps,
) -> Site:
    """Write the site into `folder`.

    charts: slugs to publish, all when empty. base: public address of the site, needed
    for the sitemap and social cards. app: address of a running dashboard to link to.
    progress: wraps the steps, for a bar. Raises `KeyError` for an unknown chart and
    `CannotRender` when there is no Chrome.
    """
    slugs = list(charts) or list(catalogue.CATALOGUE)
    for slug in slugs:
        if slug not in catalogue.CATALOGUE:
            raise KeyError(f"there is no chart {slug!r}: charts are {', '.join(catalogue.CATALOGUE)}")
    base, app = base.rstrip("/"), app.rstrip("/")
    on_events = [slug for slug in EVENT_CHARTS if slug in slugs]
    events = list(snapshot.events.index) if on_events else []
    site = Site(folder)
    chrome = Chrome(tabs=jobs, waiting=4 * jobs)
    recipe = recipe_of(snapshot.version, record_name(), base, app, *on_events)

    def write_example(slug: str) -> Shown:
        part = f"charts/{slug}."
        if before := site.carried_over(part, recipe):
            return Shown(**before)
        module = catalogue.CATALOGUE[slug]
        asked = read(slug, module.example(snapshot).query(), snapshot, home=base)
        write_chart(site, asked, Place("charts", slug, base, app), chrome)
        shown = _shown(asked, f"charts/{slug}", module.SUMMARY)
        site.made(part, recipe, dataclasses.asdict(shown))
        return shown

    def write_event(event: str) -> None:
        folder, shown = f"events/{event}", []
        if site.carried_over(f"{folder}/", recipe):
            return
        for slug in on_events:
            asked = read(slug, {"event": event}, snapshot, home=base)
            write_chart(site, asked, Place(folder, slug, base, app), chrome, card=slug == on_events[0])
            shown.append(_shown(asked, slug, ""))
        site.add(f"{folder}/index.html", event_page(snapshot, event, shown, base))
        site.made(f"{folder}/", recipe, True)

    try:
        with ThreadPoolExecutor(jobs) as pool:
            examples = pool.map(write_example, slugs)
            written = pool.map(write_event, events)
            fronts = [shown for shown in progress(examples, len(slugs))]
            for _ in progress(written, len(events)):
                pass
    finally:
        chrome.close()
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
    _write_data(site, snapshot, base)
    site.add("static/host.js", asset("host.js"))
    site.add("static/site.css", asset("site.css"))
    site.finish()
    return site


def _shown(asked: Asked, name: str, about: str) -> Shown:
    return Shown(name, asked.words.title, about, embed_height(asked, COLUMN))


def _write_data(site: Site, snapshot: Snapshot, base: str) -> None:
    """The package with the study's default settings, as on the server's `/data/*`."""
    for table in TABLES:
        frame = table.select(snapshot)
        for ending in FORMATS:
            site.add(f"data/{table.name}.{ending}", table_bytes(table, snapshot, ending, frame))
    for name, told in (("datapackage", datapackage(snapshot, base)), ("MANIFEST", manifest(snapshot))):
        site.add(f"data/{name}.json", json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    site.add("data/CITATION.cff", citation_cff(snapshot, ""))
