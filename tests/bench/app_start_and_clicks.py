"""The app as its readers feel it: starts, reruns, clicks, the first visit, twenty visitors at once."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from unittest.mock import patch

from playwright.sync_api import Browser, Page, sync_playwright

from components.controls.warm import warm_up
from components.http.ahead import FIRST_VISIT
from data import load_snapshot
from tests.bench._counting_proxy import counting_proxy
from tests.bench._own_work import clocked
from tests.bench._visits import click, server_of, visit
from tests.bench.investor_pages import resampled
from tests.browser.conftest import DESKTOP, settled
from tests.browser.server import running_app
from tests.chrome import ARGUMENTS, find_chrome
from tests.pages.app import address, come, opened

Row = tuple[str, str, str, bool | None]
FILTERS = ("tightening", "easing", "neutral", "tightening,easing", "easing,neutral")
RERUN = ("timeline.py", "event.py", "impact.py", "patterns.py", "compare.py")
CLICKS = 40
VISITORS, VISITOR_CLICKS, THINKING = 20, 5, 3.0
"""Each visitor clicks, sees the answer, and three seconds later clicks again."""


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield from _starts(folder)
        yield from _reruns()
        if find_chrome() is None:
            yield "Clicks and first visit", "no Chrome found", "", None
            return
        with running_app(folder) as base, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chrome(), args=ARGUMENTS)
            yield from _first_visit(browser, base, folder / "cache")
            yield from _clicks(browser, base)
            browser.close()
        with running_app(folder) as base:
            yield from _visitors(base)


def _starts(folder: Path) -> Iterator[Row]:
    for what, budget in (("Start to healthy, store built", 6.0), ("Start to healthy, store there", 3.0)):
        started = time.perf_counter()
        with running_app(folder):
            took = time.perf_counter() - started
        yield what, f"{took:.2f} s", f"{budget:.0f} s", took <= budget


def _reruns() -> Iterator[Row]:
    """Reruns in AppTest after a filter moved: the page's own work, and the whole with Streamlit's.

    A filter that nobody has set since the start draws its charts; one that was set before, by
    any visitor, finds them drawn. Memory is set aside first, as on the server. Parts that wait for their
    reader (`controls.reached`) wait, as in a browser; what a reader at the end of the page has drawn is told
    beside it.
    """
    snapshot = warm_up()
    for page in RERUN:
        with _parts_wait():
            yield from _own_work(page, "first time", 1, 40)
            yield from _own_work(page, "seen before", 5, 15)
        yield from _own_work(page, "first time, every part", 1, None, severity="2,3,4,5")
    large = resampled(snapshot, events=10, listings=30)
    companies, size = (
        ",".join(large.companies.index),
        f"{len(large.events):,} events, {len(large.listings)} listings",
    )
    with patch("data.load_snapshot", lambda: large), _parts_wait():
        for page in RERUN:
            yield from _own_work(page, f"first time, {size}", 1, 150, company=companies)


def _parts_wait() -> AbstractContextManager[object]:
    """A browser's cookie, which `AppTest` has not: parts of pages wait until they are reached."""
    return patch("components.controls.reached.screen_before", lambda: "wide")


def _own_work(page: str, what: str, times: int, budget: float | None, **query: str) -> Iterator[Row]:
    """Median milliseconds of processor time over the filters, each set `times` times."""
    app = opened(page, event="2021-03-15-xi-chairs-cfeac-on-platforms", **query)
    with clocked() as clock:
        for directions in FILTERS * times:
            come(app, address(app) | {"direction": directions}, back=True)
        own, whole = statistics.median(clock.own()), statistics.median(clock.whole)
    name = f"Rerun, {page.removesuffix('.py')}, filter {what}: own work (whole {whole:.0f} ms)"
    if budget is None:
        yield name, f"{own:.1f} ms", "", None
    else:
        yield name, f"{own:.1f} ms", f"{budget:.0f} ms", own <= budget


def _first_visit(browser: Browser, base: str, cache: Path) -> Iterator[Row]:
    """Everything a new browser receives until the home page stands still, as bytes on the wire."""
    yield "First visit, scripts not yet made small", f"{_visit_bytes(browser, base):.2f} MB", "", None
    for _ in range(90):
        if len(list(cache.glob("static/*/*.small"))) >= len(FIRST_VISIT):
            break
        time.sleep(1)
    time.sleep(10)  # the small files come last
    megabytes = _visit_bytes(browser, base)
    yield "First visit of the app over the wire", f"{megabytes:.2f} MB", "2.2 MB", megabytes <= 2.2


def _visit_bytes(browser: Browser, base: str) -> float:
    with counting_proxy(int(base.rsplit(":", 1)[1])) as (address, count):
        page = browser.new_context(viewport=DESKTOP).new_page()
        _open(page, address)
        page.wait_for_timeout(2000)
        page.context.close()
        return count.received / 1e6


def _open(page: Page, base: str) -> None:
    page.goto(base)
    page.wait_for_selector(".js-plotly-plot .main-svg")
    settled(page)


def _step(page: Page) -> float:
    """Milliseconds from pressing *Next event* until the chart shows the other event."""
    return page.evaluate(
        """() => new Promise(done => {
            const ring = () => document.querySelector(".js-plotly-plot .selected-event circle")?.outerHTML ??
            before;
            let before = null; before = ring(); const start = performance.now();
            const look = () => performance.now() - start > 10000 ? done(10000)
                : ring() === before ? setTimeout(look, 4) : done(performance.now() - start);
            [...document.querySelectorAll("button")].find(b => b.textContent.includes("Next event")).click();
            setTimeout(look, 4);
        })"""
    )


def _clicks(browser: Browser, base: str) -> Iterator[Row]:
    page = browser.new_context(viewport=DESKTOP).new_page()
    _open(page, base)
    times = []
    for _ in range(CLICKS):
        times.append(_step(page))
        settled(page)
    p95 = statistics.quantiles(times, n=20)[18]
    yield f"Click to changed chart, p95 of {CLICKS}", f"{p95:.0f} ms", "250 ms", p95 <= 250
    yield "Click to changed chart, median", f"{statistics.median(times):.0f} ms", "", None
    page.context.close()


def _visitors(base: str) -> Iterator[Row]:
    """Twenty sessions that click at the same time, spoken to in Streamlit's own protocol: twenty
    browsers would measure themselves on these cores."""
    before = _megabytes(base)
    times = asyncio.run(_click_together(base))
    p95 = statistics.quantiles(times, n=20)[18]
    yield (
        f"{VISITORS} visitors, each clicking every {THINKING:.0f} s, p95 to finished run",
        f"{p95:.0f} ms",
        "1000 ms",
        p95 <= 1000,
    )
    asyncio.run(_click_together(base))
    yield (
        "Memory after those visits, and after as many again",
        f"{before:.0f}, {_megabytes(base):.0f} MB",
        "bounded",
        None,
    )


def _megabytes(base: str) -> float:
    """Resident megabytes of the process that serves `base`."""
    return server_of(base).memory_info().rss / 1e6


async def _click_together(base: str) -> list[float]:
    ids = list(load_snapshot().events.index)
    gate = asyncio.Barrier(VISITORS)

    async def one(number: int) -> list[float]:
        async with visit(base) as socket:
            await click(socket, "")
            await gate.wait()
            times = []
            for step in range(VISITOR_CLICKS):
                await asyncio.sleep(THINKING * (number + 1) / VISITORS if step == 0 else THINKING)
                times.append(await click(socket, f"event={ids[(number * 7 + step) % len(ids)]}"))
            return times

    return [took for visits in await asyncio.gather(*map(one, range(VISITORS))) for took in visits]
