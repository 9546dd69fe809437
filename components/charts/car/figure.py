"""A line a listing with its confidence band, named at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from components.charts.car import words
from components.charts.car.params import Params
from components.charts.kit import theme
from components.charts.kit.axes import level_ticks, percent_texts
from components.charts.kit.day_panels import day0_line, shaded
from components.charts.kit.event_study import Reaction
from components.charts.kit.labels import text_width
from components.charts.kit.line_ends import LineEnd, line_end_labels
from components.charts.kit.look import Look
from components.language import percent, relative_day, short_day, wrapped

if TYPE_CHECKING:
    from data import Snapshot


def draw(
    snapshot: Snapshot, found: list[Reaction], lines: list[Reaction], params: Params, look: Look
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    left, top, bottom = 40 if look.phone else 48, 8, 40
    size = theme.font_size(look, 0 if look.phone else 1)
    drawn = [_drawn(r) for r in lines]
    ends = [float(rows["car"].iloc[-1]) for rows in drawn]
    texts = [(r.name, percent(end, signed=True)) for r, end in zip(lines, ends, strict=True)]
    right = round(max((text_width(" ".join(text), size) for text in texts), default=60)) + 14
    height = 360 if look.phone else 440
    inside = height - top - bottom
    first, last = params.days
    start = params.window[0] - 1
    lows = [0.0, *(rows["ci_low"].min() for rows in drawn)]
    highs = [0.0, *(rows["ci_high"].max() for rows in drawn)]
    pad = 0.05 * (max(highs) - min(lows)) or 0.01
    low, high = min(lows) - pad, max(highs) + pad
    traces: list[dict[str, Any]] = []
    for r, rows in zip(lines, drawn, strict=True):
        traces += _traces(snapshot, r, rows, start, 0.13 if len(lines) <= 2 else 0.07, look)
    ticks = level_ticks(low, high, 4 if look.phone else 6)
    days = sorted({d for d in (start, 0, *range(5, last + 1, 5 if last - first <= 30 else 10)) if d <= last})
    layout = {
        "height": height,
        "margin": {"l": left, "r": right, "t": top, "b": bottom},
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": False,
        "xaxis": {
            "range": [min(start, first) - 0.4, last + 0.4],
            "fixedrange": True,
            "showgrid": False,
            "showline": False,
            "tickmode": "array",
            "tickvals": days,
            "ticktext": [_day_text(d) for d in days],
            "ticks": "outside",
            "ticklen": 4,
            "title": {"text": words.AXIS, "standoff": 4},
        },
        "yaxis": {
            "range": [low, high],
            "fixedrange": True,
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": percent_texts(ticks),
        },
        "shapes": [
            shaded(params.window, look),
            day0_line(look),
            {
                "type": "line",
                "layer": "below",
                "xref": "paper",
                "yref": "y",
                "x0": 0,
                "x1": 1,
                "y0": 0,
                "y1": 0,
                "line": {"color": theme.RULE[look.theme], "width": 1.5},
            },
        ],
        "annotations": _labels(snapshot, lines, texts, ends, low, high, inside, look),
    }
    if not lines:
        reason = next((r.reason for r in found if r.reason), words.NO_NUMBERS)
        layout["annotations"] = [
            {
                "xref": "paper",
                "yref": "paper",
                "x": 0.5,
                "y": 0.5,
                "align": "center",
                "text": wrapped(reason, 30 if look.phone else 60),
                "bgcolor": theme.PAPER[look.theme],
                "font": {"color": theme.MUTED[look.theme], "size": theme.font_size(look, 1)},
            }
        ]
    return traces, layout


def _day_text(number: int) -> str:
    return f"<b>{relative_day(number)}</b>" if number == 0 else relative_day(number)


def _traces(
    snapshot: Snapshot, r: Reaction, known: pd.DataFrame, start: int, shade: float, look: Look
) -> list[dict[str, Any]]:
    """Band and line of one listing over its drawn days, from nought on the session before the window."""
    colour = theme.company_colour(snapshot, r.company, look)
    days = [start, *known.index.tolist()]
    upper, lower, path = ([0.0, *known[c].round(5)] for c in ("ci_high", "ci_low", "car"))
    sessions = [
        words.BEFORE,
        *(f"day {relative_day(d)}, {short_day(when)}" for d, when in known["session"].items()),
    ]
    modelled = words.has_numbers(r)
    band: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines",
            "fill": "toself",
            "fillcolor": theme.faded(colour, shade),
            "line": {"width": 0},
            "x": days + days[::-1],
            "y": upper + lower[::-1],
            "hoverinfo": "skip",
            "name": f"{r.name}, band",
        }
    ]
    return (band if modelled else []) + [
        {
            "type": "scatter",
            "mode": "lines",
            "x": days,
            "y": path,
            "name": r.name,
            "meta": r.symbol,
            "line": {
                "color": colour,
                "width": 2.2,
                "dash": "dash" if not modelled else "solid" if r.exchange == "XHKG" else "dot",
            },
            "hovertext": sessions,
            "hovertemplate": f"<b>{r.name}</b> %{{y:+.1%}}<br>%{{hovertext}}<extra></extra>",
        },
    ]


def _labels(
    snapshot: Snapshot,
    lines: list[Reaction],
    texts: list[tuple[str, str]],
    ends: list[float],
    low: float,
    high: float,
    inside: int,
    look: Look,
) -> list[dict[str, Any]]:
    """Beside the end of each line its name and where it ends."""
    return line_end_labels(
        [
            LineEnd(
                f"<b>{name}</b> {moved}",
                end,
                theme.legible(theme.company_colour(snapshot, r.company, look), look),
                (high - end) / (high - low) * inside,
            )
            for r, (name, moved), end in zip(lines, texts, ends, strict=True)
        ],
        inside,
        theme.font_size(look, 0 if look.phone else 1),
    )


def _drawn(r: Reaction) -> pd.DataFrame:
    """The days drawn: abnormal returns and their band, or bare returns where there is no model."""
    if words.has_numbers(r):
        return r.path.dropna(subset=["car", "ci_low", "ci_high"])
    bare = words.since_before(r)
    return r.path.loc[bare.index, ["session"]].assign(car=bare, ci_low=bare, ci_high=bare).dropna()
