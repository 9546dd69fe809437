"""When a second process pays: the README's Dask example against one process, wall seconds.

Both do the same work on the same frames, made by chance: many listings, many events each. The
cluster's start is left out (it is paid once), sending the frames is not.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from components import study
from components.study import study_frames

SIZES = ((8, 200), (60, 1_000), (240, 2_000))
SESSIONS = 1_400


def world(listings: int, events: int) -> tuple[pd.DataFrame, pd.Series, pd.DataFrame]:
    rng = np.random.default_rng(0)
    dates = pd.bdate_range("2020-01-01", periods=SESSIONS)
    market = pd.Series(rng.normal(0, 0.01, SESSIONS), dates)
    names = [f"S{number}" for number in range(listings)]
    returns = pd.DataFrame(rng.normal(0, 0.02, (SESSIONS, listings)), dates, names)
    table = pd.DataFrame(
        {
            "event_id": np.tile([f"e{number}" for number in range(events)], listings),
            "symbol": np.repeat(names, events),
            "day0": dates[rng.integers(150, SESSIONS - 10, listings * events)],
        }
    )
    return returns, market, table


def rows() -> Iterator[tuple[str, str, str, bool | None]]:
    """Pairs, wall seconds of both ways, and whether two workers were faster."""
    import dask
    from distributed import Client, LocalCluster

    readme = Path(study.__file__).with_name("README.md").read_text()
    block = next(one for one in re.findall(r"```python\n(.*?)```", readme, flags=re.S) if "on_dask" in one)
    example: dict = {"__name__": "readme"}
    exec(block, example)  # noqa: S102 - our own document
    with (
        dask.config.set({"distributed.admin.tick.limit": "60s"}),
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        example["on_dask"](client, *world(2, 10))  # the workers import the study once
        for listings, events in SIZES:
            frames = world(listings, events)
            started = time.perf_counter()
            assert len(study_frames(*frames).pairs)
            alone = time.perf_counter() - started
            started = time.perf_counter()
            example["on_dask"](client, *frames)
            shared = time.perf_counter() - started
            yield (
                f"{listings * events:,} pairs of {listings} listings",
                f"{alone:.2f} s alone, {shared:.2f} s",
                "",
                None,
            )


def main() -> None:
    for row in rows():
        print("{:<50} {:>30}".format(*row[:2]), flush=True)


if __name__ == "__main__":
    main()
