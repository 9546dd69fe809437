"""The picture of reactions over time: dots, and two marks a half-year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from components.charts.fatigue import words
from components.charts.kit import theme
from components.charts.kit.axes import date_ticks, level_ticks, percent_texts
from components.charts.kit.dot_names import name_notes, placed_names
from components.charts.kit.dots import (
    company_legend,
    dots_layout,
    event_and_symbol,
    fewer_dots,
    hover_heads,
    nothing_to_see,
)
from components.charts.kit.look import WIDTH, Look
from components.charts.kit.picture import Picture
from components.charts.kit.study_words import share_names, short_title
from components.language import literal, percent

if TYPE_CHECKING:
    from data import Snapshot

HEIGHT = {"wide": 460, "phone": 440}
MARGIN = {"wide": {"l": 46, "r": 14, "t": 34, "b": 28}, "phone": {"l": 38, "r": 6, "t": 34, "b": 28}}
NAMED = {"wide": 9, "phone": 3}


def draw(snapshot: Snapshot, rows: pd.DataFrame, halves: pd.DataFrame, look: Look) -> Picture:
    """rows: pairs with size; halves: a row a half-year."""
    if rows.empty:
        return Picture([], nothing_to_see(words.NOTHING))
    margin, height = MARGIN[look.size], HEIGHT[look.size]
    plot = WIDTH[look.frame] - margin["l"] - margin["r"], height - margin["t"] - margin["b"]
    first, last = _period(rows)
    rows = fewer_dots(rows, rows["size"], look.standing)
    top = float(rows["size"].max() * 1.06)
    ticks = level_ticks(0, top, 5)
    layout = {
        **dots_layout(height, margin, 8 / plot[1]),
        "xaxis": {
            "type": "date",
            "range": [first.strftime("%Y-%m-%d"), last.strftime("%Y-%m-%d")],
            "fixedrange": True,
            "showgrid": True,
            "ticks": "outside",
            "ticklen": 4,
            "ticklabelposition": "outside right",
            **date_ticks(first, last, plot[0]),
        },
        "yaxis": {
            "range": [0, top],
            "fixedrange": True,
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": percent_texts(ticks, signed=False),
        },
        "shapes": _marks(halves, look),
        "annotations": _half_labels(halves, plot, (first, last), look)
        + _names(snapshot, rows, plot, (first, last), top, look),
    }
    dates = rows["date"].dt.strftime("%Y-%m-%d")
    places = pd.DataFrame(
        {"event_id": rows["event_id"].to_numpy(), "x": dates.to_numpy(), "y": rows["size"].to_numpy()}
    )
    return Picture([_dots(snapshot, rows, look), *company_legend(snapshot, rows, look)], layout, places)


def _period(rows: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Whole half-years around the events."""
    first, last = rows["half"].min(), rows["half"].max() + pd.DateOffset(months=6)
    return first, last


def _dots(snapshot: Snapshot, rows: pd.DataFrame, look: Look) -> dict[str, Any]:
    colours = {
        company: theme.company_colour(snapshot, company, look) for company in dict.fromkeys(rows["company"])
    }
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "pairs",
        "x": rows["date"].dt.strftime("%Y-%m-%d").tolist(),
        "y": rows["size"].round(6).tolist(),
        "customdata": event_and_symbol(rows),
        "hovertext": [
            f"{head}<br>Abnormal {percent(car, signed=True)}"
            for head, car in zip(hover_heads(snapshot, rows, look), rows["car"].tolist(), strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "size": 5 if look.phone else 7,
            "opacity": 0.55,
            "color": [colours[company] for company in rows["company"]],
            "line": {"width": 0},
            "symbol": np.where(rows["car"] < 0, "triangle-down", "triangle-up").tolist(),
        },
        "selected": {"marker": {"opacity": 0.55}},
        "unselected": {"marker": {"opacity": 0.55}},
        "showlegend": False,
    }


def _marks(halves: pd.DataFrame, look: Look) -> list[dict[str, Any]]:
    """The median of each half-year as a bar, and that of ordinary windows as dashes."""
    shapes = []
    for row in halves.itertuples():
        end = row.half + pd.DateOffset(months=6) - pd.DateOffset(days=6)
        span = {
            "type": "line",
            "x0": (row.half + pd.DateOffset(days=6)).strftime("%Y-%m-%d"),
            "x1": end.strftime("%Y-%m-%d"),
        }
        shapes.append(
            {**span, "y0": row.median, "y1": row.median, "line": {"color": theme.INK[look.theme], "width": 4}}
        )
        if row.windows:
            shapes.append(
                {
                    **span,
                    "y0": row.ordinary,
                    "y1": row.ordinary,
                    "line": {"color": theme.INK[look.theme], "width": 1.5, "dash": "dash"},
                }
            )
    return shapes


def _half_labels(
    halves: pd.DataFrame, plot: tuple[float, float], period: tuple[pd.Timestamp, pd.Timestamp], look: Look
) -> list[dict[str, Any]]:
    """The median above its bar, where the half-year is wide enough for it."""
    room = plot[0] / max((period[1] - period[0]).days, 1) * 182
    if room < 30:
        return []
    return [
        {
            "x": (row.half + pd.DateOffset(months=3)).strftime("%Y-%m-%d"),
            "y": float(np.nanmax([row.median, row.ordinary])),
            "yanchor": "bottom",
            "yshift": 2,
            "text": f"<b>{percent(row.median)}</b>",
            "bgcolor": theme.faded(theme.PAPER[look.theme], 0.75),
            "borderpad": 1,
            "font": {"color": theme.INK[look.theme], "size": theme.font_size(look, 0)},
        }
        for row in halves.itertuples()
    ]


def _names(
    snapshot: Snapshot,
    rows: pd.DataFrame,
    plot: tuple[float, float],
    period: tuple[pd.Timestamp, pd.Timestamp],
    top: float,
    look: Look,
) -> list[dict[str, Any]]:
    """The largest moves, one name an event, where they do not touch."""
    names = share_names(snapshot, snapshot.symbols(ring=9))
    size = theme.font_size(look, -1)
    per_day = plot[0] / max((period[1] - period[0]).days, 1)
    x = (rows["date"] - period[0]).dt.days.to_numpy() * per_day
    y = (1 - rows["size"].to_numpy() / top) * plot[1]
    ranked = (
        rows.reset_index(drop=True)
        .sort_values("size", ascending=False)
        .drop_duplicates("event_id")
        .head(6 * NAMED[look.size])
    )
    longest = 24 if look.phone else 40
    texts = [
        (at, f"{names[symbol]} · {short_title(snapshot, event, longest)}")
        for at, event, symbol in ranked[["event_id", "symbol"]].itertuples()
    ]
    written = placed_names(x, y, texts, plot=plot, size=size, most=NAMED[look.size], radius=3.0)
    days = rows["date"].dt.strftime("%Y-%m-%d").tolist()
    return name_notes(
        [(at, literal(text), anchor) for at, text, anchor in sorted(written, key=lambda one: x[one[0]])],
        list(zip(days, rows["size"].tolist(), strict=True)),
        size,
        theme.INK[look.theme],
    )
