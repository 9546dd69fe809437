"""Ordinary windows as bars, the event's move as a mark among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from components.charts.kit import theme
from components.charts.kit.axes import level_ticks
from components.charts.kit.labels import text_width
from components.charts.kit.look import WIDTH, Look
from components.charts.kit.one_share import ShareStudy
from components.charts.placebo import words
from components.language import counted, decimal
from components.study import Placebo

if TYPE_CHECKING:
    from data import Snapshot

HEIGHT = {"wide": 440, "phone": 380}
STEPS = (0.1, 0.2, 0.25, 0.5, 1.0, 2.0)
MOST_BARS = {"wide": 60, "phone": 36}
NARROWEST = 480
"""Pixels between the margins of a wide drawing where it stands beside words: names must fit there too."""


def draw(
    snapshot: Snapshot, study: ShareStudy, chance: Placebo, look: Look
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    values, size = chance.windows["t"].to_numpy(), abs(chance.t)
    step, edges = bins(values, chance.t, look)
    counts = np.histogram(values, edges)[0]
    large = np.histogram(values[np.abs(values) >= size], edges)[0]
    direction = snapshot.events.at[study.event, "direction"]
    accent = theme.direction_colour(direction, look)
    letters = theme.font_size(look)
    height = HEIGHT[look.size]
    margin = {
        "l": 3 * letters + 6,
        "r": 12,
        "t": (2 if look.phone and not look.card else 1) * letters + 20,
        "b": 4 * letters,
    }
    plot = WIDTH[look.frame] - margin["l"] - margin["r"], height - margin["t"] - margin["b"]
    top = counts.max() / (1 - 3.6 * letters / plot[1])
    span = (float(min(edges[0], -size) - step), float(max(edges[-1], size) + step))
    ticks = level_ticks(*span, 5 if look.phone else 9)
    centres = (edges[:-1] + edges[1:]) / 2
    traces = [
        _bars(
            edges,
            large,
            counts,
            words.LESS,
            theme.faded(theme.MUTED[look.theme], 0.45),
        ),
        _bars(edges, np.zeros_like(large), large, words.AS_UNUSUAL, accent),
        {
            "type": "scatter",
            "mode": "lines",
            "name": "windows",
            "x": centres.round(6).tolist(),
            "y": counts.tolist(),
            "line": {"width": 0, "color": accent},
            "hovertext": [
                (
                    f"{counted(int(n), 'ordinary window')}<br>{decimal(a, 2, signed=True)} to "
                    f"{decimal(b, 2, signed=True)} standard errors"
                )
                for n, a, b in zip(counts, edges[:-1], edges[1:], strict=True)
            ],
            "hovertemplate": "%{hovertext}<extra></extra>",
        },
    ]
    layout = {
        "height": height,
        "margin": margin,
        "hovermode": "closest",
        "hoverdistance": 30,
        "dragmode": False,
        "showlegend": False,
        "xaxis": {
            "range": list(span),
            "fixedrange": True,
            "showgrid": False,
            "tickmode": "array",
            "tickvals": ticks,
            "ticks": "outside",
            "ticklen": 4,
            "ticktext": [
                decimal(t, 0 if all(x == round(x) for x in ticks) else 1, signed=True) for t in ticks
            ],
            "title": {"text": words.axis(study), "standoff": 6},
        },
        "yaxis": {"range": [0, float(top)], "fixedrange": True, "nticks": 5, "tickformat": ",d"},
        "shapes": [
            _mark(chance.t, top, accent, "solid"),
            *([_mark(-chance.t, top, accent, "dot")] if size > step else []),
            {
                "type": "line",
                "xref": "paper",
                "yref": "y",
                "x0": 0,
                "x1": 1,
                "y0": 0,
                "y1": 0,
                "line": {"color": theme.RULE[look.theme], "width": 1.2},
            },
        ],
        "annotations": [
            {
                "x": 0,
                "xref": "paper",
                "xanchor": "left",
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
                "yshift": 4,
                "align": "left",
                "xshift": 6 - margin["l"] if look.phone and not look.card else 0,
                "text": _headline(chance, accent, look),
                "font": {
                    "color": theme.INK[look.theme],
                    "size": theme.font_size(look, 2 if look.card or not look.phone else 0),
                },
            },
            *_names(chance, span, plot, top, step, accent, look),
        ],
    }
    return traces, layout


def bins(values: np.ndarray, t: float, look: Look) -> tuple[float, np.ndarray]:
    """Width of a bar and the edges of all, round numbers from below the lowest value to above the highest."""
    low, high = min(values.min(), t), max(values.max(), t)
    step = next((step for step in STEPS if (high - low) / step <= MOST_BARS[look.size]), STEPS[-1])
    first, last = np.floor(values.min() / step), np.ceil(values.max() / step)
    return step, np.arange(first, max(last, first + 1) + 1) * step


def _bars(edges: np.ndarray, low: np.ndarray, high: np.ndarray, name: str, colour: str) -> dict[str, Any]:
    """Filled boxes between `low` and `high` over each bin."""
    x: list[float | None] = []
    y: list[float | None] = []
    gap = 0.04 * (edges[1] - edges[0])
    for left, right, bottom, top in zip(
        edges[:-1] + gap, edges[1:] - gap, low.tolist(), high.tolist(), strict=True
    ):
        if top > bottom:
            left, right = round(float(left), 6), round(float(right), 6)
            x += [left, left, right, right, left, None]
            y += [bottom, top, top, bottom, bottom, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": x or [None],
        "y": y or [None],
        "fill": "toself",
        "fillcolor": colour,
        "line": {"width": 0, "color": colour},
        "hoverinfo": "skip",
    }


def _mark(at: float, top: float, colour: str, dash: str) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "x",
        "yref": "y",
        "x0": at,
        "x1": at,
        "y0": 0,
        "y1": float(top),
        "line": {"color": colour, "width": 2 if dash == "solid" else 1.3, "dash": dash},
    }


def _headline(chance: Placebo, accent: str, look: Look) -> str:
    first, _, rest = words.comparison(chance).partition(" ordinary")
    return f"<span style='color:{theme.legible(accent, look)}'><b>{first}</b></span> ordinary{rest}"


def _names(
    chance: Placebo,
    span: tuple[float, float],
    plot: tuple[float, float],
    top: float,
    step: float,
    accent: str,
    look: Look,
) -> list[dict[str, Any]]:
    """What the two marks are, on the side of each where there is room."""
    size, wide = theme.font_size(look), min(plot[0], NARROWEST)
    texts = [(chance.t, f"<b>{words.THIS_EVENT}</b><br>{words.times(chance.t)}", words.THIS_EVENT)]
    if abs(chance.t) > step:
        texts.append(
            (
                -chance.t,
                f"{words.mirrored(chance)}<br>{words.times(-chance.t)}",
                words.mirrored(chance),
            )
        )
    notes = []
    for at, text, longest in texts:
        room, needed = (at - span[0]) / (span[1] - span[0]) * wide, text_width(longest, size) + 8
        leftward = room > needed if at < 0 else wide - room < needed
        notes.append(
            {
                "x": at,
                "y": float(top),
                "yanchor": "top",
                "xanchor": "right" if leftward else "left",
                "xshift": -4 if leftward else 4,
                "text": text,
                "align": "right" if leftward else "left",
                "font": {"size": size, "color": theme.legible(accent, look)},
            }
        )
    return notes
