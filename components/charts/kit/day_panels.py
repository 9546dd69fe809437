"""Panels over the sessions around day 0: their axis, the shaded window, and stems for daily values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from components.charts.kit import theme
from components.charts.kit.axes import level_ticks, percent_texts
from components.charts.kit.dots import nothing_to_see
from components.charts.kit.look import WIDTH, Look
from components.language import relative_day, short_day, wrapped

FOOT_LINES = 3.4
"""Room under the axis for two lines of ticks, in sizes of the type."""


def stem_width(span: tuple[int, int], side_by_side: int, look: Look) -> float:
    """Pixels of one of `side_by_side` stems in a session's place."""
    place = (WIDTH[look.frame] - 80) / (span[1] - span[0] + 1)
    return round(max(1.5, min(11.0, 0.8 * place / side_by_side)), 1)


def stems(
    days: Sequence[float],
    values: Sequence[float],
    hovers: Sequence[str],
    *,
    name: str,
    colour: str,
    width: float,
    axis: str = "",
) -> dict[str, Any]:
    """A thick line from nought to each value; unknown values must be left out before."""
    x: list[float | None] = []
    y: list[float | None] = []
    texts: list[str] = []
    for day, value, text in zip(days, values, hovers, strict=True):
        x += [day, day, None]
        y += [0.0, round(float(value), 6), None]
        texts += [text, text, ""]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": x,
        "y": y,
        "xaxis": "x",
        "yaxis": f"y{axis}",
        "line": {"color": colour, "width": width},
        "hovertext": texts,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "showlegend": False,
    }


def day_axis(span: tuple[int, int], day0: pd.Timestamp | None, look: Look, anchor: str) -> dict[str, Any]:
    """The sessions from day 0; day 0 carries its date."""
    first, last = span
    step = 1 if last - first <= (8 if look.phone else 16) else 5 if last - first <= 60 else 10
    days = sorted(
        {d for d in (first, 0, last, *range(-(-first // step) * step, last + 1, step)) if first <= d <= last}
    )
    if step > 1:
        days = [d for d in days if d in (0, first, last) or min(d - first, last - d) >= 2]
    zero = f"<b>0</b><br>{short_day(day0)}" if day0 is not None else "<b>0</b>"
    return {
        "range": [first - 0.6, last + 0.6],
        "fixedrange": True,
        "showgrid": False,
        "anchor": anchor,
        "tickmode": "array",
        "tickvals": days,
        "ticktext": [zero if d == 0 else relative_day(d) for d in days],
        "ticks": "outside",
        "ticklen": 4,
        "tickangle": 0,
        "showline": False,
    }


def percent_axis(low: float, high: float, domain: tuple[float, float], count: int) -> dict[str, Any]:
    """An axis of returns; `low` and `high` as drawn, nought always inside."""
    ticks = level_ticks(low, high, count)
    return {
        "domain": list(domain),
        "range": [low, high],
        "fixedrange": True,
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": percent_texts(ticks),
    }


def reach(values: Sequence[float], least: float = 0.01, pad: float = 0.12) -> tuple[float, float]:
    """Limits that hold the values and nought, with room around them."""
    low, high = min(0.0, *values), max(0.0, *values)
    room = pad * max(high - low, least)
    return low - room, high + room


def shaded(window: tuple[int, int], look: Look) -> dict[str, Any]:
    """The event window through all panels."""
    return {
        "type": "rect",
        "layer": "below",
        "xref": "x",
        "yref": "paper",
        "x0": window[0] - 0.5,
        "x1": window[1] + 0.5,
        "y0": 0,
        "y1": 1,
        "line": {"width": 0},
        "fillcolor": theme.SHADE[look.theme],
    }


def day0_line(look: Look) -> dict[str, Any]:
    """Day 0, dotted through all panels."""
    return {
        "type": "line",
        "layer": "below",
        "xref": "x",
        "yref": "paper",
        "x0": 0,
        "x1": 0,
        "y0": 0,
        "y1": 1,
        "line": {"color": theme.INK[look.theme], "width": 1, "dash": "dot"},
    }


def margins(look: Look) -> dict[str, int]:
    """Room for the ticks of both axes and for a heading above."""
    size = theme.font_size(look)
    return {"l": round(3.4 * size) + 8, "r": 10, "t": size + 14, "b": round(FOOT_LINES * size)}


def heading(text: str, y: float, look: Look) -> dict[str, Any]:
    """A panel's name over its upper edge, on a phone from the edge of the picture; `y` in paper units."""
    return {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": -margins(look)["l"] if look.phone and not look.card else 0,
        "bgcolor": theme.faded(theme.PAPER[look.theme], 0.85),
        "borderpad": 0,
        "y": y,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 3,
        "align": "left",
        "text": text,
        "font": {"color": theme.INK[look.theme], "size": theme.font_size(look)},
    }


def without_numbers(reason: str, look: Look) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """An empty figure that says why it is empty."""
    return [], nothing_to_see(wrapped(reason, 34 if look.phone else 70))
