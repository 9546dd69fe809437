"""The picture of moves against severity (a swarm a level) or against fines (a logarithmic axis)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from components.charts.impact_scatter import words
from components.charts.kit import theme
from components.charts.kit.axes import level_ticks, percent_texts
from components.charts.kit.dot_names import name_notes, placed_names
from components.charts.kit.dots import (
    direction_legend,
    dots_layout,
    event_and_symbol,
    fewer_dots,
    hover_heads,
    nothing_to_see,
    zero_line,
)
from components.charts.kit.look import CARD_PLACE, WIDTH, Look
from components.charts.kit.picture import Picture
from components.charts.kit.study_words import share_names, short_title
from components.language import literal, percent
from data.kinds import DIRECTIONS

if TYPE_CHECKING:
    from data import Snapshot

HEIGHT = {"wide": 540, "phone": 520, "card": CARD_PLACE[1]}
MARGIN = {
    "wide": {"l": 52, "r": 12, "t": 34, "b": 44},
    "phone": {"l": 40, "r": 6, "t": 58, "b": 44},
    "card": {"l": 44, "r": 6, "t": 24, "b": 40},
}
HEADER = {"wide": 74, "phone": 74, "card": 28}
"""Pixels above the dots for the figures of each level."""
SIZES = {"wide": 7.0, "phone": 5.0, "card": 4.5}


def draw(snapshot: Snapshot, shown: pd.DataFrame, levels: pd.DataFrame, against: str, look: Look) -> Picture:
    """shown: used pairs, with fine_cny when `against` is "fine"; levels: a row a severity."""
    if shown.empty:
        return Picture([], nothing_to_see(f"{words.NOTHING}."))
    margin, height = MARGIN[look.frame], HEIGHT[look.frame]
    plot = WIDTH[look.frame] - margin["l"] - margin["r"], height - margin["t"] - margin["b"]
    low, high = shown["car"].min(), shown["car"].max()
    pad = 0.08 * max(high - low, 0.02)
    head = HEADER[look.frame] / plot[1] * (high - low) if against == "severity" else pad
    limits = (float(min(low, 0) - pad), float(max(high, 0) + head))
    everything, shown = shown, fewer_dots(shown, shown["car"].abs(), look.standing)
    x, axis, extra = _fines(shown) if against == "fine" else _severities(levels, shown, plot, limits, look)
    shown = shown.assign(x=x)
    per_y = plot[1] / (limits[1] - limits[0])
    annotations = extra + _names(snapshot, shown, axis["range"], plot, limits, per_y, against, look)
    ticks = [tick for tick in level_ticks(*limits, 6) if tick <= max(high, 0) + pad]  # none among the figures
    layout = {
        **dots_layout(height, margin, 10 / plot[1]),
        "xaxis": {"fixedrange": True, "showgrid": against == "fine", **axis},
        "yaxis": {
            "range": list(limits),
            "fixedrange": True,
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": percent_texts(ticks),
        },
        "shapes": [zero_line(look), *(_median_marks(everything, look) if against == "severity" else [])],
        "annotations": annotations,
    }
    places = pd.DataFrame(
        {"event_id": shown["event_id"].to_numpy(), "x": shown["x"].to_numpy(), "y": shown["car"].to_numpy()}
    )
    return Picture([*_dots(snapshot, shown, look), *direction_legend(shown, look)], layout, places)


def _severities(
    table: pd.DataFrame,
    shown: pd.DataFrame,
    plot: tuple[float, float],
    limits: tuple[float, float],
    look: Look,
) -> tuple[np.ndarray, dict, list[dict]]:
    """x of each dot in a swarm about its level, the axis, and a count above each level."""
    levels = sorted(shown["severity"].unique())
    low, high = levels[0] - 0.5, levels[-1] + 0.5
    unit = plot[0] / (high - low)
    size = SIZES[look.frame]
    rows = np.round((shown["car"].to_numpy() - limits[0]) / (limits[1] - limits[0]) * plot[1] / size)
    place = (
        pd.DataFrame({"severity": shown["severity"].to_numpy(), "row": rows})
        .groupby(["severity", "row"])
        .cumcount()
    )
    crowd = pd.Series(rows).groupby([shown["severity"].to_numpy(), rows]).transform("size")
    step = np.minimum(size, 0.86 * unit / crowd)
    x = shown["severity"].to_numpy() + (place - (crowd - 1) / 2).to_numpy() * step.to_numpy() / unit
    axis = {
        "range": [low, high],
        "tickmode": "array",
        "tickvals": [int(level) for level in levels],
        "ticktext": [
            words.level_name(level, table.loc[level])
            if look.card
            else f"<b>{level}</b>"
            if look.phone
            else f"<b>{level}</b> {theme.SEVERITY_NAMES[level].lower()}"
            for level in levels
        ],
        "title": {"text": words.SEVERITY_AXIS, "standoff": 6} if look.phone and not look.card else None,
    }
    texts = [
        {
            "x": int(level),
            "y": limits[1],
            "yanchor": "top",
            "xanchor": "center",
            "text": f"<b>{percent(table.at[level, 'median'])}</b>"
            if look.card
            else words.level_figures(table.loc[level], short=look.phone),
        }
        for level in levels
    ]
    return x, axis, texts


def _median_marks(shown: pd.DataFrame, look: Look) -> list[dict[str, Any]]:
    """A bar at the median abnormal return of each level."""
    medians = shown.groupby("severity")["car"].median()
    return [
        {
            "type": "line",
            "x0": int(level) - 0.4,
            "x1": int(level) + 0.4,
            "y0": float(value),
            "y1": float(value),
            "line": {"color": theme.INK[look.theme], "width": 2},
        }
        for level, value in medians.items()
    ]


def _fines(shown: pd.DataFrame) -> tuple[np.ndarray, dict, list[dict]]:
    """Fines in billion yuan on a logarithmic axis, marked by its powers of ten."""
    x = shown["fine_cny"].to_numpy() / 1e9
    low, high = np.log10(x.min()), np.log10(x.max())
    pad = max(0.06 * (high - low), 0.15)
    ticks = [10.0**power for power in range(int(np.ceil(low - pad)), int(np.floor(high + pad)) + 1)]
    axis = {
        "type": "log",
        "range": [float(low - pad), float(high + pad)],
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [f"{tick * 1000:g}m" if tick < 1 else f"{tick:g}bn" for tick in ticks],
        "title": {"text": words.FINE_AXIS, "standoff": 6},
    }
    return x, axis, []


def _dots(snapshot: Snapshot, shown: pd.DataFrame, look: Look) -> list[dict[str, Any]]:
    traces = []
    for direction in DIRECTIONS:
        part = shown[shown["direction"] == direction]
        if part.empty:
            continue
        hollow = (part["type"] == "confounder").to_numpy()
        symbol = theme.DIRECTION_SYMBOLS[direction]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": direction.capitalize(),
                "x": part["x"].round(4).tolist(),
                "y": part["car"].round(6).tolist(),
                "customdata": event_and_symbol(part),
                "hovertext": [
                    (
                        f"{head}<br>Abnormal {percent(car, signed=True)} ({percent(low, signed=True)} "
                        f"to {percent(high, signed=True)})"
                    )
                    for head, car, low, high in zip(
                        hover_heads(snapshot, part, look),
                        *(part[name].tolist() for name in ("car", "ci_low", "ci_high")),
                        strict=True,
                    )
                ],
                "hovertemplate": "%{hovertext}<extra></extra>",
                "marker": {
                    "symbol": [f"{symbol}-open" if is_hollow else symbol for is_hollow in hollow],
                    "size": SIZES[look.frame],
                    "color": theme.direction_colour(direction, look),
                    "opacity": 0.8,
                    "line": {"width": [1.3 if is_hollow else 0 for is_hollow in hollow]},
                },
                "selected": {"marker": {"opacity": 0.8}},
                "unselected": {"marker": {"opacity": 0.8}},
                "showlegend": False,
            }
        )
    return traces


def _names(
    snapshot: Snapshot,
    shown: pd.DataFrame,
    span: list[float],
    plot: tuple[float, float],
    limits: tuple[float, float],
    per_y: float,
    against: str,
    look: Look,
) -> list[dict[str, Any]]:
    """The names of the largest moves beside their dots, as many as fit without touching."""
    names = share_names(snapshot, snapshot.symbols(ring=9))
    size = theme.font_size(look, -1)
    per_x = plot[0] / (span[1] - span[0])
    at_x = np.log10(shown["x"].to_numpy()) if against == "fine" else shown["x"].to_numpy()
    px, py = (at_x - span[0]) * per_x, (limits[1] - shown["car"].to_numpy()) * per_y
    order = np.argsort(-shown["car"].abs().to_numpy(), kind="stable")
    events, symbols = shown["event_id"].tolist(), shown["symbol"].tolist()
    longest = 22 if look.phone else 34
    texts = [
        (at, f"{names[symbols[at]]} · {short_title(snapshot, events[at], longest)}")
        for at in order[: 24 if look.phone else 60].tolist()
    ]
    header = [(0.0, 0.0, plot[0], 50.0)] if against == "severity" else []
    written = placed_names(
        px,
        py,
        texts,
        plot=plot,
        size=size,
        most=0 if look.card else 4 if look.phone else 14,
        taken=header,
        radius=SIZES[look.frame] / 2,
    )
    return name_notes(
        [(at, literal(text), anchor) for at, text, anchor in sorted(written, key=lambda one: px[one[0]])],
        list(zip(at_x.tolist(), shown["car"].tolist(), strict=True)),
        size,
        theme.INK[look.theme],
    )
