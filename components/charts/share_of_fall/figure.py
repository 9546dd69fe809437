"""The picture of the split: three bars a share, each before the range of moved calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from components.charts.kit import theme
from components.charts.kit.axes import percent_texts
from components.charts.kit.dots import nothing_to_see, zero_line
from components.charts.kit.look import Look
from components.charts.kit.picture import Picture
from components.charts.share_of_fall.study import KINDS
from components.charts.share_of_fall.words import KIND_NAMES, alone, card_row

if TYPE_CHECKING:
    from data import Snapshot

MARGIN = {"l": 10, "r": 14, "t": 30, "b": 10}
ROW = {"wide": 27, "phone": 40, "card": 19}
HEAD = {"wide": 30, "phone": 32, "card": 0}
BAR = {"wide": 14, "phone": 14, "card": 9}
TICKS = (-0.9, -0.8, -0.6, -0.4, 0.0, 0.5, 1.0, 3.0)
FEW_TICKS = (-0.9, -0.6, 0.0, 1.0)
"""Levels of the axis as returns; the axis itself is logarithmic, so that bars add up."""


def draw(snapshot: Snapshot, table: pd.DataFrame, names: dict[str, str], look: Look) -> Picture:
    """table: the rows of one span as `splits` gives them."""
    if table.empty:
        return Picture([], nothing_to_see("No share has a fall to be split."))
    low, high = (
        table[["log_return", "moved_low"]].min().min(),
        table[["log_return", "moved_high"]].max().max(),
    )
    low, high = min(low, -0.05), max(high, 0.05)
    # On a phone the words stand above their bar; wide, on the left of it.
    pad = 0.05 * (high - low)
    beside = look.card or not look.phone
    left = low - 0.62 * (high - low) if beside else low - pad
    right = high + (0.14 if beside else 0.30) * (high - low)
    row, head = ROW[look.frame], HEAD[look.frame]
    traces, annotations, shapes, y = [], [], [zero_line(look, axis="x")], 0.0
    for symbol, rows in table.groupby("symbol", sort=False):
        company = str(rows["company"].iloc[0])
        colour = theme.company_colour(snapshot, company, look)
        if not look.card:
            annotations.append(_head(rows, names[str(symbol)], left, y + head / 2, look))
        y += head
        for one in rows.itertuples():
            middle = y + row * (0.5 if beside else 0.68)
            shapes += _range(one, middle, look)
            annotations += _labels(one, names[str(symbol)], left, middle, look)
            y += row
        traces.append(_bars(rows, colour, y - 3 * row, look))
        y += 8
    ticks = [
        tick for tick in TICKS if left < np.log1p(tick) < right and low - pad <= np.log1p(tick) <= high + pad
    ]
    if look.phone:
        ticks = [tick for tick in ticks if look.card or tick in FEW_TICKS]
    layout = {
        "height": int(y + MARGIN["t"] + MARGIN["b"]),
        "margin": MARGIN | {"t": 20, "b": 2} if look.card else MARGIN,
        "hovermode": "closest",
        "dragmode": False,
        "barmode": "overlay",
        "showlegend": False,
        "xaxis": {
            "range": [left, right],
            "side": "top",
            "fixedrange": True,
            "tickangle": 0,
            "tickmode": "array",
            "tickvals": [float(np.log1p(tick)) for tick in ticks],
            "ticktext": percent_texts(ticks),
        },
        "yaxis": {"range": [y, 0], "visible": False, "fixedrange": True},
        "shapes": shapes,
        "annotations": annotations,
    }
    return Picture(traces, layout)


def _head(rows: pd.DataFrame, name: str, left: float, y: float, look: Look) -> dict[str, Any]:
    first, last = rows["first"].iloc[0], rows["last"].iloc[0]
    whole = alone(float(rows["log_return"].sum()))
    return {
        "x": left,
        "xanchor": "left",
        "y": y,
        "text": f"<b>{name} {whole}</b>, {first:%b %Y} to {last:%b %Y}",
        "font": {"size": theme.font_size(look, 1), "color": theme.INK[look.theme]},
    }


def _range(one: Any, y: float, look: Look) -> list[dict[str, Any]]:
    """The middle 95% of moved calendars as a grey strip with its median."""
    half = BAR[look.frame] / 2 + 4
    return [
        {
            "type": "rect",
            "layer": "below",
            "x0": one.moved_low,
            "x1": one.moved_high,
            "y0": y - half,
            "y1": y + half,
            "line": {"width": 0},
            "fillcolor": theme.faded(theme.RULE[look.theme], 0.35),
        },
        {
            "type": "line",
            "layer": "below",
            "x0": one.moved_median,
            "x1": one.moved_median,
            "y0": y - half,
            "y1": y + half,
            "line": {"width": 1, "color": theme.MUTED[look.theme]},
        },
    ]


def _labels(one: Any, name: str, left: float, y: float, look: Look) -> list[dict[str, Any]]:
    """What the bar stands for, and what it says."""
    kind = card_row(one, name) if look.card else f"{KIND_NAMES[one.kind]} ({one.sessions})"
    size = theme.font_size(look)
    above = BAR[look.frame] / 2 + 10
    return [
        {
            "x": left,
            "xanchor": "left",
            "y": y if look.card or not look.phone else y - above,
            "text": kind,
            "font": {"size": size, "color": theme.MUTED[look.theme]},
        },
        {
            "x": max(one.log_return, 0.0, one.moved_high),
            "xanchor": "left",
            "xshift": 6,
            "y": y,
            "text": f"<b>{alone(one.log_return)}</b>",
            "font": {"size": size, "color": theme.INK[look.theme]},
        },
    ]


def _bars(rows: pd.DataFrame, colour: str, top: float, look: Look) -> dict[str, Any]:
    row = ROW[look.frame]
    shade = [colour, theme.faded(colour, 0.5), theme.RULE[look.theme]]
    return {
        "type": "bar",
        "orientation": "h",
        "name": str(rows["symbol"].iloc[0]),
        "x": rows["log_return"].round(5).tolist(),
        "y": [
            top + row * (number + (0.5 if look.card or not look.phone else 0.68))
            for number in range(len(rows))
        ],
        "width": BAR[look.frame],
        "marker": {"color": [shade[KINDS.index(kind)] for kind in rows["kind"]], "line": {"width": 0}},
        "hovertext": [
            f"<b>{KIND_NAMES[one.kind]}</b><br>{one.sessions} sessions: {alone(one.log_return)}"
            f"<br>Moved calendars: {alone(one.moved_low)} to {alone(one.moved_high)}"
            for one in rows.itertuples()
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
