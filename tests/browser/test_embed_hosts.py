"""Embeds framed by the libraries that newsrooms use: each parent's frame takes the chart's height."""

from __future__ import annotations

import shutil
import threading
from functools import partial
from http.server import ThreadingHTTPServer

import pytest

from tests.browser.publisher import Quiet, until
from tests.clients import MODULES, SKIPPED, find_clients

pytestmark = pytest.mark.skipif(find_clients() is None, reason=SKIPPED)
SCRIPTS = {
    "pym.js": "pym.js/dist/pym.v1.min.js",
    "resizer4.js": "iframe-resizer/js/iframeResizer.min.js",
    "resizer5.js": "@iframe-resizer/parent/index.umd.js",
}
PARENTS = {
    "pym": '<div id="here"></div><script src="pym.js"></script><script>new pym.Parent("here", "EMBED", '
    "{})</script>",
    "resizer4": '<iframe src="EMBED" style="width:100%;border:0"></iframe><script src="resizer4.js"></script>'
    '<script>iFrameResize({checkOrigin: false}, "iframe")</script>',
    "resizer5": '<iframe src="EMBED" style="width:100%;border:0"></iframe><script src="resizer5.js"></script>'
    '<script>iframeResize({license: "GPLv3", checkOrigin: false}, "iframe")</script>',
    "datawrapper": '<iframe src="EMBED" style="width:100%;border:0"></iframe><script>'
    'addEventListener("message", (e) => { const all = e.data["datawrapper-height"]; if (!all) return;'
    ' for (const id in all) for (const f of document.querySelectorAll("iframe"))'
    ' if (f.contentWindow === e.source) f.style.height = all[id] + "px"; })</script>',
    "amp": '<iframe src="EMBED" style="width:100%;border:0"></iframe><script>'
    'addEventListener("message", (e) => { if (e.data.sentinel === "amp" && e.data.type === "embed-size")'
    ' document.querySelector("iframe").style.height = e.data.height + "px"; })</script>',
    "ours": '<iframe src="EMBED" style="width:100%;border:0"></iframe><script src="BASE/embed/host.js">'
    "</script>",
}


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory, server):
    """Address of an article of another server for each kind of parent."""
    folder = tmp_path_factory.mktemp("newsroom")
    for name, path in SCRIPTS.items():
        shutil.copy(MODULES / path, folder / name)
    for name, body in PARENTS.items():
        body = body.replace("EMBED", f"{server}/embed/car?theme=light").replace("BASE", server)
        (folder / f"{name}.html").write_text(
            f'<!doctype html><title>Article</title><link rel="icon" href="data:,"><h1>Article</h1>{body}'
        )
    web = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=web.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{web.server_port}"
    web.shutdown()


@pytest.mark.parametrize("parent", PARENTS)
def test_the_frame_follows_the_chart_in_every_parent(newsroom, reader, parent):
    page = reader(width=700)
    page.goto(f"{newsroom}/{parent}.html")
    page.wait_for_selector("iframe")
    frame = page.query_selector("iframe").content_frame()
    frame.wait_for_selector("#plot", state="attached")

    def fits():
        inside = frame.evaluate("document.body.getBoundingClientRect().height")
        until(page, f"Math.abs(document.querySelector('iframe').clientHeight - {inside}) <= 20")
        return inside

    first = fits()
    assert first > 500
    page.set_viewport_size({"width": 380, "height": 900})
    page.wait_for_timeout(500)
    assert fits() != first
    frame.evaluate("document.querySelector('details').open = true")
    page.wait_for_timeout(300)
    assert fits() > first
    assert not page.errors
