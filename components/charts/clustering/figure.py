"""The picture of `clustering`: small scatter plots side by side, one scale for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from components.charts.clustering import words
from components.charts.clustering.study import Couple
from components.charts.kit import theme
from components.charts.kit.axes import level_ticks, percent_texts
from components.charts.kit.dots import zero_line
from components.charts.kit.event_marks import hovers
from components.charts.kit.look import WIDTH, Look
from components.charts.kit.panels import Panel, grid
from components.language import percent

if TYPE_CHECKING:
    from data import Snapshot

MOST_DOTS = 300
"""Ordinary days drawn in a panel, evenly over time; correlations count all of them."""


def draw(
    snapshot: Snapshot, event: str, found: list[Couple], look: Look
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Traces and layout, one panel a couple."""
    size = theme.font_size(look)
    left, right, top, bottom = round(3.4 * size) + 8, 10, 34, 4 * size
    width = WIDTH[look.frame] - left - right
    inside = 100 if look.card else 230 if look.phone else 300 if look.large else 260
    panels, height = grid(max(len(found), 1), look, width=width, inside=inside)
    limit = _limit(found)
    traces: list[dict[str, Any]] = []
    layout: dict[str, Any] = {
        "height": height + top + bottom,
        "margin": {"l": left, "r": right, "t": top, "b": bottom},
        "hovermode": "closest",
        "hoverdistance": 12,
        "dragmode": False,
        "legend": {
            "x": 0,
            "xanchor": "left",
            "y": 1 + 4 / height,
            "yanchor": "bottom",
            "itemsizing": "constant",
        },
        "shapes": [],
        "annotations": [],
    }
    for panel, couple in zip(panels, found, strict=True):
        traces += _traces(snapshot, event, couple, panel, look)
        _dress(layout, couple, panel, limit, look)
    return traces, layout


def _limit(found: list[Couple]) -> float:
    """Half-width of every axis: all panels on one scale."""
    sizes = [
        np.abs(days[["one", "other"]].to_numpy()).max()
        for c in found
        for days in (_thinned(c.ordinary), c.events)
        if len(days)
    ]
    sizes += [abs(float(c.this[side])) for c in found if c.this is not None for side in ("one", "other")]
    return 1.06 * max([0.02, *sizes])


def _thinned(days: pd.DataFrame) -> pd.DataFrame:
    if len(days) <= MOST_DOTS:
        return days
    return days.iloc[np.linspace(0, len(days) - 1, MOST_DOTS).round().astype(int)]


def _traces(snapshot: Snapshot, event: str, couple: Couple, panel: Panel, look: Look) -> list[dict[str, Any]]:
    axes = {"xaxis": f"x{panel.suffix}", "yaxis": f"y{panel.suffix}", "showlegend": not panel.suffix}
    ordinary, said, ink = _thinned(couple.ordinary), hovers(snapshot, look.phone), theme.INK[look.theme]
    traces: list[dict[str, Any]] = []
    if len(ordinary):
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": words.ORDINARY,
                "x": ordinary["one"].round(5).tolist(),
                "y": ordinary["other"].round(5).tolist(),
                "hoverinfo": "skip",
                "marker": {"size": 4.5, "color": theme.faded(theme.MUTED[look.theme], 0.45), "opacity": 1},
                "unselected": {"marker": {"opacity": 1}},
                **axes,
            }
        )
    if len(couple.events):
        directions = snapshot.events.loc[couple.events["event_id"], "direction"]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": words.ON_BOTH,
                "x": couple.events["one"].round(5).tolist(),
                "y": couple.events["other"].round(5).tolist(),
                "customdata": [[one] for one in couple.events["event_id"]],
                "hovertext": [
                    (
                        f"{said[row.event_id]}<br>{couple.one} {percent(row.one, 1, signed=True)}, "
                        f"{couple.other} {percent(row.other, 1, signed=True)}"
                    )
                    for row in couple.events.itertuples()
                ],
                "hovertemplate": "%{hovertext}<extra></extra>",
                "marker": {
                    "size": 7,
                    "opacity": 0.85,
                    "symbol": [theme.DIRECTION_SYMBOLS[d] for d in directions],
                    "color": [theme.direction_colour(d, look) for d in directions],
                },
                "selected": {"marker": {"opacity": 0.85}},
                "unselected": {"marker": {"opacity": 0.85}},
                **axes,
            }
        )
    if couple.this is not None:
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": words.this(snapshot, event),
                "x": [round(float(couple.this["one"]), 5)],
                "y": [round(float(couple.this["other"]), 5)],
                "hoverinfo": "skip",
                "marker": {
                    "size": 17,
                    "symbol": "circle-open",
                    "color": ink,
                    "line": {"width": 2, "color": ink},
                },
                **axes,
            }
        )
    return traces


def _dress(layout: dict[str, Any], couple: Couple, panel: Panel, limit: float, look: Look) -> None:
    """Axes, heading with both correlations, and the cross at nought."""
    ticks = level_ticks(-limit, limit, 4)
    common = {
        "range": [-limit, limit],
        "fixedrange": True,
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": percent_texts(ticks),
    }
    layout[f"xaxis{panel.suffix}"] = {
        **common,
        "domain": list(panel.x),
        "anchor": f"y{panel.suffix}",
        "title": {"text": couple.one, "standoff": 4},
    }
    layout[f"yaxis{panel.suffix}"] = {**common, "domain": list(panel.y), "anchor": f"x{panel.suffix}"}
    layout["shapes"] += [zero_line(look, axis=axis, suffix=panel.suffix) for axis in ("y", "x")]
    head = {
        "xref": "paper",
        "yref": "paper",
        "x": panel.x[0],
        "xanchor": "left",
        "align": "left",
        "y": panel.top,
        "yanchor": "top",
    }
    layout["annotations"] += [
        {
            **head,
            "text": f"<b>{couple.other}</b> ↑  <b>{couple.one}</b> →",
            "font": {"color": theme.INK[look.theme], "size": theme.font_size(look)},
        },
        {
            **head,
            "yshift": -17,
            "text": words.correlations(couple),
            "font": {"color": theme.MUTED[look.theme], "size": theme.font_size(look)},
        },
    ]
