"""The publisher's marked dates, drawn on a figure that has a time axis."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Sequence
from datetime import date
from typing import Any

from components.charts.look import Look
from components.charts.theme import INK, font_size
from components.embed.presentation import Mark
from components.params import BadParam

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def add_marks(figure: dict[str, Any], marks: Sequence[Mark], look: Look) -> dict[str, Any]:
    """The figure (plain JSON data) with a line and words at each date; raises `BadParam` without a time axis.

    The words are text, whatever is in them: Plotly's own markup is escaped.
    """
    if not marks:
        return figure
    span = _time_span(figure)
    if span is None:
        raise BadParam("mark1", str(marks[0].day), "this chart has no calendar dates to mark")
    layout = dict(figure["layout"])
    shapes, annotations = list(layout.get("shapes", ())), list(layout.get("annotations", ()))
    for place, mark in enumerate(sorted(marks)):
        day = mark.day.isoformat()
        late = day > span[0] and (_ordinal(day) - _ordinal(span[0])) > 0.6 * (_ordinal(span[1]) - _ordinal(span[0]))
        line = {"color": INK[look.theme], "width": 1, "dash": "dot"}
        shapes.append(
            {"type": "line", "x0": day, "x1": day, "xref": "x", "yref": "paper", "y0": 0, "y1": 1, "line": line}
        )
        lines = textwrap.wrap(mark.text, 18 if look.phone else 26)
        annotations.append(
            {
                "x": day, "xref": "x", "y": 1, "yref": "paper", "yanchor": "top", "yshift": -2 - 30 * place,
                "xanchor": "right" if late else "left", "xshift": -4 if late else 4, "showarrow": False,
                "align": "right" if late else "left", "text": "<br>".join(html.escape(line) for line in lines),
                "font": {"color": INK[look.theme], "size": font_size(look)},
            }
        )  # fmt: skip
    return {**figure, "layout": {**layout, "shapes": shapes, "annotations": annotations}}


def _ordinal(day: str) -> int:
    return date.fromisoformat(day[:10]).toordinal()


def _time_span(figure: dict[str, Any]) -> tuple[str, str] | None:
    """First and last date of the main horizontal axis, or None when it carries no dates."""
    shown = figure["layout"].get("xaxis", {}).get("range")
    if shown and all(isinstance(end, str) and _DATE.match(end) for end in shown):
        return str(shown[0]), str(shown[1])
    days = [
        x[:10]
        for trace in figure["data"]
        if trace.get("xaxis", "x") == "x" and isinstance(trace.get("x"), list)
        for x in trace["x"]
        if isinstance(x, str) and _DATE.match(x)
    ]
    return (min(days), max(days)) if days else None
