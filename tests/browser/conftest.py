"""A real server and a real Chromium, shared by the browser tests and gone before the others start."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect, sync_playwright

from tests.browser.publisher import Quiet
from tests.chrome import ARGUMENTS, find_chrome

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE = 45_000
"""Milliseconds that a busy machine may take; `expect` would give up after five seconds."""

# What Chromium itself says about this app being drawn in software, or about a page being left, is not the
# app's.
HARMLESS = ("net::ERR_ABORTED", "WebGL", "GPU stall")


# Playwright looks into every error, and V8 then reads a whole library again to find its lines. Told to keep
# them from the start, it reads once, as for a reader whom nobody watches: half a second a page less.
WATCHED = [*ARGUMENTS, "--js-flags=--no-enable-lazy-source-positions"]

# Three switches of chrome://flags, turned off. A new reader's Chromium opened two more pages, for suggestions
# below its own address field, where nobody types here: a second of a processor each. And modules that a
# thread of its own fetches are compiled anew on every visit, although what was compiled is kept (Chromium
# 156): 0.4 s a page.
TURNED_OFF = ("webui-omnibox-popup", "webui-omnibox-aim-popup", "background-resource-fetch")
FLAGS = {"browser": {"enabled_labs_experiments": [f"{name}@2" for name in TURNED_OFF]}}


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


def launched(playwright: Playwright, folder: Path, **options: Any) -> BrowserContext:
    """A Chromium with a profile in `folder`: what it has fetched and compiled stays on disk, as a reader's
    does."""
    path = find_chrome()
    if path is None:
        pytest.skip("NO CHROME OR CHROMIUM FOUND: browser tests are skipped")
    (folder / "Local State").write_text(json.dumps(FLAGS))
    return playwright.chromium.launch_persistent_context(
        folder, executable_path=path, args=WATCHED, **options
    )


@pytest.fixture(scope="package")
def desk(playwright, tmp_path_factory):
    """The profile of all readers at a desk, one after another."""
    context = launched(playwright, tmp_path_factory.mktemp("desk"), viewport=DESKTOP)
    yield context
    context.close()


@pytest.fixture(scope="package")
def phone(playwright, tmp_path_factory):
    """The profile of all readers with a phone, one after another."""
    context = launched(
        playwright, tmp_path_factory.mktemp("phone"), viewport=PHONE, has_touch=True, device_scale_factor=2
    )
    yield context
    context.close()


@pytest.fixture(scope="package")
def chromium(desk):
    """The browser of the desk, for readers who share nothing with others: `open_page`."""
    return desk.browser


def watched(page: Page) -> Page:
    """Console errors are collected in `page.errors`."""
    page.errors = []
    page.on(
        "console",
        lambda m: (
            page.errors.append(m.text)
            if m.type == "error" and not any(h in m.text for h in HARMLESS)
            else None
        ),
    )
    page.on("pageerror", lambda e: page.errors.append(str(e)))
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    return page


def open_page(chromium, **options) -> Page:
    """A page of a reader who never was here: nothing is cached, nothing kept."""
    return watched(chromium.new_context(**options).new_page())


@contextmanager
def visit(context: BrowserContext) -> Iterator[Page]:
    """A page of a reader who was here before, and keeps nothing but files: cookies, storage and permissions
    go with the page."""
    blank = context.pages[0]  # stays, since a browser without a page ends
    page = watched(context.new_page())
    sites = set()
    page.on("framenavigated", lambda frame: sites.add("{0.scheme}://{0.netloc}".format(urlsplit(frame.url))))
    try:
        yield page
    finally:
        protocol = context.new_cdp_session(blank)
        for site in sites:
            if site.startswith("http"):
                kept = "local_storage,indexeddb,cache_storage,service_workers"
                protocol.send("Storage.clearDataForOrigin", {"origin": site, "storageTypes": kept})
        protocol.detach()
        context.clear_cookies()
        context.clear_permissions()
        for left in context.pages[1:]:
            left.close()


@pytest.fixture
def browser_page(desk):
    with visit(desk) as page:
        yield page


@pytest.fixture
def phone_page(phone):
    with visit(phone) as page:
        yield page


@pytest.fixture(scope="module")
def foreign(tmp_path_factory, server):
    """Address of a publisher's page, on another port, that frames a chart; and a way to write such pages."""
    folder = tmp_path_factory.mktemp("publisher")
    web = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=web.serve_forever, daemon=True).start()

    def article(name, embed, *, script=True, attributes="", width="100%"):
        host = f'<script src="{server}/embed/host.js" async></script>' if script else ""
        (folder / name).write_text(
            '<!doctype html><title>Article</title><link rel="icon" href="data:,"><body '
            'style="margin:0"><h1>An article</h1><iframe id="chart" title="Chart" '
            f'src="{server}/embed/{embed}" style="border:0;width:{width}" height="400" {attributes}>'
            f"</iframe><p>After the chart.</p>{host}"
        )
        return f"http://127.0.0.1:{web.server_port}/{name}"

    yield article
    web.shutdown()


@pytest.fixture(scope="package")
def context_of(chromium) -> Callable[..., BrowserContext]:
    """Readers of embeds, by what their browsers can do. An embed keeps nothing: one comes after another."""
    return lru_cache(maxsize=None)(chromium.new_context)


@pytest.fixture
def reader(context_of):
    """Opens embeds and articles as a reader would; errors in their consoles are collected."""
    pages = []

    def open_as(width=1000, height=900, color_scheme="light", **options):
        page = watched(context_of(**options).new_page())
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=color_scheme)
        page.requests = []
        page.on("request", lambda request: page.requests.append(request.url))
        pages.append(page)
        return page

    yield open_as
    for page in pages:
        page.close()


AT_REST = """quiet => new Promise((done, fail) => {
    const start = performance.now();
    let last = start;
    const watch = new MutationObserver(() => { last = performance.now(); });
    const all = {subtree: true, childList: true, attributes: true, characterData: true};
    watch.observe(document.documentElement, all);
    const look = () => {
        const now = performance.now();
        const app = document.querySelector("[data-testid=stApp]");
        const running = app?.dataset.testScriptState !== "notRunning";
        if (running || document.querySelector("[data-testid=stSkeleton]")) last = now;
        if (now - last >= quiet || now - start > 30000) {
            watch.disconnect();
            now - last >= quiet ? done() : fail(new Error("the page did not come to rest within 30 s"));
        } else setTimeout(() => requestIdleCallback(look, {timeout: 1000}), 20);
    };
    look();
})"""
"""Streamlit says that it is done while parts are still being loaded (skeletons stand in for them) or drawn
(a field is empty for a moment). Idle is waited for, but not for ever: once in hundreds of times Chromium had
nothing left to draw and told nobody that it was idle."""


def settled(page: Page, quiet: int = 250) -> None:
    """Wait until Streamlit has run and nothing on the page has changed for `quiet` milliseconds."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.evaluate(AT_REST, quiet)
