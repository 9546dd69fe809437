"""The publisher's marked dates, drawn on a figure that has a time axis."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Sequence
from datetime import date
from typing import Any

from components.charts.kit.look import Look
from components.charts.kit.theme import INK, font_size
from components.embed.presentation import Mark
from components.params import BadParam

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def add_marks(
    figure: dict[str, Any], marks: Sequence[Mark], look: Look, *, grow: bool = True
) -> dict[str, Any]:
    """The figure (plain JSON data with a height) with a line and words at each date.

    The words stand above the plot, in room made for them (`grow`: the figure gets
    taller by it; otherwise the plot gets shorter), so that they cover nothing. They are
    text, whatever is in them: Plotly's own markup is escaped. Raises `BadParam` for a
    chart without calendar dates and for a date that it does not show.
    """
    if not marks:
        return figure
    span = _time_span(figure)
    if span is None:
        raise BadParam("mark1", str(marks[0].day), "this chart has no calendar dates to mark")
    for place, mark in enumerate(marks, start=1):
        if not span[0][:10] <= mark.day.isoformat() <= span[1][:10]:
            raise BadParam(
                f"mark{place}", str(mark.day), f"this chart shows {span[0][:10]} to {span[1][:10]}"
            )
    layout = dict(figure["layout"])
    margin = dict(layout.get("margin", {}))
    size = font_size(look)
    texts = [textwrap.wrap(mark.text, 30 if look.phone else 60) for mark in sorted(marks)]
    room = sum(len(lines) for lines in texts) * round(size * 1.35) + 4
    margin["t"] = margin.get("t", 100) + room
    if grow:
        layout["height"] += room
    inner = layout["height"] - margin["t"] - margin.get("b", 80)
    shapes, annotations = list(layout.get("shapes", ())), list(layout.get("annotations", ()))
    middle = sum(map(_ordinal, span)) / 2
    below = room
    for mark, lines in zip(sorted(marks), texts, strict=True):
        day, late = mark.day.isoformat(), mark.day.toordinal() > middle
        top = 1 + below / inner
        below -= len(lines) * round(size * 1.35)
        line = {"color": INK[look.theme], "width": 1, "dash": "dot"}
        shapes.append(
            {
                "type": "line",
                "xref": "x",
                "x0": day,
                "x1": day,
                "yref": "paper",
                "y0": 0,
                "y1": top,
                "line": line,
            }
        )
        annotations.append(
            {
                "x": day,
                "xref": "x",
                "y": top,
                "yref": "paper",
                "yanchor": "top",
                "borderpad": 0,
                "xanchor": "right" if late else "left",
                "xshift": -4 if late else 4,
                "showarrow": False,
                "align": "right" if late else "left",
                "text": "<br>".join(html.escape(line) for line in lines),
                "font": {"color": INK[look.theme], "size": size},
            }
        )
    return {**figure, "layout": {**layout, "margin": margin, "shapes": shapes, "annotations": annotations}}


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
