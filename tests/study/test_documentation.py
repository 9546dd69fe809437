"""The README's code runs as printed, and on two Dask workers gives the same numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from components import study
from components.study import study_frames

README = Path(study.__file__).with_name("README.md")


@pytest.fixture(scope="module")
def names(database):
    """What the README's Python blocks define, run in order."""
    blocks = re.findall(r"```python\n(.*?)```", README.read_text(), flags=re.S)
    assert len(blocks) == 3
    found = {"__name__": "readme"}
    for block in blocks:
        exec(compile(block, str(README), "exec"), found)  # noqa: S102 - our own document
    return found


def test_blocks_run(names):
    assert len(names["own"].pairs) == len(names["snapshot"].events)
    assert names["own"].used.sum() > 100


def test_every_module_is_in_the_table():
    rows = "".join(line for line in README.read_text().splitlines() if line.startswith("|"))
    listed = set(re.findall(r"`(\w+)\.py`", rows))
    present = {path.stem for path in README.parent.glob("*.py")} - {"__init__", "__main__"}
    assert listed == present


def test_two_dask_workers_give_the_same_numbers_to_the_last_digit(names, world):
    distributed = pytest.importorskip("distributed", reason="dask[distributed] is not installed")
    import dask

    here = world(seed=6, sessions=400, symbols=5, missing=0.02)
    events = pd.concat(
        [here.events(range(140, 390, 5), symbol) for symbol in here.returns], ignore_index=True
    )
    whole = study_frames(here.returns, here.benchmark, events).pairs
    with (
        dask.config.set({"distributed.admin.tick.limit": "60s"}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        split = names["on_dask"](client, here.returns, here.benchmark, events)
    assert len(split) == len(whole) == 250
    pd.testing.assert_frame_equal(
        split[whole.columns].drop(columns="overlaps"), whole.drop(columns="overlaps"), check_exact=True
    )
    assert (split["overlaps"].map(tuple) == whole["overlaps"]).all()
