"""What is done once before the first reader, so that no reader waits for it."""

from __future__ import annotations

import gc

from components.charts import timeline
from components.charts.kit.look import Look
from components.controls.show import remembered_chart
from data import Snapshot, load_snapshot


def warm_up() -> Snapshot:
    """Load the record, draw the home page's chart, and set what is now in memory aside.

    Python collects garbage from time to time. Walking through every object of the libraries takes some
    200 ms, in which no reader is served; what is set aside here (it lives as long as the process) is not
    walked again.
    """
    snapshot = load_snapshot()
    remembered_chart(snapshot, timeline.SLUG, timeline.Params(), Look())
    gc.collect()
    gc.freeze()
    return snapshot
