"""How long a chart takes to build: our own work behind a click and behind a filter."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Iterator

from components.charts import car, event_window, timeline
from data import load_snapshot


def rows() -> Iterator[tuple[str, str, str, bool | None]]:
    snapshot = load_snapshot()
    events = list(snapshot.events.index)
    timeline.build(snapshot, timeline.Params())
    clicks = _median(lambda event: timeline.build(snapshot, timeline.Params(event=event)), events)
    yield "timeline, another event selected (median of all)", f"{clicks:.1f} ms", "under 15 ms", clicks < 15
    filters = [
        timeline.Params(severity=severity, direction=direction, confounders=confounders)
        for severity in (1, 2, 3, 4)
        for direction in (("tightening",), ("easing",), ("tightening", "easing"))
        for confounders in (True, False)
    ]
    filtered = _median(lambda params: timeline.build(snapshot, params), filters)
    yield "timeline, another filter (median of 24)", f"{filtered:.1f} ms", "under 15 ms", filtered < 15
    for module in (event_window, car):
        module.build(snapshot, module.Params(event=events[0]))
        opened = _median(
            lambda event, module=module: module.build(snapshot, module.Params(event=event)), events[1:]
        )
        yield f"{module.SLUG}, another event (median of all)", f"{opened:.1f} ms", "", None
        again = _median(
            lambda event, module=module: module.build(snapshot, module.Params(event=event)), events[-20:]
        )
        yield f"{module.SLUG}, the same again", f"{again:.1f} ms", "", None


def _median(build: Callable, asked: Iterable) -> float:
    """Milliseconds of processor time: our own work, whatever else the machine is doing."""
    times = []
    for one in asked:
        started = time.process_time()
        build(one)
        times.append(1000 * (time.process_time() - started))
    return statistics.median(times)
