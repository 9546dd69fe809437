"""Assistants at `/mcp`: new and kept answers, and pages while twenty ask at once."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
from mcp import Client

from data import load_snapshot
from tests.browser.server import running_app

CLIENTS, EACH = 20, 6
Row = tuple[str, str, str, bool | None]


def rows() -> Iterator[Row]:
    """What assistants wait for, and what they take from readers, on a server of their own."""
    with tempfile.TemporaryDirectory() as folder, running_app(Path(folder)) as base:
        yield from asyncio.run(_alone(f"{base}/mcp"))
        httpx2.get(f"{base}/impact", timeout=120)  # its first view is drawn once
        quiet, _ = _pages_while(base, lambda: time.sleep(5))
        yield "Page, p95, nobody asks", f"{quiet:.0f} ms", "", None
        crowded, asked = _pages_while(base, lambda: asyncio.run(_crowd(f"{base}/mcp")))
        what = f"Page, p95, while {CLIENTS} assistants ask {CLIENTS * EACH} questions ({asked:.1f} s)"
        yield what, f"{crowded:.0f} ms", "500 ms", crowded <= 500


async def _alone(address: str) -> list[Row]:
    """The library is loaded with the first question, so that no start waits for it."""
    events = list(load_snapshot().events.index)
    async with Client(address) as client:  # the connection itself is the first question

        async def took(tool: str, **arguments: object) -> float:
            started = time.perf_counter()
            await client.call_tool(tool, arguments)
            return 1_000 * (time.perf_counter() - started)

        first = await took("rank")
        new = statistics.median([await took("event", event=event) for event in events[:20]])
        kept = statistics.median([await took("event", event=event) for event in events[:20] * 3])
        impact = statistics.median([await took("impact", event=event) for event in events[100:105]])
    return [
        ("First ranking of a process", f"{first:.0f} ms", "", None),
        ("An event, new answer", f"{new:.0f} ms", "200 ms", new <= 200),
        ("An event, kept answer", f"{kept:.0f} ms", "50 ms", kept <= 50),
        ("One event and share by every specification, new answer", f"{impact:.0f} ms", "", None),
    ]


async def _crowd(address: str) -> None:
    events = list(load_snapshot().events.index)

    async def one(number: int) -> None:
        async with Client(address) as client:
            for turn in range(EACH):
                event = events[(number * EACH + turn) % len(events)]
                await client.call_tool("event", {"event": event, "window": f"0,{number}"})

    await asyncio.gather(*map(one, range(CLIENTS)))


def _pages_while(base: str, work) -> tuple[float, float]:
    """The 95th percentile of a page's answer in milliseconds, and how many seconds the work took."""
    took: list[float] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            started = time.perf_counter()
            httpx2.get(f"{base}/impact", timeout=120).raise_for_status()
            took.append(1_000 * (time.perf_counter() - started))
            time.sleep(0.05)

    reader = threading.Thread(target=read)
    reader.start()
    started = time.perf_counter()
    try:
        work()
    finally:
        done.set()
        reader.join()
    return statistics.quantiles(took, n=20)[-1], time.perf_counter() - started
