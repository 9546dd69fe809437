"""The picture of market value: what was lost above, the distance from the peak below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from components.charts.kit import theme
from components.charts.kit.axes import date_ticks, level_ticks, percent_texts
from components.charts.kit.dot_names import fitted
from components.charts.kit.dots import zero_line
from components.charts.kit.labels import text_width
from components.charts.kit.line_ends import LineEnd, line_end_labels
from components.charts.kit.look import WIDTH, Look
from components.charts.kit.picture import Picture
from components.charts.kit.study_words import short_title
from components.charts.market_value import words
from components.language import decimal, literal, short_month

if TYPE_CHECKING:
    from data import Snapshot

ABOVE, BELOW, GAP = {"wide": 380, "phone": 330}, {"wide": 150, "phone": 130}, 34
MARGIN = {
    "wide": {"l": 58, "r": 124, "t": 8},
    "phone": {"l": 44, "r": 98, "t": 8},
    "card": {"l": 48, "r": 120, "t": 8},
}
FOOT, KEY_LINE = 26, 20
CALLED = {"wide": 8, "phone": 6}
KEY_COLUMNS = {"wide": 2, "phone": 1}


def draw(
    snapshot: Snapshot, lost: pd.DataFrame, drawdown: pd.DataFrame, moves: pd.DataFrame, look: Look
) -> Picture:
    """lost, drawdown: sessions × companies, the total last; moves: events, largest fall first."""
    margin = MARGIN[look.frame]
    above, below = ABOVE[look.size], BELOW[look.size]
    inner = above + GAP + below
    width = WIDTH[look.frame] - margin["l"] - margin["r"]
    columns = list(lost.columns) if lost.shape[1] != 2 else list(lost.columns[:1])
    total = columns[-1]
    first, last = lost.index[0], lost.index[-1]
    low, high = float(lost[columns].min().min()), float(lost[columns].max().max())
    pad = 0.08 * max(high - low, 1.0)
    limits = (low - pad, high + pad)
    deepest = float(drawdown[columns].min().min()) * 1.05 or -0.01
    colours = {column: _colour(snapshot, column, look) for column in columns}
    traces = [
        _line(lost[column], column, colours[column], column == total and len(columns) > 1, "", "US$ bn")
        for column in columns
    ]
    traces += [
        _line(drawdown[column], column, colours[column], column == total and len(columns) > 1, "2", "%")
        for column in columns
    ]
    falls = _falls(lost[total], moves, look)
    if look.card:
        falls = falls.iloc[:0]
    key = _key(snapshot, falls, width if look.size == "wide" else WIDTH[look.size] - 12, look)
    bottom = FOOT + 14 + KEY_LINE * -(-len(falls) // KEY_COLUMNS[look.size])
    ticks, depths = level_ticks(*limits, 6), level_ticks(deepest, 0, 3)
    layout = {
        "height": int(inner + margin["t"] + bottom),
        "margin": {**margin, "b": int(bottom)},
        "hovermode": "closest",
        "hoverdistance": 16,
        "dragmode": False,
        "showlegend": False,
        "clickmode": "event+select",
        "xaxis": {
            "type": "date",
            "range": [f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}"],
            "anchor": "y2",
            "fixedrange": True,
            "ticks": "outside",
            "ticklen": 4,
            "ticklabelposition": "outside right",
            **date_ticks(first, last, width),
        },
        "yaxis": {
            "domain": [1 - above / inner, 1],
            "range": list(limits),
            "fixedrange": True,
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": [decimal(tick, 0, signed=True) for tick in ticks],
        },
        "yaxis2": {
            "domain": [0, below / inner],
            "range": [deepest, 0.01],
            "fixedrange": True,
            "tickmode": "array",
            "tickvals": depths,
            "ticktext": percent_texts(depths, signed=False),
        },
        "shapes": [zero_line(look)],
        "annotations": [
            *_ends(lost, columns, colours, limits, above, look),
            *key,
            {
                "x": 0,
                "xref": "paper",
                "xanchor": "left",
                "y": below / inner,
                "yref": "paper",
                "yanchor": "bottom",
                "text": f"<b>{words.DRAWDOWN_HEADING}</b>",
                "font": {"color": theme.INK[look.theme], "size": theme.font_size(look, 0)},
            },
        ],
    }
    return Picture([*traces, *_marks(snapshot, falls, look)], layout)


def _colour(snapshot: Snapshot, column: str, look: Look) -> str:
    return (
        theme.company_colour(snapshot, column, look)
        if column in snapshot.companies.index
        else theme.INK[look.theme]
    )


def _line(series: pd.Series, name: str, colour: str, thick: bool, suffix: str, unit: str) -> dict[str, Any]:
    known = series.dropna()
    shown = "%{y:+,.0f} US$ bn" if unit == "US$ bn" else "%{y:.0%} from the peak"
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": known.index.strftime("%Y-%m-%d").tolist(),
        "y": known.round(4).tolist(),
        "yaxis": f"y{suffix}",
        "line": {"color": colour, "width": 2.6 if thick else 1.5},
        "hovertemplate": f"<b>{literal(name)}</b> {shown}<br>%{{x|%-d %b %Y}}<extra></extra>",
    }


def _ends(
    lost: pd.DataFrame,
    columns: list[str],
    colours: dict[str, str],
    limits: tuple[float, float],
    above: float,
    look: Look,
) -> list[dict[str, Any]]:
    """Name and last value at each line's end."""
    last = {column: float(lost[column].dropna().iloc[-1]) for column in columns}
    per_unit = above / (limits[1] - limits[0])
    return line_end_labels(
        [
            LineEnd(
                f"<b>{column}</b> {decimal(value, 0, signed=True)}",
                value,
                theme.legible(colours[column], look),
                (limits[1] - value) * per_unit,
            )
            for column, value in last.items()
        ],
        above,
        theme.font_size(look, 0),
    )


def _falls(total: pd.Series, moves: pd.DataFrame, look: Look) -> pd.DataFrame:
    """The events to number, largest fall first, with the total's value on their day 0."""
    total = total.dropna()
    falls = moves[
        (moves["mv_change_usd_bn"] < 0) & moves["day0"].between(total.index[0], total.index[-1])
    ].head(CALLED[look.size])
    at = total.index.searchsorted(pd.DatetimeIndex(falls["day0"]))
    return falls.assign(level=total.to_numpy()[np.minimum(at, len(total) - 1)])


def _marks(snapshot: Snapshot, falls: pd.DataFrame, look: Look) -> list[dict[str, Any]]:
    """Numbered discs on the total, hollow for other shocks."""
    if falls.empty:
        return []
    colours = [theme.direction_colour(one, look) for one in falls["direction"]]
    hollow = (falls["type"] == "confounder").tolist()
    paper = theme.PAPER[look.theme]
    return [
        {
            "type": "scatter",
            "mode": "markers+text",
            "name": "events",
            "x": falls["day0"].dt.strftime("%Y-%m-%d").tolist(),
            "y": falls["level"].round(2).tolist(),
            "text": [f"<b>{number}</b>" for number in range(1, len(falls) + 1)],
            "textfont": {
                "size": 11,
                "color": [colour if empty else paper for colour, empty in zip(colours, hollow, strict=True)],
            },
            "customdata": [[event] for event in falls["event_id"]],
            "hovertext": [
                words.fall_hover(short_title(snapshot, row.event_id, 60), row.mv_change_usd_bn)
                for row in falls.itertuples()
            ],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "cliponaxis": False,
            "marker": {
                "size": 17,
                "symbol": "circle",
                "color": [paper if empty else colour for colour, empty in zip(colours, hollow, strict=True)],
                "opacity": 1,
                "line": {"width": 1.6, "color": colours},
            },
            "selected": {"marker": {"opacity": 1}},
            "unselected": {"marker": {"opacity": 1}, "textfont": {"color": theme.INK[look.theme]}},
        }
    ]


def _key(snapshot: Snapshot, falls: pd.DataFrame, width: float, look: Look) -> list[dict[str, Any]]:
    """Number, amount, name and month of each, under the panels."""
    columns = KEY_COLUMNS[look.size]
    rows = -(-len(falls) // columns)
    size = theme.font_size(look, 0)
    room = width / columns - 12
    lines = []
    for place, row in enumerate(falls.itertuples()):
        column, line = divmod(place, rows)
        head = f"{place + 1}  {decimal(row.mv_change_usd_bn, 1, signed=True)}"
        tail = f", {short_month(row.day0)}" + (f" +{row.also}" if row.also else "")
        name = short_title(snapshot, row.event_id, 200)
        text = fitted(name, room - text_width(f"{head}  {tail}", size), size)
        colour = theme.legible(theme.direction_colour(row.direction, look), look)
        lines.append(
            {
                "x": column / columns,
                "xref": "paper",
                "xanchor": "left",
                "xshift": -MARGIN[look.size]["l"] + 6,
                "align": "left",
                "y": 0,
                "yref": "paper",
                "yanchor": "top",
                "yshift": -(FOOT + 10 + KEY_LINE * line),
                "text": f"<span style='color:{colour}'><b>{head}</b></span>  {literal(text)}{tail}",
                "font": {"size": size, "color": theme.INK[look.theme]},
            }
        )
    return lines
