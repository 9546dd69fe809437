"""The picture of average paths: small panels on one scale, so that they compare at a glance."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from components.charts.kit import theme
from components.charts.kit.axes import level_ticks, percent_texts
from components.charts.kit.dots import nothing_to_see, zero_line
from components.charts.kit.look import CARD_PLACE, WIDTH, Look
from components.charts.kit.picture import Picture
from components.charts.patterns import words
from components.charts.patterns.params import Params
from components.language import counted, percent, relative_day
from components.study.calendar import MovedCalendars
from components.study.group import GroupResult

FOOT = 24
HEAD = {"wide": 34, "phone": 42, "card": 42}
INSIDE = {"wide": 150, "phone": 124, "card": CARD_PLACE[1] - 42 - FOOT}
MARGIN = {"wide": {"l": 46, "r": 8, "t": 2, "b": 4}, "phone": {"l": 40, "r": 13, "t": 2, "b": 4}}
MARGIN["card"] = MARGIN["phone"]
GUTTER = {"wide": 22, "phone": 14, "card": 14}
ON_CARD = 4
"""Panels that a card has room for."""


class Panel(NamedTuple):
    """One group: its readable name, its path, moved calendars, and whether its move stands out."""

    name: str
    group: GroupResult
    moved: MovedCalendars
    clear: bool


def draw(panels: list[Panel], params: Params, look: Look) -> Picture:
    if not panels:
        return Picture([], nothing_to_see(f"{words.NOTHING}."))
    if look.card:
        panels = sorted(panels, key=lambda one: (not one.clear, -abs(one.group.caar[-1])))[:ON_CARD]
    count = len(panels)
    columns = count if look.card else min(count, 2 if look.phone else 4 if count in (4, 7, 8) else 3)
    rows = -(-count // columns)
    plot = WIDTH[look.frame] - MARGIN[look.frame]["l"] - MARGIN[look.frame]["r"]
    cell = HEAD[look.frame] + INSIDE[look.frame] + FOOT
    height = rows * cell
    wide = (plot - GUTTER[look.frame] * (columns - 1)) / columns
    limits = _limits(panels)
    ticks = level_ticks(*limits, 4)
    days = _day_ticks(params.shown, look)
    traces, shapes, annotations, axes = [], [], [], {}
    for place, panel in enumerate(panels):
        name, one = panel.name, panel.group
        row, column = divmod(place, columns)
        suffix = "" if place == 0 else str(place + 1)
        left, top = column * (wide + GUTTER[look.frame]), row * cell
        axes[f"xaxis{suffix}"] = {
            "domain": [left / plot, min((left + wide) / plot, 1.0)],
            "anchor": f"y{suffix}",
            "range": [params.shown[0] - 0.4, params.shown[1] + 0.4],
            "tickmode": "array",
            "tickvals": days,
            "ticktext": [relative_day(day) for day in days],
            "showgrid": False,
            "fixedrange": True,
        }
        axes[f"yaxis{suffix}"] = {
            "domain": [
                max(1 - (top + HEAD[look.frame] + INSIDE[look.frame]) / height, 0.0),
                1 - (top + HEAD[look.frame]) / height,
            ],
            "anchor": f"x{suffix}",
            "range": list(limits),
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": percent_texts(ticks),
            "showticklabels": column == 0,
            "fixedrange": True,
        }
        traces += _path(panel, suffix, look)
        shapes += [zero_line(look, suffix=suffix), _day0(suffix, look)]
        annotations.append(
            {
                "x": left / plot,
                "xref": "paper",
                "xanchor": "left",
                "y": 1 - (top + HEAD[look.frame] - 4) / height,
                "yref": "paper",
                "yanchor": "bottom",
                "align": "left",
                "text": (
                    f"<b>{name}</b>{'<br>' if look.phone else '  '}<span "
                    f"style='color:{theme.MUTED[look.theme]}'>{counted(one.n_events, 'event')}</span>"
                ),
                "font": {"color": theme.INK[look.theme], "size": theme.font_size(look, 0)},
            }
        )
        annotations.append(_end_label(one, suffix, limits, look))
    layout = {
        "height": int(height + MARGIN[look.frame]["t"] + MARGIN[look.frame]["b"]),
        "margin": MARGIN[look.frame],
        "hovermode": "closest",
        "hoverdistance": 30,
        "dragmode": False,
        "showlegend": False,
        "shapes": shapes,
        "annotations": annotations,
        **axes,
    }
    return Picture(traces, layout)


def _limits(panels: list[Panel]) -> tuple[float, float]:
    """One scale for all panels: every path, and moved calendars unless they dwarf the paths."""
    low = min(min(one.group.caar.min() for one in panels), -0.005)
    high = max(max(one.group.caar.max() for one in panels), 0.005)
    reach = high - low
    for one in panels:
        if np.isfinite(one.moved.low).all():
            low = min(low, max(one.moved.low.min(), low - reach))
            high = max(high, min(one.moved.high.max(), high + reach))
    pad = 0.06 * max(high - low, 0.01)
    return float(low - pad), float(high + pad)


def _day_ticks(span: tuple[int, int], look: Look) -> list[int]:
    """Relative days to mark: always 0, and round steps to either side."""
    length = span[1] - span[0]
    step = next((step for step in (1, 2, 5, 10, 20, 30) if length / step <= (4 if look.phone else 6)), 30)
    return [day for day in range(-step * (-span[0] // step), span[1] + 1, step)]


def _path(panel: Panel, suffix: str, look: Look) -> list[dict[str, Any]]:
    one, moved = panel.group, panel.moved
    days = one.days
    colour = (
        theme.direction_colour("tightening" if one.caar[-1] < 0 else "easing", look)
        if panel.clear
        else theme.MUTED[look.theme]
    )
    where = {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}", "type": "scatter", "showlegend": False}
    band = {
        **where,
        "mode": "lines",
        "name": f"{one.label} band",
        "x": [*days, *days[::-1]],
        "y": [*moved.high.round(6).tolist(), *moved.low.round(6)[::-1].tolist()],
        "fill": "toself",
        "fillcolor": theme.faded(theme.MUTED[look.theme], 0.2),
        "line": {"width": 0},
        "hoverinfo": "skip",
    }
    line = {
        **where,
        "mode": "lines",
        "name": one.label,
        "x": days,
        "y": one.caar.round(6).tolist(),
        "line": {"color": colour, "width": 2.2},
        "hovertext": [
            (
                f"<b>Day {relative_day(day)}</b>: {percent(caar, signed=True)}<br>"
                f"Moved calendars {percent(low, signed=True)} to {percent(high, signed=True)}"
            )
            for day, caar, low, high in zip(days, one.caar, moved.low, moved.high, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    return [band, line] if np.isfinite(moved.low).all() else [line]


def _day0(suffix: str, look: Look) -> dict[str, Any]:
    return {
        "type": "line",
        "layer": "below",
        "x0": 0,
        "x1": 0,
        "xref": f"x{suffix}",
        "y0": 0,
        "y1": 1,
        "yref": f"y{suffix} domain",
        "line": {"color": theme.RULE[look.theme], "width": 1, "dash": "dot"},
    }


def _end_label(one: GroupResult, suffix: str, limits: tuple[float, float], look: Look) -> dict[str, Any]:
    """The path's last value, in the half of the panel that the path leaves free."""
    last = float(one.caar[-1])
    above = last < sum(limits) / 2
    return {
        "x": 1,
        "xref": f"x{suffix} domain",
        "xanchor": "right",
        "xshift": -2,
        "y": 1 if above else 0,
        "yref": f"y{suffix} domain",
        "yanchor": "top" if above else "bottom",
        "text": f"<b>{percent(last, signed=True)}</b>"
        + (f" by day {relative_day(one.days[-1])}" if look.card else ""),
        "font": {"color": theme.INK[look.theme], "size": theme.font_size(look, 1)},
    }
