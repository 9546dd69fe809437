"""Three lines with their bands; below, a bar for each control with weight: what it did in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from components.charts.counterfactual.study import Beside
from components.charts.counterfactual.words import weight_words
from components.charts.kit import theme
from components.charts.kit.day_panels import day0_line, day_axis, heading, percent_axis, reach, shaded
from components.charts.kit.dots import zero_line
from components.charts.kit.labels import text_width
from components.charts.kit.line_ends import LineEnd, line_end_labels
from components.charts.kit.look import STAGE, WIDTH, Look
from components.language import percent, relative_day, short_day

if TYPE_CHECKING:
    from data import Snapshot

LINES = {"wide": 330, "phone": 300}
"""Height of the upper panel; on a projector it gives way to the lower one, down to `LOWEST`."""
LOWEST = 200
ROW, BETWEEN = 19, 64
"""Height of a control's row, and the room between the panels: for two lines of days and a heading."""
COLUMN = {"wide": 620, "phone": WIDTH["phone"]}
"""Pixels that the picture is likely to have at least."""


def draw(snapshot: Snapshot, one: Beside, look: Look) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    size = theme.font_size(look)
    colour, ink = theme.company_colour(snapshot, one.share.reaction.company, look), theme.INK[look.theme]
    muted = theme.MUTED[look.theme]
    paths = one.paths.dropna(subset=["share"])
    first, last = one.share.spec.window
    start = first - 1
    rows = len(one.controls.dropna(subset=["moved"]))
    left, top, bottom = round(3.4 * size) + 8, size + 14, 12 if rows else 40
    lower = ROW * rows
    below = lower + max(BETWEEN, 5 * size) if rows else 0
    tall = LINES[look.size]
    if look.large:
        tall = min(tall, max(LOWEST, STAGE - top - bottom - below))
    inner = tall + below
    above = (1 - tall / inner, 1.0)
    traces: list[dict[str, Any]] = []
    ends: list[tuple[str, float, str]] = []
    for name, label, tone, dash, filled in (
        ("controls", "outside tech", ink, "solid", True),
        ("index", "its index", muted, "dash", False),
    ):
        known = paths.dropna(subset=[name])
        if known.empty:
            continue
        days = [start, *known.index.tolist()]
        lower_edge, upper_edge, path = (
            [0.0, *known[column].round(5)] for column in (f"{name}_low", f"{name}_high", name)
        )
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "fill": "toself" if filled else "none",
                "fillcolor": theme.faded(tone, 0.13),
                "line": {"width": 0 if filled else 1, "dash": "dot", "color": theme.faded(muted, 0.8)},
                "x": days + days[::-1] if filled else [*days, None, *days],
                "y": upper_edge + lower_edge[::-1] if filled else [*upper_edge, None, *lower_edge],
                "hoverinfo": "skip",
                "name": f"{label}, band",
            }
        )
        traces.append(_line(days, path, known, f"Expected by {label}", tone, dash, 2.0))
        ends.append((label, path[-1], tone))
    days, path = [start, *paths.index.tolist()], [0.0, *paths["share"].round(5)]
    traces.append(_line(days, path, paths, one.share.name, colour, "solid", 2.8))
    ends.append((one.share.reaction.company, path[-1], theme.legible(colour, look)))
    right = round(max(text_width(_end(label, value), size) for label, value, _ in ends)) + 16
    drawn = [value for trace in traces for value in trace["y"] if value is not None]
    low, high = reach(drawn)
    final = int(paths.index[-1])
    layout = {
        "height": round(inner + top + bottom),
        "margin": {"l": left, "r": right, "t": top, "b": bottom},
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": False,
        "xaxis": day_axis((start, final), one.share.reaction.day0, look, "y"),
        "yaxis": percent_axis(low, high, above, 5),
        "shapes": [
            {**shaded((first, min(last, final)), look), "y0": above[0]},
            {**day0_line(look), "y0": above[0]},
            zero_line(look),
        ],
        "annotations": [
            heading(
                f"<b>{one.share.name}</b> and {'as' if look.phone else 'what was'} expected"
                f"{'' if look.phone else ' of it'}, added up",
                above[1],
                look,
            ),
            *_names(ends, low, high, tall, look),
        ],
    }
    if rows:
        _bars(traces, layout, one, (0.0, lower / inner), look)
    return traces, layout


def _line(
    days: list[int], path: list[float], known: pd.DataFrame, name: str, colour: str, dash: str, width: float
) -> dict[str, Any]:
    when = ["the close before the window"]
    when += [f"day {relative_day(d)}, {short_day(at)}" for d, at in known["session"].items()]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": days,
        "y": path,
        "name": name,
        "line": {"color": colour, "width": width, "dash": dash},
        "hovertext": when,
        "hovertemplate": f"<b>{name}</b> %{{y:+.1%}}<br>%{{hovertext}}<extra></extra>",
    }


def _names(
    ends: list[tuple[str, float, str]], low: float, high: float, tall: int, look: Look
) -> list[dict[str, Any]]:
    """Each line's name where it ends, kept apart. tall: pixels of the panel."""
    return line_end_labels(
        [
            LineEnd(_end(f"<b>{label}</b>", value), value, tone, (high - value) / (high - low) * tall)
            for label, value, tone in ends
        ],
        tall,
        theme.font_size(look),
    )


def _end(label: str, value: float) -> str:
    return f"{label} {percent(value, signed=True)}"


def _bars(
    traces: list[dict[str, Any]],
    layout: dict[str, Any],
    one: Beside,
    domain: tuple[float, float],
    look: Look,
) -> None:
    """The lower panel: the controls by weight, with what each did in the window."""
    size, moved = theme.font_size(look), one.controls["moved"].dropna()
    low, high = min(0.0, *moved), max(0.0, *moved)
    places = list(range(len(moved)))
    shown = one.controls.loc[moved.index]
    labels = [
        f"{name} <b>{weight_words(weight)}</b>"
        for name, weight in zip(_names_of(shown, look), shown["weight"], strict=True)
    ]
    margin = layout["margin"]
    across = COLUMN[look.size] - margin["l"] - margin["r"]
    # the names stand left of the longest bar; what a bar says may stand in the margin of the lines' names
    room = (
        max(text_width(label.replace("<b>", "").replace("</b>", ""), size) for label in labels) + 8
    ) / across
    whole = max(high - low, 0.02) / max(1 - room, 0.2)
    names_at = low - room * whole
    traces.append(
        {
            "type": "bar",
            "orientation": "h",
            "xaxis": "x2",
            "yaxis": "y2",
            "name": "controls",
            "x": moved.round(5).tolist(),
            "y": places,
            "width": 0.62,
            "marker": {"color": theme.faded(theme.INK[look.theme], 0.45), "line": {"width": 0}},
            "hovertext": [
                f"<b>{row['name']}</b>: {weight_words(row['weight'])} of the portfolio"
                f"<br>{percent(row['moved'], signed=True)} in the window"
                for _, row in shown.iterrows()
            ],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    )
    layout["xaxis2"] = {
        "domain": [0, 1],
        "anchor": "y2",
        "range": [names_at, names_at + whole],
        "fixedrange": True,
        "visible": False,
    }
    layout["yaxis2"] = {
        "domain": list(domain),
        "range": [len(moved) - 0.5, -0.5],
        "fixedrange": True,
        "visible": False,
    }
    layout["annotations"] += [
        heading("<b>The portfolio</b>: weight, and what each did in the window", domain[1], look),
        *(
            {
                "x": names_at,
                "xref": "x2",
                "xanchor": "left",
                "y": place,
                "yref": "y2",
                "text": label,
                "font": {"size": size, "color": theme.INK[look.theme]},
            }
            for place, label in zip(places, labels, strict=True)
        ),
        *(
            {
                "x": max(value, 0.0),
                "xref": "x2",
                "xanchor": "left",
                "xshift": 4,
                "y": place,
                "yref": "y2",
                "text": percent(value, signed=True),
                "font": {"size": size, "color": theme.MUTED[look.theme]},
            }
            for place, value in zip(places, moved, strict=True)
        ),
    ]


def _names_of(controls: pd.DataFrame, look: Look) -> list[str]:
    """The controls' names, cut at a word where there is no room for all; symbols where cut ones are alike."""
    longest = 15 if look.phone else 40
    cut = [
        name if len(name) <= longest else name[: longest - 1].rsplit(" ", 1)[0] + "…"
        for name in controls["name"]
    ]
    return [
        name if cut.count(name) == 1 else str(symbol)
        for name, symbol in zip(cut, controls.index, strict=True)
    ]
