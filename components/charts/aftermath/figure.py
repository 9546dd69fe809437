"""The picture of later returns: a panel a horizon, dots beside a box, on the band of ordinary days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from components.charts.aftermath import words
from components.charts.aftermath.study import HORIZONS
from components.charts.kit import theme
from components.charts.kit.axes import level_ticks, percent_texts
from components.charts.kit.dots import (
    MOST_DOTS,
    company_legend,
    dots_layout,
    event_and_symbol,
    fewer_dots,
    hover_heads,
    nothing_to_see,
    zero_line,
)
from components.charts.kit.look import CARD_PLACE, WIDTH, Look
from components.charts.kit.picture import Picture
from components.language import percent

if TYPE_CHECKING:
    from data import Snapshot

HEIGHT = {"wide": 470, "phone": 520, "card": CARD_PLACE[1]}
MARGIN = {
    "wide": {"l": 52, "r": 12, "t": 34, "b": 58},
    "phone": {"l": 42, "r": 4, "t": 34, "b": 72},
    "card": {"l": 46, "r": 4, "t": 24, "b": 38},
}
BOX = (-0.40, -0.24)
SWARM = 0.14
"""A panel is one unit wide about its number: the box lies left, the dots about SWARM."""
DOTS_A_PANEL = MOST_DOTS // len(HORIZONS)
"""As many in all panels together as another chart draws."""


def draw(
    snapshot: Snapshot, rows: pd.DataFrame, lines: pd.DataFrame, usual: pd.DataFrame, look: Look
) -> Picture:
    """rows: pairs with return_1 …; lines, usual: a row a horizon with its quantiles."""
    if rows.empty:
        return Picture([], nothing_to_see(words.NOTHING))
    margin, height = MARGIN[look.frame], HEIGHT[look.frame]
    plot = WIDTH[look.frame] - margin["l"] - margin["r"], height - margin["t"] - margin["b"]
    values = rows[[f"return_{days}" for days in lines["sessions"]]].to_numpy()
    low = float(np.nanmin([np.nanmin(values), usual["q10"].min(), 0.0]))
    high = float(np.nanmax([np.nanmax(values), usual["q90"].max(), 0.0]))
    pad = 0.05 * (high - low)
    limits = (low - pad, high + pad)
    ticks = level_ticks(*limits, 7)
    drawn = fewer_dots(rows, rows["return_20"].abs().fillna(0.0), look.standing, DOTS_A_PANEL).index
    traces, places, shapes = [], [], [zero_line(look)]
    for place, (line, any_day) in enumerate(zip(lines.itertuples(), usual.itertuples(), strict=True)):
        shapes += (_band(place, any_day, look) if any_day.days else []) + (
            _box(place, line, look) if line.pairs else []
        )
        trace, where = _dots(snapshot, rows, place, line.sessions, drawn, plot, limits, look)
        traces.append(trace)
        places.append(where)
    layout = {
        **dots_layout(height, margin, 6 / plot[1]),
        "xaxis": {
            "range": [-0.5, len(lines) - 0.5],
            "fixedrange": True,
            "showgrid": False,
            "tickangle": 0,
            "tickmode": "array",
            "tickvals": list(range(len(lines))),
            "ticktext": [
                words.card_heading(line) if look.card else words.heading(line, any_day, short=look.phone)
                for line, any_day in zip(lines.itertuples(), usual.itertuples(), strict=True)
            ],
        },
        "yaxis": {
            "range": list(limits),
            "fixedrange": True,
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": percent_texts(ticks),
        },
        "shapes": shapes,
        "annotations": [],
    }
    return Picture(
        [*traces, *company_legend(snapshot, rows, look)], layout, pd.concat(places, ignore_index=True)
    )


def _band(place: int, any_day: Any, look: Look) -> list[dict[str, Any]]:
    left, right = place - 0.46, place + 0.46
    return [
        {
            "type": "rect",
            "layer": "below",
            "x0": left,
            "x1": right,
            "y0": any_day.q10,
            "y1": any_day.q90,
            "fillcolor": theme.SHADE[look.theme],
            "line": {"width": 0},
        },
        {
            "type": "line",
            "layer": "below",
            "x0": left,
            "x1": right,
            "y0": any_day.median,
            "y1": any_day.median,
            "line": {"color": theme.RULE[look.theme], "width": 1, "dash": "dot"},
        },
    ]


def _box(place: int, line: Any, look: Look) -> list[dict[str, Any]]:
    ink = theme.INK[look.theme]
    left, right = place + BOX[0], place + BOX[1]
    return [
        {
            "type": "rect",
            "x0": left,
            "x1": right,
            "y0": line.q25,
            "y1": line.q75,
            "fillcolor": theme.faded(ink, 0.16),
            "line": {"color": theme.MUTED[look.theme], "width": 1},
        },
        {
            "type": "line",
            "x0": left - 0.03,
            "x1": right + 0.03,
            "y0": line.median,
            "y1": line.median,
            "line": {"color": ink, "width": 3},
        },
    ]


def _dots(
    snapshot: Snapshot,
    rows: pd.DataFrame,
    place: int,
    sessions: int,
    drawn: pd.Index,
    plot: tuple[float, float],
    limits: tuple[float, float],
    look: Look,
) -> tuple[dict[str, Any], pd.DataFrame]:
    """One horizon's dots, side by side where they would cover one another, and the places of all of them:
    the one that a reader chose is ringed whether `drawn` or not.
    """
    column = f"return_{sessions}"
    known = rows[rows[column].notna()]
    size = 5.0 if look.phone else 7.0
    level = np.round((known[column].to_numpy() - limits[0]) / (limits[1] - limits[0]) * plot[1] / size)
    unit = plot[0] / 4
    crowd = pd.Series(level).groupby(level).transform("size").to_numpy()
    rank = pd.Series(level).groupby(level).cumcount().to_numpy()
    step = np.minimum(size / unit, 0.62 / np.maximum(crowd, 1))
    x = place + SWARM + (rank - (crowd - 1) / 2) * step
    places = pd.DataFrame({"event_id": known["event_id"].to_numpy(), "x": x, "y": known[column].to_numpy()})
    seen = known.index.isin(drawn)
    known, x = known[seen], x[seen]
    colours = {
        company: theme.company_colour(snapshot, company, look) for company in dict.fromkeys(known["company"])
    }
    trace = {
        "type": "scatter",
        "mode": "markers",
        "name": f"{sessions} sessions",
        "x": x.round(4).tolist(),
        "y": known[column].round(6).tolist(),
        "customdata": event_and_symbol(known),
        "hovertext": [
            f"{head}<br>{sessions} sessions later {percent(value, signed=True)}"
            for head, value in zip(hover_heads(snapshot, known, look), known[column].tolist(), strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "size": size,
            "color": [colours[company] for company in known["company"].tolist()],
            "opacity": 0.8,
            "line": {"width": 0},
        },
        "selected": {"marker": {"opacity": 0.8}},
        "unselected": {"marker": {"opacity": 0.8}},
        "showlegend": False,
    }
    return trace, places
