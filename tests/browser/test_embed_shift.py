"""An article does not move under its reader while an embed arrives, with or without scripts, and a frame that
nothing resizes starts as tall as its chart."""

from __future__ import annotations

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
from components.embed.links import with_query
from components.embed.request import pasted
from tests.browser.conftest import open_page
from tests.browser.test_embed import Quiet

CHARTS = ("timeline", "car", "impact")
WIDTHS = (320, 640, 1280)
MOST_SHIFT = 0.02
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

    def write(html: str) -> str:
        (folder / "article.html").write_text(
            '<!doctype html><meta charset="utf-8"><title>Article</title><link rel="icon" href="data:,">'
            f"{WATCH}"
            f'<body style="margin:0"><h1>An article</h1><p>Before.</p>{html}<p>After.</p>'
            + "<p>More.</p>"
            * 30
        )
        return f"http://127.0.0.1:{web.server_port}/article.html"

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


def natural_height(chromium, address, width):
    page = open_page(chromium, viewport={"width": width, "height": 900})
    page.goto(address)
    height = page.evaluate("document.body.getBoundingClientRect().height")
    page.context.close()
    return height


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", ["pasted", "sandboxed"])
@pytest.mark.parametrize("slug", CHARTS)
def test_nothing_moves_while_an_embed_arrives(server, snapshot, chromium, article, slug, kind, width):
    html = embed_code(server, snapshot, slug, kind, width)
    page = open_page(chromium, viewport={"width": width, "height": 900})
    page.goto(article(html))
    frame = page.locator("iframe")
    frame.wait_for()
    page.frame_locator("iframe").locator("#plot").wait_for(state="attached")
    started = int(re.search('height="([0-9]+)"', html)[1])
    if kind == "sandboxed":
        address = unescape(re.search('src="([^"]+)"', html)[1])
        wide = round(frame.bounding_box()["width"])
        tall = natural_height(chromium, address, wide)
        assert started == frame.bounding_box()["height"]
        assert tall <= started <= tall + SPARE, f"{started} for {tall:.0f} at {wide}"
    page.wait_for_timeout(600)
    shift = page.evaluate("window.shift")
    print(f"{slug} {kind} {width}: {shift:.4f}, {started} → {frame.bounding_box()['height']:.0f}")
    assert shift < MOST_SHIFT
    page.context.close()
