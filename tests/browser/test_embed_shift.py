"""An article does not move under its reader while an embed arrives, with or without scripts, and a frame that
nothing resizes starts as tall as its chart."""

from __future__ import annotations

import itertools
import json
import re
import threading
import urllib.request
from functools import partial
from html import unescape
from http.server import ThreadingHTTPServer
from urllib.parse import quote

import pytest

from components.charts import catalogue
from components.controls.embed_studio.pasted import code_of
from components.embed.heights import embed_height
from components.embed.links import with_query
from components.embed.request import pasted
from tests.browser.publisher import Quiet

CHARTS = ("timeline", "car", "impact")
WIDTHS = (320, 640, 1280)
MOST_SHIFT = 0.02
COLUMNS = (320, 360, 399, 400, 480, 640, 720, 800, 839, 960, 1280)
LOOSEST = 80
"""Pixels that a frame may be taller than its chart where CSS alone follows the width."""
SPARE = 40
"""Pixels that a frame may be taller than its chart."""
WATCH = """<script>
    window.shift = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((one) => (window.shift += one.value)))
        .observe({type: "layout-shift", buffered: true});
</script>"""


@pytest.fixture(scope="module")
def article(tmp_path_factory):
    """Address of another server's article with some HTML between its paragraphs."""
    folder = tmp_path_factory.mktemp("articles")
    web = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=web.serve_forever, daemon=True).start()

    numbers = itertools.count()

    def write(html: str) -> str:
        name = f"article-{next(numbers)}.html"
        (folder / name).write_text(
            '<!doctype html><meta charset="utf-8"><title>Article</title><link rel="icon" href="data:,">'
            f"{WATCH}"
            f'<body style="margin:0"><h1>An article</h1><p>Before.</p>{html}<p>After.</p>'
            + "<p>More.</p>"
            * 30
        )
        return f"http://127.0.0.1:{web.server_port}/{name}"

    yield write
    web.shutdown()


def embed_code(server, snapshot, slug, kind, width):
    """What stands in the article: our code, or the answer for oEmbed as a careful publisher lets it in."""
    query = catalogue.CATALOGUE[slug].example(snapshot).query()
    if kind == "pasted":
        return code_of(pasted(slug, query, snapshot, home=server), server)
    address = with_query(f"{server}/embed/{slug}", query)
    asked = f"{server}/oembed?url={quote(address, safe='')}&maxwidth={width}"
    with urllib.request.urlopen(asked, timeout=60) as answer:
        html = json.load(answer)["html"]
    return re.sub("<script.*?</script>", "", html).replace("<iframe ", '<iframe sandbox="" ')


def natural_height(reader, address, width):
    page = reader(width=width)
    page.goto(address)
    return page.evaluate("document.body.getBoundingClientRect().height")


@pytest.mark.parametrize("slug", catalogue.CATALOGUE)
def test_pasted_code_without_its_script_is_as_tall_as_its_chart_at_every_width(
    server, snapshot, reader, article, slug
):
    html = re.sub("<script.*?</script>", "", embed_code(server, snapshot, slug, "pasted", None))
    page = reader(width=320)
    page.goto(article(html))
    frame = page.locator("iframe")
    inside = frame.element_handle().content_frame()
    inside.wait_for_selector("#plot", state="attached")
    gaps = []
    for width in COLUMNS:
        page.set_viewport_size({"width": width, "height": 900})
        tall = inside.evaluate("document.body.getBoundingClientRect().height")
        gaps.append(frame.bounding_box()["height"] - tall)
    print(f"{slug}: {' '.join(f'{width}: {gap:.0f}' for width, gap in zip(COLUMNS, gaps, strict=True))}")
    assert all(0 <= gap <= LOOSEST for gap in gaps), dict(zip(COLUMNS, gaps, strict=True))


@pytest.mark.parametrize("parent", ["display:flex", "float:left", "display:inline-block", "width:320px"])
def test_pasted_code_has_its_width_in_every_kind_of_box(server, snapshot, reader, article, parent):
    html = re.sub("<script.*?</script>", "", embed_code(server, snapshot, "car", "pasted", None))
    page = reader(width=900)
    page.goto(article(f'<div style="{parent}">{html}</div>'))
    box = page.locator("iframe").bounding_box()
    asked = pasted("car", catalogue.CATALOGUE["car"].example(snapshot).query(), snapshot, home=server)
    assert box["width"] >= 320
    assert 0 <= box["height"] - embed_height(asked, round(box["width"])) <= LOOSEST


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", ["pasted", "sandboxed"])
@pytest.mark.parametrize("slug", CHARTS)
def test_nothing_moves_while_an_embed_arrives(server, snapshot, reader, article, slug, kind, width):
    html = embed_code(server, snapshot, slug, kind, width)
    page = reader(width=width)
    page.goto(article(html))
    frame = page.locator("iframe")
    frame.wait_for()
    page.frame_locator("iframe").locator("#plot").wait_for(state="attached")
    started = int(re.search('height="([0-9]+)"', html)[1])
    if kind == "sandboxed":
        address = unescape(re.search('src="([^"]+)"', html)[1])
        wide = round(frame.bounding_box()["width"])
        tall = natural_height(reader, address, wide)
        assert started == frame.bounding_box()["height"]
        assert tall <= started <= tall + SPARE, f"{started} for {tall:.0f} at {wide}"
    page.wait_for_timeout(600)
    shift = page.evaluate("window.shift")
    print(f"{slug} {kind} {width}: {shift:.4f}, {started} → {frame.bounding_box()['height']:.0f}")
    assert shift < MOST_SHIFT
