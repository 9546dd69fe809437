"""The picture of `run-up`: lines that end at day 0, and the empty space after it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from components.charts.kit import theme
from components.charts.kit.axes import level_ticks
from components.charts.kit.day_panels import day0_line, shaded
from components.charts.kit.look import Look
from components.charts.run_up import words
from components.charts.run_up.study import Line
from components.language import relative_day, short_day

if TYPE_CHECKING:
    from data import Snapshot

UNSEEN = 0.22
"""Width of the empty space after day 0, of the sessions before it."""


def draw(
    snapshot: Snapshot, lines: Sequence[Line], look: Look
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Traces and layout; the axes are set by the closes before day 0 alone."""
    lines = [line for line in lines if len(line.values)]
    size = theme.font_size(look)
    values = np.concatenate([[100.0], *(line.values for line in lines)])
    pad = 0.06 * (values.max() - values.min()) or 1.0
    low, high = float(values.min() - pad), float(values.max() + pad)
    first = min((int(line.days[0]) for line in lines), default=-1)
    last = max(2.0, -first * UNSEEN)
    ticks = level_ticks(low, high, 4 if look.phone else 5)
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if -first / step <= (5 if look.phone else 8))
    days = [d for d in range(-step * (-first // step), 0, step)]
    muted = theme.MUTED[look.theme]
    layout = {
        "height": 300 if look.phone else 430 if look.large else 370,
        "margin": {"l": 3 * size + 6, "r": 10, "t": (3 if look.phone else 2) * size + 8, "b": 3 * size + 8},
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": True,
        "legend": {
            "x": 0,
            "xanchor": "left",
            "y": 1.02,
            "yanchor": "bottom",
            "font": {"size": theme.font_size(look, 1)},
        },
        "xaxis": {
            "range": [first - 0.6, last],
            "fixedrange": True,
            "showgrid": False,
            "showline": True,
            "ticks": "outside",
            "ticklen": 4,
            "tickangle": 0,
            "tickmode": "array",
            "tickvals": [*days, 0],
            "ticktext": [*map(relative_day, days), _day0_text(lines)],
        },
        "yaxis": {
            "range": [low, high],
            "fixedrange": True,
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": [f"{tick:g}" for tick in ticks],
        },
        "shapes": [
            {**shaded((0, 0), look), "x0": 0, "x1": last},
            day0_line(look),
            {
                "type": "line",
                "layer": "below",
                "xref": "paper",
                "yref": "y",
                "x0": 0,
                "x1": 1,
                "y0": 100,
                "y1": 100,
                "line": {"color": theme.RULE[look.theme], "width": 1.2},
            },
        ],
        "annotations": [
            {
                "xref": "x",
                "yref": "paper",
                "x": last / 2,
                "y": 0.5,
                "text": "?",
                "font": {"size": 3 * size, "color": muted},
            },
        ],
    }
    if not lines:
        layout["annotations"] = [
            {
                "xref": "paper",
                "yref": "paper",
                "x": 0.5,
                "y": 0.5,
                "text": words.NO_PRICES,
                "font": {"size": size, "color": muted},
            }
        ]
    return [_trace(snapshot, line, look) for line in lines], layout


def _day0_text(lines: Sequence[Line]) -> str:
    """`day 0` over its date; without the date where the markets' days differ."""
    dates = {line.day0 for line in lines if line.day0 is not None}
    return f"<b>day 0</b><br>{short_day(next(iter(dates)))}" if len(dates) == 1 else "<b>day 0</b>"


def _trace(snapshot: Snapshot, line: Line, look: Look) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": line.name,
        "meta": line.symbol,
        "x": line.days,
        "y": line.values,
        "line": {
            "color": theme.company_colour(snapshot, line.company, look),
            "width": 3 if look.large else 2.2,
            "dash": "solid" if line.market == "Hong Kong" else "dot",
        },
        "hovertext": [
            f"{short_day(when)}, day {relative_day(number)}"
            for number, when in zip(line.days.tolist(), line.sessions, strict=True)
        ],
        "hovertemplate": f"<b>{line.name}</b> %{{y:.1f}}<br>%{{hovertext}}<extra></extra>",
    }
