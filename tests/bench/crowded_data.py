"""`/data` under a crowd: identical files, and what a crowd of different questions costs everybody else."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from data import load_snapshot
from tests.bench._visits import Files, click, rate, server_of, visit
from tests.browser.server import running_app

Row = tuple[str, str, str, bool | None]

IDENTICAL = ("/data/events.csv", "/data/impacts.csv", "/data/crackdown.db")
LEAST_RATE = 1_000
SECONDS = 4.0
QUESTIONS, AT_ONCE = 160, 40
HEALTH_MS, CLICK_MS = 50, 1_000


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder, running_app(Path(folder)) as base:
        for path in IDENTICAL:
            found, own = asyncio.run(_identical(base, path))
            large = path.endswith(".db")  # megabytes each: the cable is the bound
            yield (
                f"identical {path} a second",
                f"{found:,.0f}",
                "" if large else f"{LEAST_RATE:,}",
                None if large else found > LEAST_RATE,
            )
            yield f"identical {path} a second of the server's own processor time", f"{own:,.0f}", "", None
        yield from asyncio.run(_crowded(base))


async def _identical(base: str, path: str) -> tuple[float, float]:
    """Answers a second, and a second of the server's processor, which a busy machine does not change."""
    files, server = Files(base), server_of(base)
    await files.get(path)  # made once
    files.close()
    before = server.cpu_times()
    found = await rate(base, path, seconds=SECONDS)
    after = server.cpu_times()
    return found, found * SECONDS / (after.user + after.system - before.user - before.system)


async def _crowded(base: str) -> list[Row]:
    """Forty programs ask for 160 different impact tables; one visitor clicks on, one monitor looks on."""
    asked = [f"/data/impacts.csv?window={-(place % 20) - 1},{place // 20}&confidence=0.{80 + place % 19}"
             for place in range(QUESTIONS)]  # fmt: skip
    ids = list(load_snapshot().events.index)
    over = asyncio.Event()
    statuses: list[int] = []

    async def program(own: list[str]) -> None:
        files = Files(base)
        for path in own:
            while True:
                status, headers = await files.get(path)
                statuses.append(status)
                if status != 503:
                    break
                files.close()  # the server would, meanwhile
                await asyncio.sleep(float(headers["retry-after"]))
        files.close()

    async def monitor() -> list[float]:
        files, took = Files(base), []
        while not over.is_set():
            started = time.perf_counter()
            await files.get("/healthz")
            took.append((time.perf_counter() - started) * 1000)
            await asyncio.sleep(0.05)
        files.close()
        return took

    async def visitor() -> list[float]:
        took = []
        async with visit(base) as socket:
            await click(socket, "")
            while not over.is_set():
                took.append(await click(socket, f"event={ids[len(took) % len(ids)]}"))
                await asyncio.sleep(0.5)
        return took

    beside = [asyncio.create_task(monitor()), asyncio.create_task(visitor())]
    started = time.monotonic()
    await asyncio.gather(*(program(asked[place::AT_ONCE]) for place in range(AT_ONCE)))
    took = time.monotonic() - started
    over.set()
    health, clicks = await asyncio.gather(*beside)
    return [
        (
            f"{QUESTIONS} different impact tables, {AT_ONCE} at once",
            f"{took:.0f} s; {statuses.count(200)} answered, {statuses.count(503)} told to wait",
            "no other answer",
            set(statuses) <= {200, 503},
        ),
        (f"meanwhile /healthz, p95 of {len(health)}", *_within(health, HEALTH_MS)),
        (f"meanwhile another visitor's click, p95 of {len(clicks)}", *_within(clicks, CLICK_MS)),
    ]


def _within(times: list[float], budget: float) -> tuple[str, str, bool]:
    p95 = statistics.quantiles(times, n=20)[18]
    return f"{p95:.0f} ms", f"{budget:,} ms", p95 < budget
