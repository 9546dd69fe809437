"""The first view of each page that opens with a chart, by a browser that was never here: when headline and
picture are painted, when the page behind them is alive, how far things moved, how many requests it took.

Nothing watches the page but a script of its own: developer tools, which Playwright turns on, ask V8 for the
place of every function whose call they might show, and it reads Plotly five times for that (a second a page).
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.bench._plain_chrome import PlainChrome, running_chrome
from tests.browser.server import running_app
from tests.chrome import find_chrome

Row = tuple[str, str, str, bool | None]
EVENT = "2021-04-10-alibaba-fined-18-2bn"
PAGES = ("", f"event?event={EVENT}", "impact", "patterns", "compare")
RUNS = 3
PAINT, ALIVE, SHIFT = 600, 2500, 0.02
"""Milliseconds to picture and headline, to a page that answers; layout shift, by Chrome's measure."""
PATIENCE = 90
"""Seconds that a page's picture may take to be drawn behind an answer, and scripts to be made small."""
AFTERWARDS = 1.5
"""Seconds that things may still move after the page is alive."""

WATCH = """
window.shift = 0;
new PerformanceObserver(list => list.getEntries().forEach(one => { window.shift += one.value; }))
    .observe({type: "layout-shift", buffered: true});
const find = selector => document.querySelector(selector);
const painted = () => setTimeout(() => { window.shown ??= performance.now(); });
const look = () => {
    if (!window.shown && find("#first-view h1") && find("#first-view svg")) requestAnimationFrame(painted);
    const drawn = find("[data-testid=stMain] .js-plotly-plot");
    if (drawn && !find("#first-view")) window.alive = performance.now();
    else setTimeout(look, 5);
};
look();
"""


class Visit(NamedTuple):
    """Milliseconds from asking to painted and to alive; layout shift; requests."""

    painted: float
    alive: float
    shift: float
    requests: int


def rows() -> Iterator[Row]:
    if find_chrome() is None:
        yield "First view", "no Chrome found", "", None
        return
    with tempfile.TemporaryDirectory() as name, running_app(Path(name)) as base:
        for path in PAGES:
            _await_picture(f"{base}/{path}")
        with running_chrome(Path(name) / "profile") as chrome:
            _visit(chrome, base)  # the server's first visitor of all
            for path in PAGES:
                yield from _page(chrome, base, path)
    yield (
        "Load of the machine meanwhile, a processor",
        f"{os.getloadavg()[0] / (os.cpu_count() or 1):.1f}",
        "",
        None,
    )


def _page(chrome: PlainChrome, base: str, path: str) -> Iterator[Row]:
    seen = [_visit(chrome, f"{base}/{path}") for _ in range(RUNS)]
    painted, alive, shift, requests = (statistics.median(values) for values in zip(*seen, strict=True))
    name = f"/{path.replace(EVENT, '…')}"
    yield f"{name}: headline and picture painted", f"{painted:.0f} ms", f"{PAINT} ms", painted <= PAINT
    yield f"{name}: alive", f"{alive:.0f} ms", f"{ALIVE} ms", alive <= ALIVE
    yield f"{name}: layout shift", f"{shift:.3f}", f"{SHIFT}", shift <= SHIFT
    yield f"{name}: requests", f"{requests:.0f}", "", None


def _visit(chrome: PlainChrome, address: str) -> Visit:
    with chrome.visit(address, WATCH) as value:
        end = time.monotonic() + PATIENCE
        while not value("window.alive") and time.monotonic() < end:
            time.sleep(0.5)
        time.sleep(AFTERWARDS)
        requests = "performance.getEntriesByType('resource').length + 1"
        return Visit(*json.loads(value(f"JSON.stringify([shown, alive, shift, {requests}])")))


def _await_picture(address: str) -> None:
    """Ask until the answer carries its picture, as it does for every reader but a view's first."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            if b'class="fv-wide"' in answer.read():
                return
        time.sleep(1)
    raise RuntimeError(f"{address} never came with its picture")
