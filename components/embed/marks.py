"""Dates, ranges and levels that a publisher marks, drawn on a figure.

Words of dates and ranges stand above the plot, in room made for them, so that they cover nothing; they are
read from left to right and from top to bottom in the order of time. Words of a level stand on its line.
"""

from __future__ import annotations

import html
import math
import re
import textwrap
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from components.charts.kit.labels import text_width
from components.charts.kit.look import Look
from components.charts.kit.theme import INK, PAPER, faded, font_size
from components.embed.axes import ends, places, time_span, value_axis
from components.embed.pointed import Mark, Pointed
from components.params import BadParam

LINE_HEIGHT = 1.35
GAP = 4
_BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0, "bottom": 0.0, "middle": 0.5, "top": 1.0, "auto": 0.5}
"""Share of words that lies before the place that they are anchored at, from the left or from below."""


class _Said(NamedTuple):
    """The words of a mark that stands across the plot: where its line is, and where the words lie."""

    mark: Mark
    x: Any
    lines: list[str]
    row: int
    left: bool
    """Whether the words lie to the left of the line."""


def add_marks(figure: dict[str, Any], pointed: Pointed, look: Look, *, grow: bool = True) -> dict[str, Any]:
    """The figure (plain JSON data with a width and a height) with the marks.

    grow: the figure gets taller by the room for the words; otherwise the plot gets shorter. Words are text,
    whatever is in them: Plotly's own markup is escaped. Raises `BadParam` for what the chart does not show,
    unless `pointed.lenient`.
    """
    marks = [mark for mark in pointed.marks if _fits(figure, mark, pointed)]
    if not marks:
        return figure
    layout = dict(figure["layout"])
    size = font_size(look)
    across = [mark for mark in marks if not mark.level or value_axis(figure) == "xaxis"]
    said = _rows(figure, across, size, 30 if look.phone else 60)
    tall = round(size * LINE_HEIGHT)
    heights = [
        max(len(one.lines) for one in said if one.row == row) * tall
        for row in range(1 + max((one.row for one in said), default=-1))
    ]
    room = sum(heights) + GAP if said else 0
    margin = dict(layout.get("margin", {}))
    under = layout.get("xaxis", {}).get("side") == "top"  # its own words are above the plot
    edge, usual = ("b", 80) if under else ("t", 100)
    margin[edge] = margin.get(edge, usual) + room
    if grow:
        layout["height"] += room
    inner = layout["height"] - margin["t"] - margin.get("b", 80)
    shapes, annotations = list(layout.get("shapes", ())), list(layout.get("annotations", ()))
    for one in said:
        far = (sum(heights[one.row :]) + GAP) / inner
        shapes += _across(one, -far if under else 1 + far, look)
        annotations.append(_words_beside(one, -far if under else 1 + far, size, look))
    for mark in marks:
        if mark not in across:
            shapes.append(_line({"yref": "y", "y0": mark.value, "y1": mark.value}, "x", look))
            so_far = {**layout, "margin": margin, "annotations": annotations}
            annotations.append(_words_on(mark, {**figure, "layout": so_far}, size, look))
    return {**figure, "layout": {**layout, "margin": margin, "shapes": shapes, "annotations": annotations}}


def _fits(figure: dict[str, Any], mark: Mark, pointed: Pointed) -> bool:
    """Whether the chart shows the place of a mark; raises `BadParam` where it must and does not."""
    try:
        _level_fits(figure, mark) if mark.level else _dates_fit(figure, mark)
    except BadParam:
        if pointed.lenient:
            return False
        raise
    return True


def _dates_fit(figure: dict[str, Any], mark: Mark) -> None:
    span = time_span(figure)
    if span is None:
        raise BadParam(mark.name, mark.place, "this chart has no calendar dates to mark")
    if not all(span[0][:10] <= day <= span[1][:10] for day in mark.place.split("/")):
        raise BadParam(mark.name, mark.place, f"this chart shows {span[0][:10]} to {span[1][:10]}")


def _level_fits(figure: dict[str, Any], mark: Mark) -> None:
    name = value_axis(figure)
    if name is None:
        raise BadParam(mark.name, mark.level, "this chart has no scale on which to mark a level")
    low, high = ends(figure, name)
    if not low <= mark.value <= high:
        unit = "%" in str(figure["layout"].get(name, {}).get("tickformat", "")) or mark.level.endswith("%")
        shown = [f"{100 * end:.4g}%" if unit else f"{end:.4g}" for end in (low, high)]
        raise BadParam(mark.name, mark.level, f"this chart shows {shown[0]} to {shown[1]}")


def _rows(figure: dict[str, Any], marks: Sequence[Mark], size: float, longest: int) -> list[_Said]:
    """Where the words of marks across the plot lie: each beside its line, in the first row that is free.

    Marks come in the order of their lines, so a later line ends below earlier words and crosses none.
    """
    margin = figure["layout"].get("margin", {})
    width = figure["layout"]["width"] - margin.get("l", 80) - margin.get("r", 80)
    low, high = _horizontal(figure)
    placed: list[_Said] = []
    row, end = -1, math.inf
    for mark in sorted(marks, key=lambda one: _number(_at(one))):
        x = (_number(_at(mark)) - low) / (high - low) * width
        lines = textwrap.wrap(mark.text, longest)
        long = max(text_width(line, size) for line in lines) + GAP
        left = x + long > width + margin.get("r", 80)
        if (x - long if left else x) < end + 2 * GAP:
            row += 1
        end = x if left else x + long
        placed.append(_Said(mark, _at(mark), lines, row, left))
    return placed


def _at(mark: Mark) -> Any:
    return mark.day.isoformat() if mark.day else mark.value


def _horizontal(figure: dict[str, Any]) -> tuple[float, float]:
    """The ends of the horizontal axis as numbers, days as their ordinals."""
    span = time_span(figure)
    return (_number(span[0]), _number(span[1])) if span else ends(figure, "xaxis")


def _number(place: Any) -> float:
    return date.fromisoformat(place[:10]).toordinal() if isinstance(place, str) else float(place)


def _across(one: _Said, end: float, look: Look) -> list[dict[str, Any]]:
    """A line through the plot to the words, and the ground of a range."""
    line = _line({"xref": "x", "x0": one.x, "x1": one.x}, "y", look) | {"y0": min(end, 0), "y1": max(end, 1)}
    if one.mark.until is None:
        return [line]
    ground = {
        "type": "rect",
        "layer": "below",
        "xref": "x",
        "x0": one.x,
        "x1": one.mark.until.isoformat(),
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"width": 0},
        "fillcolor": faded(INK[look.theme], 0.09),
    }
    return [ground, line]


def _line(where: dict[str, Any], along: str, look: Look) -> dict[str, Any]:
    """A dotted line from end to end of the plot in the direction `along`."""
    pen = {"color": INK[look.theme], "width": 1, "dash": "dot"}
    return {"type": "line", **where, f"{along}ref": "paper", f"{along}0": 0, f"{along}1": 1, "line": pen}


def _words(lines: Sequence[str], size: float, look: Look) -> dict[str, Any]:
    return {
        "showarrow": False,
        "borderpad": 0,
        "text": "<br>".join(html.escape(line) for line in lines),
        "font": {"color": INK[look.theme], "size": size},
    }


def _words_beside(one: _Said, end: float, size: float, look: Look) -> dict[str, Any]:
    """The words at the end of their line."""
    side = "right" if one.left else "left"
    return {
        "x": one.x,
        "xref": "x",
        "y": end,
        "yref": "paper",
        "yanchor": "bottom" if end < 0 else "top",
        "xanchor": side,
        "xshift": -GAP if one.left else GAP,
        "align": side,
        "bgcolor": faded(PAPER[look.theme], 0.85),
        **_words(one.lines, size, look),
    }


def _words_on(mark: Mark, figure: dict[str, Any], size: float, look: Look) -> dict[str, Any]:
    """The words of a level, on its line or under it, where they cover none of the chart's words and least of
    its lines.
    """
    layout = figure["layout"]
    lines = textwrap.wrap(mark.text, 30 if look.phone else 60)
    axis, margin = layout.get("yaxis", {}), layout.get("margin", {})
    floor, ceiling = axis.get("domain", (0, 1))
    width = layout["width"] - margin.get("l", 80) - margin.get("r", 80)
    height = (layout["height"] - margin.get("t", 100) - margin.get("b", 80)) * (ceiling - floor)
    long = max(text_width(line, size) for line in lines) / width
    tall = len(lines) * size * LINE_HEIGHT / height
    x, y = _points(figure)
    log = axis.get("type") == "log"
    level = _share(np.array([mark.value]), ends(figure, "yaxis"), log)[0]
    labels = _labels(figure, width, height, floor, ceiling)

    def covered(place: tuple[float, bool]) -> tuple[int, int]:
        left, above = place
        low = level if above else level - tall
        points = (x >= left) & (x <= left + long) & (y >= low) & (y <= low + tall)
        words = [
            box
            for box in labels
            if box[0] < left + long and left < box[1] and box[2] < low + tall and low < box[3]
        ]
        return len(words), int(points.sum())

    offered = [(left, above) for left in np.linspace(1 - long, 0, 25) for above in (True, False)]
    left, above = min(offered, key=covered)
    return {
        "x": float(left),
        "xref": "paper",
        "y": math.log10(mark.value) if log else mark.value,
        "yref": "y",
        "yanchor": "bottom" if above else "top",
        "xanchor": "left",
        "align": "left",
        **_words(lines, size, look),
    }


def _labels(
    figure: dict[str, Any], width: float, height: float, floor: float, ceiling: float
) -> list[tuple[float, float, float, float]]:
    """Left, right, lower and upper edge of the words on the first panel, as shares of its width and height.

    width, height: of the panel in pixels; floor, ceiling: where it lies in the plot.
    """
    boxes = []
    log = figure["layout"].get("yaxis", {}).get("type") == "log"
    for note in figure["layout"].get("annotations", ()):
        if note.get("xref", "x") not in ("x", "paper") or note.get("yref", "y") not in ("y", "paper"):
            continue
        x, y = note["x"], float(note["y"])
        if note.get("xref", "x") == "x":
            x = _share(np.array([_number(x)]), _horizontal(figure))[0]
        if note.get("yref", "y") == "paper":
            y = (y - floor) / (ceiling - floor)
        else:
            y = _share(np.array([10**y if log else y]), ends(figure, "yaxis"), log)[0]
        size = note.get("font", {}).get("size", 12)
        lines = re.sub(r"<(?!br)[^>]*>", "", note["text"]).split("<br>")
        long = max(text_width(html.unescape(line), size) for line in lines) / width
        tall = len(lines) * size * LINE_HEIGHT / height
        left = x + note.get("xshift", 0) / width - _BEFORE[note.get("xanchor", "center")] * long
        low = y + note.get("yshift", 0) / height - _BEFORE[note.get("yanchor", "middle")] * tall
        boxes.append((left, left + long, low, low + tall))
    return boxes


def _points(figure: dict[str, Any]) -> tuple[np.ndarray, np.ndarray]:
    """Points of the first panel as shares of its width and height."""
    x: list[float] = []
    y: list[float] = []
    for trace in figure["data"]:
        if trace.get("yaxis", "y") == "y":
            pairs = zip(places(trace, "xaxis"), places(trace, "yaxis"), strict=False)
            for across, up in pairs:
                x.append(_number(across))
                y.append(float(up))
    log = figure["layout"].get("yaxis", {}).get("type") == "log"
    return _share(np.array(x), _horizontal(figure)), _share(np.array(y), ends(figure, "yaxis"), log)


def _share(values: np.ndarray, between: tuple[float, float], log: bool = False) -> np.ndarray:
    low, high = np.log10(between) if log else between
    return ((np.log10(values) if log else values) - low) / (high - low)
