"""The specification curve over the rows of single choices, on one scale of abnormal returns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from components.charts.kit import theme
from components.charts.kit.day_panels import heading, percent_axis, reach
from components.charts.kit.dots import zero_line
from components.charts.kit.labels import text_width
from components.charts.kit.look import CARD_PLACE, WIDTH, Look
from components.charts.robustness.study import Curve
from components.charts.robustness.words import HEADS, point, value_words
from components.language import percent

if TYPE_CHECKING:
    from data import Snapshot

CURVE = {"wide": 260, "phone": 230, "card": CARD_PLACE[1] - 34}
"""Height of the upper panel; a card has no other."""
ROW, BETWEEN, HEAD = 19, 62, 8
"""Height of a row, room between the panels, and what a heading of rows takes besides its row."""
COLUMN = {"wide": 620, "phone": WIDTH["phone"]}
"""Pixels that the picture is likely to have at least."""


def draw(snapshot: Snapshot, one: Curve, look: Look) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    size, ink = theme.font_size(look), theme.INK[look.theme]
    colour = theme.company_colour(snapshot, one.share.reaction.company, look)
    rows, tall = _rows(one)
    inner = CURVE[look.frame] + (0 if look.card else BETWEEN + tall)
    above, below = 1 - CURVE[look.frame] / inner, tall / inner
    ends = pd.concat([one.used["ci_low"], one.used["ci_high"]])
    # a few very wide intervals must not press all others flat
    low, high = reach(
        [
            min(ends.quantile(0.02), one.used["car"].min()),
            max(ends.quantile(0.98), one.used["car"].max()),
        ]
    )
    stands = one.used["stands"].to_numpy(bool)
    traces = [
        _intervals(one.used[~stands], (low, high), theme.RULE[look.theme], "not clear"),
        _intervals(one.used[stands], (low, high), theme.faded(colour, 0.7), "clear"),
        {
            "type": "scatter",
            "mode": "lines",
            "name": "abnormal return",
            "x": list(range(len(one.used))),
            "y": one.used["car"].round(4).tolist(),
            "line": {"color": ink, "width": 1.6},
            "hovertemplate": "%{y:+.1%}<extra></extra>",
        },
        _usual(one, look),
    ]
    layout: dict[str, Any] = {
        "height": round(inner + size + 22),
        "margin": {"l": round(3.4 * size) + 8, "r": 12, "t": size + 14, "b": 8},
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": False,
        "xaxis": {
            "range": [-2, len(one.used) + 1],
            "visible": False,
            "fixedrange": True,
            "anchor": "y",
        },
        "yaxis": percent_axis(low, high, (above, 1.0), 5),
        "shapes": [zero_line(look)],
        "annotations": [
            heading(f"<b>{len(one.used)} ways to measure it</b>, from the lowest result", 1.0, look),
        ],
    }
    if not look.card:
        _choices(snapshot, traces, layout, one, rows, (tall, below), look)
    return traces, layout


def _intervals(used: pd.DataFrame, limits: tuple[float, float], colour: str, name: str) -> dict[str, Any]:
    """One line a way, from end to end of its interval, cut where the panel ends."""
    x: list[int | None] = []
    y: list[float | None] = []
    lows, highs = used["ci_low"].clip(*limits).round(4), used["ci_high"].clip(*limits).round(4)
    for place, low, high in zip(used.index, lows, highs, strict=True):
        x += [place, place, None]
        y += [low, high, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": f"95% intervals, {name}",
        "x": x,
        "y": y,
        "line": {"color": colour, "width": 1},
        "hoverinfo": "skip",
    }


def _usual(one: Curve, look: Look) -> dict[str, Any]:
    """The method of every other page, marked on the curve."""
    usual = one.used[one.used["default"]]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": "usual method",
        "x": usual.index.tolist(),
        "y": usual["car"].round(5).tolist(),
        "text": [f"<b>usual method {percent(value, signed=True)}</b>" for value in usual["car"]],
        "textposition": [
            "top left" if place > len(one.used) / 2 else "bottom right" for place in usual.index
        ],
        "textfont": {"size": theme.font_size(look), "color": theme.INK[look.theme]},
        "marker": {
            "size": 10,
            "symbol": "diamond",
            "color": theme.PAPER[look.theme],
            "line": {"width": 2, "color": theme.INK[look.theme]},
        },
        "hovertemplate": "The usual method: %{y:+.1%}<extra></extra>",
    }


def _rows(one: Curve) -> tuple[list[tuple[str, float, Any]], float]:
    """Names of choices and their rows from the top, each with its height; and the height of all."""
    placed: list[tuple[str, float, Any]] = []
    y, last = 0.0, ""
    for row in one.choices.itertuples():
        if row.choice != last:
            y += HEAD if last else 0
            placed.append((str(row.choice), y + ROW / 2, None))
            y, last = y + ROW, str(row.choice)
        placed.append((str(row.choice), y + ROW / 2, row))
        y += ROW
    return placed, y


def _choices(
    snapshot: Snapshot,
    traces: list[dict[str, Any]],
    layout: dict[str, Any],
    one: Curve,
    rows: list[tuple[str, float, Any]],
    lower: tuple[float, float],
    look: Look,
) -> None:
    """The lower panel: label, count, and a bar from the lowest to the highest result with the median."""
    layout["annotations"].append(
        heading("<b>By single choices</b>: clear in, lowest to highest result", lower[1], look)
    )
    tall, top = lower
    size, ink, muted = theme.font_size(look), theme.INK[look.theme], theme.MUTED[look.theme]
    colour = theme.company_colour(snapshot, one.share.reaction.company, look)
    labels = {
        place: _cut(value_words(snapshot, choice, row.value), 21 if look.phone else 44)
        for choice, place, row in rows
        if row is not None
    }
    across = COLUMN[look.size] - layout["margin"]["l"] - layout["margin"]["r"]
    counts = max(text_width(f"{row.stands} of {row.n}", size) for row in one.choices.itertuples()) + 14
    named = max(text_width(label, size) for label in labels.values()) + 10
    edge = layout["margin"]["l"] if look.phone else 0  # a phone's names begin at the edge of the picture
    room = min((named + counts - edge) / across, 0.72)
    low, high = min(0.0, one.choices["low"].min()), max(0.0, one.choices["high"].max())
    pad = 0.03 * (high - low)
    low, high = low - pad, high + pad
    start = low - (high - low) * room / (1 - room)
    counts_end = low - (high - low) * 0.02
    ranges: dict[str, list[Any]] = {"x": [], "y": [], "text": []}
    middles: dict[str, list[Any]] = {"x": [], "y": []}
    for choice, place, row in rows:
        if row is None:
            layout["annotations"].append(_text(f"<b>{HEADS[choice]}</b>", start, place, size, ink, -edge))
            continue
        label = f"<b>{labels[place]}</b>" if row.usual else labels[place]
        layout["annotations"] += [
            _text(label, start, place, size, ink if row.usual else muted, -edge),
            {
                **_text(f"{row.stands} of {row.n}", counts_end, place, size, ink),
                "xanchor": "right",
            },
        ]
        said = point(snapshot, row)
        ranges["x"] += [round(row.low, 4), round(row.high, 4), None]
        ranges["y"] += [place, place, None]
        ranges["text"] += [said, said, ""]
        middles["x"].append(round(row.middle, 4))
        middles["y"].append(place)
    shared = {"type": "scatter", "xaxis": "x2", "yaxis": "y2"}
    traces += [
        {
            **shared,
            "mode": "lines",
            "name": "lowest to highest result",
            "x": ranges["x"],
            "y": ranges["y"],
            "line": {"color": theme.faded(colour, 0.55), "width": 6},
            "hovertext": ranges["text"],
            "hovertemplate": "%{hovertext}<extra></extra>",
        },
        {
            **shared,
            "mode": "markers",
            "name": "median result",
            "x": middles["x"],
            "y": middles["y"],
            "marker": {"symbol": "line-ns-open", "size": 11, "color": ink, "line": {"width": 2}},
            "hoverinfo": "skip",
        },
    ]
    layout["xaxis2"] = {
        **percent_axis(low, high, (0, 1), 3 if look.phone else 5),
        "range": [start, high],
        "anchor": "y2",
        "side": "top",
        "tickangle": 0,
    }
    layout["yaxis2"] = {"domain": [0, top], "range": [tall, 0], "visible": False, "fixedrange": True}
    layout["shapes"].append(zero_line(look, axis="x", suffix="2"))
    layout["annotations"][1]["yshift"] = size + 10


def _text(text: str, x: float, y: float, size: int, colour: str, shift: float = 0) -> dict[str, Any]:
    return {
        "x": x,
        "xshift": shift,
        "xref": "x2",
        "xanchor": "left",
        "y": y,
        "yref": "y2",
        "text": text,
        "font": {"size": size, "color": colour},
    }


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip(" (,") + "…"
