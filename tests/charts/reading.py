"""Read a figure back, as a browser would get it."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np

from components.charts.chart import Chart


def drawn(chart: Chart) -> dict[str, Any]:
    """The figure's JSON as plain lists (typed arrays decoded)."""
    return _plain(chart.whole.to_dict())


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        if set(value) >= {"bdata", "dtype"}:
            return np.frombuffer(base64.b64decode(value["bdata"]), np.dtype(value["dtype"])).tolist()
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return value.tolist()
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def event_points(
    chart: Chart, *, names: tuple[str, ...] = ("Tightening", "Easing", "Neutral")
) -> list[tuple[str, str, str]]:
    """(event id, day, trace name) of every event marker."""
    return [
        (data[0], x, trace["name"])
        for trace in drawn(chart)["data"]
        if trace.get("name") in names
        for data, x in zip(trace["customdata"], trace["x"], strict=True)
    ]


def line(chart: Chart, symbol: str) -> dict[str, Any]:
    return next(trace for trace in drawn(chart)["data"] if trace.get("meta") == symbol)
