"""The axes of a figure's first panel: which one has the values, what it shows, which days the other shows."""

from __future__ import annotations

import base64
import re
from typing import Any

import numpy as np

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def value_axis(figure: dict[str, Any]) -> str | None:
    """The first panel's axis of values: the vertical one, or the horizontal one where that has names."""
    for name in ("yaxis", "xaxis"):
        axis = figure["layout"].get(name, {})
        found = all_places(figure, name)
        if (
            axis.get("visible", True)
            and axis.get("showticklabels", True)
            and axis.get("type", "linear") in ("linear", "log")
            and found
            and all(isinstance(place, int | float) for place in found)
        ):
            return name
    return None


def places(trace: dict[str, Any], name: str) -> list[Any]:
    """Where the points of a trace stand on the first panel's axis `name`."""
    letter = name[0]
    if trace.get(name, letter) != letter:
        return []
    columns = (letter,) if letter == "x" else ("y", "low", "high")
    return [place for name in columns for place in _column(trace.get(name)) if place is not None]


def all_places(figure: dict[str, Any], name: str) -> list[Any]:
    return [place for trace in figure["data"] for place in places(trace, name)]


def _column(values: Any) -> list[Any]:
    """Values of a trace as a list; Plotly packs arrays of numbers as base64."""
    if isinstance(values, dict):
        return np.frombuffer(base64.b64decode(values["bdata"]), values["dtype"]).tolist()
    return values if isinstance(values, list) else []


def ends(figure: dict[str, Any], name: str) -> tuple[float, float]:
    """Least and greatest value that an axis shows."""
    axis = figure["layout"].get(name, {})
    shown = axis.get("range")
    if not shown:
        found = all_places(figure, name)
        return min(found), max(found)
    low, high = sorted(map(float, shown))
    return (10**low, 10**high) if axis.get("type") == "log" else (low, high)


def time_span(figure: dict[str, Any]) -> tuple[str, str] | None:
    """First and last date of the main horizontal axis, or None when it carries no dates."""
    shown = figure["layout"].get("xaxis", {}).get("range")
    if shown and all(isinstance(end, str) and _DATE.match(end) for end in shown):
        return str(shown[0]), str(shown[1])
    days = [x[:10] for x in all_places(figure, "xaxis") if isinstance(x, str) and _DATE.match(x)]
    return (min(days), max(days)) if days else None
