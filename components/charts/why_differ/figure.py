"""The picture of why moves differ: a row a level, its interval before the range of moved calendars."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.charts.kit import theme
from components.charts.kit.axes import level_ticks
from components.charts.kit.dots import nothing_to_see, zero_line
from components.charts.kit.look import Look
from components.charts.kit.picture import Picture
from components.charts.why_differ import words
from components.language import counted, decimal
from components.study.cross_section import CrossSection

MARGIN = {"wide": {"l": 8, "r": 14, "t": 30, "b": 8}, "phone": {"l": 6, "r": 10, "t": 30, "b": 8}}
MARGIN["card"] = {"l": 0, "r": 10, "t": 22, "b": 2}
ROW = {"wide": 27, "phone": 40, "card": 20}
HEAD = {"wide": 34, "phone": 44, "card": 0}
ON_CARD = 8
"""Levels that a card has room for."""
NAMES = 0.42
"""Share of a wide plot's range that the names of levels take, left of the numbers."""
HALF = 7
"""Half the height of a grey strip, pixels."""


def draw(found: CrossSection | None, look: Look) -> Picture:
    """A heading a trait, then its levels with numbers; the level compared with stands in the heading."""
    told = found.told if found else None
    if found is None or told is None or told.empty:
        return Picture([], nothing_to_see(f"{words.NOTHING}."))
    if look.card:
        clear = told.apply(_outside, axis=1)
        told = (told[clear] if clear.any() else told).head(ON_CARD)
    low, high = _limits(told)
    left = low if _under(look) else low - NAMES / (1 - NAMES) * (high - low)
    row, head = ROW[look.frame], HEAD[look.frame]
    annotations: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    places, y = [], 0.0
    ranks = found.traits.set_index("trait")
    for trait, rows in told.groupby("trait", sort=False):
        if not look.card:
            annotations += _heading(str(trait), rows, ranks.loc[trait], (left, high), y + head / 2, look)
        y += head
        for one in rows.itertuples():
            middle = y + row * (0.72 if _under(look) else 0.5)
            places.append(middle)
            annotations.append(_name(one, left, middle, look))
            shapes += _marks(one, middle, look)
            y += row
    ticks = [tick for tick in level_ticks(low, high, 4 if look.phone else 6) if low <= tick <= high]
    layout = {
        "height": int(y + MARGIN[look.frame]["t"] + MARGIN[look.frame]["b"]),
        "margin": MARGIN[look.frame],
        "hovermode": "closest",
        "hoverdistance": 30,
        "dragmode": False,
        "showlegend": False,
        "xaxis": {
            "range": [left, high],
            "side": "top",
            "fixedrange": True,
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": [_tick(tick) for tick in ticks],
        },
        "yaxis": {"range": [y, 0], "visible": False, "fixedrange": True},
        "shapes": [zero_line(look, axis="x"), *shapes],
        "annotations": annotations,
    }
    return Picture([_dots(told, places, look)], layout)


def _under(look: Look) -> bool:
    """Whether lines stand under their names, and not beside them."""
    return look.phone and not look.card


def _tick(tick: float) -> str:
    """`+2`: whole percentage points where they are whole."""
    whole = abs(100 * tick - round(100 * tick)) < 1e-9
    return decimal(100 * tick, 0 if whole else 1, signed=True)


def _limits(told: pd.DataFrame) -> tuple[float, float]:
    """From the least to the largest of all intervals, zero among them."""
    low = min(told[["ci_low", "moved_low"]].min().min(), -0.005)
    high = max(told[["ci_high", "moved_high"]].max().max(), 0.005)
    pad = 0.04 * (high - low)
    return float(low - pad), float(high + pad)


def _outside(one: Any) -> bool:
    return bool(one.coef < one.moved_low or one.coef > one.moved_high)


def _colour(one: Any, look: Look) -> str:
    if not _outside(one):
        return theme.MUTED[look.theme]
    return theme.direction_colour("tightening" if one.coef < 0 else "easing", look)


def _heading(
    trait: str, rows: pd.DataFrame, rank: pd.Series, edges: tuple[float, float], y: float, look: Look
) -> list[dict[str, Any]]:
    """The trait and what its levels are compared with; how often moved calendars part them as far."""
    said = words.rank(rank["moved_k"], rank["moved_n"])
    texts = [words.heading(trait, rows["baseline"].iloc[0]), said]
    size = theme.font_size(look, 0 if look.phone else 1)
    paper = {"bgcolor": theme.faded(theme.PAPER[look.theme], 0.85), "borderpad": 0}
    common = {"align": "left", "font": {"size": size, "color": theme.INK[look.theme]}, **paper}
    if look.phone:
        return [{"x": edges[0], "xanchor": "left", "y": y, "text": "<br>".join(texts), **common}]
    aside = {"size": theme.font_size(look), "color": theme.MUTED[look.theme]}
    return [
        {"x": edges[0], "xanchor": "left", "y": y, "text": texts[0], **common},
        {"x": edges[1], "xanchor": "right", "y": y, "text": texts[1], **common, "font": aside},
    ]


def _name(one: Any, left: float, y: float, look: Look) -> dict[str, Any]:
    """The level, and on how many moves it rests; on a phone above its line."""
    level = f"{words.level_name(one.trait, one.level)} ({one.n_moves:,})"
    name = words.card_row(one) if look.card else level
    return {
        "x": left,
        "xanchor": "left",
        "y": y - 20 if _under(look) else y,
        "text": name,
        "font": {"size": theme.font_size(look), "color": theme.MUTED[look.theme]},
    }


def _marks(one: Any, y: float, look: Look) -> list[dict[str, Any]]:
    """The range of moved calendars as a grey strip, the interval as a line."""
    return [
        {
            "type": "rect",
            "layer": "below",
            "x0": one.moved_low,
            "x1": one.moved_high,
            "y0": y - HALF,
            "y1": y + HALF,
            "line": {"width": 0},
            "fillcolor": theme.faded(theme.RULE[look.theme], 0.4),
        },
        {
            "type": "line",
            "layer": "below",
            "x0": one.ci_low,
            "x1": one.ci_high,
            "y0": y,
            "y1": y,
            "line": {"width": 2, "color": _colour(one, look)},
        },
    ]


def _dots(told: pd.DataFrame, places: list[float], look: Look) -> dict[str, Any]:
    """The coefficients, each with its number over it."""
    rows = list(told.itertuples())
    return {
        "type": "scatter",
        "mode": "markers" if look.card else "markers+text",
        "name": "difference",
        "x": told["coef"].round(6).tolist(),
        "y": places,
        "text": [
            f"<b>{words.points(one.coef)}</b>" if _outside(one) else words.points(one.coef) for one in rows
        ],
        "textposition": "top center",
        "textfont": {"size": theme.font_size(look, -1), "color": theme.INK[look.theme]},
        "cliponaxis": False,
        "hovertext": [
            f"<b>{words.level_name(one.trait, one.level)}</b>: {words.points(one.coef)} percentage points<br>"
            f"95% interval {words.points(one.ci_low)} to {words.points(one.ci_high)}<br>"
            f"{words.rank(one.moved_k, one.moved_n)}<br>"
            f"{counted(int(one.n_moves), 'move')} on {counted(int(one.n_days), 'event day')}"
            for one in rows
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "symbol": ["diamond" if _outside(one) else "circle" for one in rows],
            "size": [9 if _outside(one) else 7 for one in rows],
            "color": [_colour(one, look) for one in rows],
            "line": {"width": 0},
        },
    }
