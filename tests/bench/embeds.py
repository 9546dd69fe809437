"""Embeds: weight, first paint, layout shift, requests and rate, beside the same chart as a plain Plotly
page."""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

from components.charts import catalogue
from components.embed.links import with_query
from components.embed.page import LIBRARY
from data import Snapshot, load_snapshot
from tests.browser.server import running_app
from tests.chrome import ARGUMENTS, find_chrome

MOST_BYTES = 40_000
LEAST_RATE = 1_000
SLOW_4G = {
    "offline": False,
    "latency": 60,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
"""The network on which Lighthouse judges phones."""

_MEASURE = """() => new Promise(done => {
  const found = {shift: 0, paint: null};
  new PerformanceObserver(list => list.getEntries().forEach(one => found.shift += one.value))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => {
    found.paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null;
    done(found);
  }, 300);
})"""

Row = tuple[str, str, str, bool | None]


def rows() -> Iterator[Row]:
    """What the embeds cost, measured on a server and a browser of their own."""
    snapshot = load_snapshot()
    with tempfile.TemporaryDirectory() as folder, running_app(Path(folder)) as base:
        examples = {
            slug: with_query(f"{base}/embed/{slug}", module.example(snapshot).query())
            for slug, module in catalogue.CATALOGUE.items()
        }
        for slug, address in examples.items():
            size = _transferred(address)
            yield f"{slug}: bytes over the wire", f"{size:,}", f"{MOST_BYTES:,}", size < MOST_BYTES
        if find_chrome():
            yield from _painted(
                examples["timeline"], f"{base}/embed/static/{LIBRARY}", snapshot, Path(folder)
            )
        rate, kind = _rate(examples["timeline"])
        yield (
            f"cached embeds a second, one process ({kind})",
            f"{rate:,.0f}",
            f"{LEAST_RATE:,}",
            rate > LEAST_RATE,
        )
        yield _uncached(base, snapshot)
        yield _crowd(base)


def _transferred(address: str) -> int:
    request = urllib.request.Request(address, headers={"Accept-Encoding": "br"})
    with urllib.request.urlopen(request, timeout=120) as answer:
        return len(answer.read())


def _painted(address: str, library: str, snapshot: Snapshot, folder: Path) -> Iterator[Row]:
    """The same chart both ways, on a phone's network, in one browser; the plain page's library comes
    compressed too."""
    chart = catalogue.build("timeline", snapshot, catalogue.CATALOGUE["timeline"].example(snapshot))
    plain = folder / "plain"
    plain.mkdir()
    chart.figure.write_html(plain / "index.html", include_plotlyjs=library)
    handler = functools.partial(_Quiet, directory=str(plain))
    web = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chrome(), args=ARGUMENTS)
        for name, url in (
            ("embed", address),
            ("plain Plotly page", f"http://127.0.0.1:{web.server_port}/index.html"),
        ):
            paint, shift, requests, size = _visit(browser, url)
            ours = name == "embed"
            yield f"{name}: first contentful paint, slow 4G", f"{paint:,.0f} ms", "", None
            yield f"{name}: layout shift", f"{shift:.3f}", "0" if ours else "", shift == 0 if ours else None
            yield (
                f"{name}: requests before interaction",
                f"{requests}",
                "1" if ours else "",
                requests == 1 if ours else None,
            )
            yield (
                f"{name}: bytes received",
                f"{size:,}",
                f"{MOST_BYTES:,}" if ours else "",
                size < MOST_BYTES if ours else None,
            )
        browser.close()
    web.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def _visit(browser, url: str) -> tuple[float, float, int, int]:
    """First paint in ms, layout shift, number of requests and bytes received."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    protocol = page.context.new_cdp_session(page)
    protocol.send("Network.enable")
    protocol.send("Network.emulateNetworkConditions", SLOW_4G)
    received: list[float] = []
    asked: list[str] = []
    protocol.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url, wait_until="networkidle", timeout=180_000)
    found = page.evaluate(_MEASURE)
    page.close()
    return (
        found["paint"] or float("nan"),
        found["shift"],
        len([one for one in asked if not one.startswith("data:")]),
        round(sum(received)),
    )


def _rate(address: str, seconds: int = 4) -> tuple[float, str]:
    """Answers a second to the same question."""
    if shutil.which("wrk"):
        command = ["wrk", "-t1", "-c32", f"-d{seconds}s", "-H", "Accept-Encoding: br", address]
        told = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
        return float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1]), "wrk"
    end, done = time.monotonic() + seconds, 0
    with ThreadPoolExecutor(8) as pool:
        while time.monotonic() < end:
            list(pool.map(_transferred, [address] * 64))
            done += 64
    return done / seconds, "Python clients"


def _uncached(base: str, snapshot: Snapshot) -> Row:
    """Embeds that were never asked for: chart built, drawn three times, compressed."""
    events = list(snapshot.events.index[:12])
    start = time.monotonic()
    for event in events:
        _transferred(f"{base}/embed/car?event={event}")
    return "embeds never seen before, a second", f"{len(events) / (time.monotonic() - start):.1f}", "", None


def _crowd(base: str) -> Row:
    """More new pictures at once than may wait: every answer comes, as a picture or as 503."""

    def ask(number: int) -> int:
        try:
            with urllib.request.urlopen(
                f"{base}/embed/timeline.svg?title=crowd%20{number}", timeout=120
            ) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    with ThreadPoolExecutor(80) as pool:
        got = list(pool.map(ask, range(80)))
    told = f"{got.count(200)} drawn, {got.count(503)} told to wait"
    return "80 different new pictures at once", told, "no other answer", set(got) <= {200, 503}
