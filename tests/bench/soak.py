"""A soak: twenty visitors who come, click and leave, embeds and files beside them; what the server holds, by
the minute.

An hour by default; `--minutes 5` for less. Streamlit keeps a visit that ended for two minutes, 128 at most,
in case it comes back, and each holds an event loop, which is three handles: so handles are counted again when
that time is over and one more visitor has come and gone.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from components.page_index import PAGES
from data import load_snapshot
from tests.bench._visits import Files, click, server_of, visit
from tests.browser.server import running_app

Row = tuple[str, str, str, bool | None]

MINUTES = "SOAK_MINUTES"
VISITORS, LONGEST_VISIT, THINKING = 20, 6, 10.0
"""Visitors at once, clicks of the longest visit, and seconds that a chart is looked at before the next click,
half as many to half as many more. Every click asks for another event on another page, so nothing is drawn
already. At 3 seconds one process is busy all the time and clicks wait for one another.
"""
KEPT_VISITS, KEPT_SECONDS, HANDLES_A_VISIT = 128, 120, 3
SPARE_HANDLES, SPARE_THREADS = 40, 12
CLICK_MS = 1_000
GROWTH = 0.10
"""Memory of the last quarter over that of the second; the first fills caches."""


@dataclass
class Held:
    """What a server holds at one moment, with the visits and the slowest answers of the minute before."""

    minute: float
    megabytes: float
    threads: int
    handles: int
    visits: int
    clicks: list[float]

    def __str__(self) -> str:
        p95 = f"{_p95(self.clicks):.0f} ms" if len(self.clicks) > 1 else "–"
        return f"{self.megabytes:.0f} MB, {self.threads} threads, {self.handles} handles, p95 {p95}"


def rows() -> Iterator[Row]:
    minutes = float(os.environ.get(MINUTES) or 60)
    with tempfile.TemporaryDirectory() as folder, running_app(Path(folder)) as base:
        server = server_of(base)
        asyncio.run(_first(base))
        before = _held(server, 0, 0, [])
        yield "before", str(before), "", None
        told: list[Held] = []
        for one in _by_minute(base, server, minutes):
            told.append(one)
            yield f"minute {one.minute:.0f}, {one.visits} visits so far", str(one), "", None
        clicks = [took for one in told for took in one.clicks]
        yield f"click of one of {VISITORS} visitors, p95 of {len(clicks)}", f"{_p95(clicks):.0f} ms", (
            f"{CLICK_MS:,} ms"
        ), _p95(clicks) < CLICK_MS  # fmt: skip
        most = max(one.handles for one in told)
        bound = before.handles + KEPT_VISITS * HANDLES_A_VISIT + VISITORS * 6 + SPARE_HANDLES
        yield "most handles at once", f"{most}", f"{bound}", most <= bound
        time.sleep(KEPT_SECONDS + 5)
        asyncio.run(_first(base))  # what is too old goes when the next visit ends
        time.sleep(2)
        asyncio.run(_first(base))
        after = _held(server, minutes, told[-1].visits + 2, [])
        yield "two minutes after the last visitor left", str(after), "", None
        yield "handles left behind", f"{after.handles - before.handles}", f"{SPARE_HANDLES}", (
            after.handles - before.handles <= SPARE_HANDLES
        )  # fmt: skip
        yield "threads left behind", f"{after.threads - before.threads}", f"{SPARE_THREADS}", (
            after.threads - before.threads <= SPARE_THREADS
        )  # fmt: skip
        yield from _growth(told)


def _growth(told: list[Held]) -> Iterator[Row]:
    """Whether memory still grows when caches are full; not judged in less than twenty minutes."""
    quarter = max(len(told) // 4, 1)
    early = statistics.mean(one.megabytes for one in told[quarter : 2 * quarter] or told)
    late = statistics.mean(one.megabytes for one in told[-quarter:])
    judged = len(told) >= 20
    yield (
        "memory, second quarter and last",
        f"{early:.0f}, {late:.0f} MB",
        f"+{GROWTH:.0%}" if judged else "",
        late <= early * (1 + GROWTH) if judged else None,
    )


def _by_minute(base: str, server: psutil.Process, minutes: float) -> Iterator[Held]:
    """Run the crowd, and say at the end of each minute what the server holds."""
    loop = asyncio.new_event_loop()
    crowd = _Crowd(base)
    tasks = crowd.start(loop)
    started, minute = time.monotonic(), 0.0
    try:
        while minute < minutes:
            minute = min(minute + 1, minutes)
            loop.run_until_complete(asyncio.sleep(max(0.0, started + minute * 60 - time.monotonic())))
            yield _held(server, minute, crowd.visits, crowd.taken())
    finally:
        crowd.over = True
        loop.run_until_complete(asyncio.gather(*tasks))
        loop.close()


class _Crowd:
    """Visitors and programs until told that it is over. An answer that fails ends the soak with its error."""

    def __init__(self, base: str):
        self.base, self.over, self.visits = base, False, 0
        self._clicks: list[float] = []
        self._ids = list(load_snapshot().events.index)

    def start(self, loop: asyncio.AbstractEventLoop) -> list[asyncio.Task[None]]:
        tasks = [self._visitor(random.Random(number)) for number in range(VISITORS)]
        return [loop.create_task(one) for one in (*tasks, self._programs(random.Random(99)))]

    def taken(self) -> list[float]:
        taken, self._clicks = self._clicks, []
        return taken

    async def _visitor(self, chance: random.Random) -> None:
        await asyncio.sleep(chance.uniform(0, THINKING))
        while not self.over:
            self.visits += 1
            async with visit(self.base) as socket:
                await click(socket, "")
                for _ in range(chance.randint(1, LONGEST_VISIT)):
                    if self.over:
                        return
                    await asyncio.sleep(chance.uniform(0.5, 1.5) * THINKING)
                    page = chance.choice(PAGES[:5]).path
                    self._clicks.append(await click(socket, f"event={chance.choice(self._ids)}", page))

    async def _programs(self, chance: random.Random) -> None:
        """Embeds and files, two a second, some that nobody asked for before."""
        files = Files(self.base)
        while not self.over:
            event = chance.choice(self._ids)
            path = chance.choice(
                (
                    f"/embed/car?event={event}",
                    "/embed/timeline",
                    "/data/events.csv",
                    f"/data/impacts.csv?window=-{chance.randint(1, 20)},{chance.randint(0, 40)}",
                    f"/data/event/{event}.json",
                )
            )
            status, _ = await files.get(path)
            if status not in (200, 503):
                raise ValueError(f"{path} answered {status}")
            await asyncio.sleep(0.5)
        files.close()


async def _first(base: str) -> None:
    """A visitor who looks at the home page and leaves."""
    async with visit(base) as socket:
        await click(socket, "")


def _held(server: psutil.Process, minute: float, visits: int, clicks: list[float]) -> Held:
    with server.oneshot():
        return Held(
            minute,
            server.memory_info().rss / 1e6,
            server.num_threads(),
            server.num_fds(),
            visits,
            clicks,
        )


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[18]
