"""The picture of a comparison: lines from day to day, named at their ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from components.charts.compare import words
from components.charts.compare.study import Line
from components.charts.kit import theme
from components.charts.kit.axes import level_ticks, percent_texts
from components.charts.kit.dots import nothing_to_see, zero_line
from components.charts.kit.labels import text_width
from components.charts.kit.line_ends import LineEnd, line_end_labels
from components.charts.kit.look import Look
from components.charts.kit.picture import Picture
from components.charts.kit.record import market_name
from components.language import literal, percent, relative_day, short_day

if TYPE_CHECKING:
    from data import Snapshot

HEIGHT = {"wide": 440, "phone": 420}
PALETTE = ("#7a3fa0", "#8f7000", "#c2397a", "#4a5568", "#7b4b2a", "#5f7320")
"""Colours of events: none that a company or a direction of policy has, and each line is named."""


def draw(
    snapshot: Snapshot, found: list[Line], span: tuple[int, int], one_event: bool, look: Look
) -> Picture:
    with_numbers = [line for line in found if line.has_numbers]
    if not with_numbers:
        return Picture([], nothing_to_see(f"{words.NOTHING}."))
    colours = _colours(snapshot, with_numbers, one_event, look)
    size = theme.font_size(look, 0)
    texts = [f"{percent(line.pair['car'], signed=True)} {line.name}" for line in with_numbers]
    beside = look.card or not look.phone
    right = 26 + (0 if not beside else min(max(text_width(text, size) * 1.06 for text in texts), 300))
    margin = {
        "l": 46 if not look.phone else 38,
        "r": int(right),
        "t": 10 if beside else 16 + 17 * len(with_numbers),
        "b": 42,
    }
    plot = HEIGHT[look.size] - margin["t"] - margin["b"]
    low = min(min(line.path["car"].min(), line.path["ci_low"].iloc[-1]) for line in with_numbers)
    high = max(max(line.path["car"].max(), line.path["ci_high"].iloc[-1]) for line in with_numbers)
    low, high = min(low, 0), max(high, 0)
    pad = 0.06 * max(high - low, 0.01)
    limits = (float(low - pad), float(high + pad))
    ticks = level_ticks(*limits, 6)
    step = next(
        (step for step in (1, 2, 5, 10, 20) if (span[1] - span[0]) / step <= (6 if look.phone else 12)), 20
    )
    days = [day for day in range(-step * (-span[0] // step), span[1] + 1, step)]
    layout = {
        "height": HEIGHT[look.size],
        "margin": margin,
        "hovermode": "closest",
        "hoverdistance": 20,
        "dragmode": False,
        "showlegend": False,
        "xaxis": {
            "range": [span[0] - 0.3, span[1] + (1.2 + 0.35 * len(with_numbers)) * (span[1] - span[0]) / 40],
            "tickmode": "array",
            "tickvals": days,
            "ticktext": [relative_day(day) for day in days],
            "fixedrange": True,
            "showgrid": False,
            "title": {"text": words.AXIS, "standoff": 4},
        },
        "yaxis": {
            "range": list(limits),
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": percent_texts(ticks),
            "fixedrange": True,
        },
        "shapes": [
            zero_line(look),
            {
                "type": "line",
                "layer": "below",
                "x0": 0,
                "x1": 0,
                "y0": 0,
                "y1": 1,
                "yref": "y domain",
                "line": {"color": theme.RULE[look.theme], "width": 1, "dash": "dot"},
            },
            *_whiskers(with_numbers, colours, span),
        ],
        "annotations": _names(with_numbers, texts, colours, limits, plot, look),
    }
    return Picture(
        [_trace(snapshot, line, colour) for line, colour in zip(with_numbers, colours, strict=True)], layout
    )


def _colours(snapshot: Snapshot, with_numbers: list[Line], one_event: bool, look: Look) -> list[str]:
    """A company's own colour when shares are compared; a colour an event otherwise."""
    if one_event:
        return [theme.company_colour(snapshot, line.company, look) for line in with_numbers]
    return [theme.legible(PALETTE[place % len(PALETTE)], look, 3.0) for place in range(len(with_numbers))]


def _trace(snapshot: Snapshot, line: Line, colour: str) -> dict[str, Any]:
    new_york = market_name(snapshot.listing(line.symbol)["exchange"]) == "New York"
    path = line.path
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": line.name,
        "x": path["day"].tolist(),
        "y": path["car"].round(6).tolist(),
        "customdata": [[line.event_id, line.symbol]] * len(path),
        "line": {"color": colour, "width": 2.2, "dash": "dot" if new_york else "solid"},
        "marker": {"size": 4, "color": colour},
        "hovertext": [
            (
                f"<b>{literal(line.name)}</b>, day {relative_day(int(row.day))}<br>{short_day(row.session)}: "
                f"{percent(row.ar, signed=True)} that day<br>{percent(row.car, signed=True)} so far"
            )
            for row in path.itertuples()
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _whiskers(with_numbers: list[Line], colours: list[str], span: tuple[int, int]) -> list[dict[str, Any]]:
    """The last day's intervals, side by side right of the lines."""
    unit = (span[1] - span[0]) / 40
    shapes = []
    for place, (line, colour) in enumerate(zip(with_numbers, colours, strict=True)):
        x = span[1] + (0.8 + 0.35 * place) * unit
        last = line.path.iloc[-1]
        shapes.append(
            {
                "type": "line",
                "x0": x,
                "x1": x,
                "y0": float(last["ci_low"]),
                "y1": float(last["ci_high"]),
                "line": {"color": theme.faded(colour, 0.7), "width": 2},
            }
        )
    return shapes


def _names(
    with_numbers: list[Line],
    texts: list[str],
    colours: list[str],
    limits: tuple[float, float],
    plot: float,
    look: Look,
) -> list[dict[str, Any]]:
    """Value and name: at the line's end, on a phone above the plot."""
    size = theme.font_size(look, 0)
    parted = [literal(text).split(" ", 1) for text in texts]
    bold = [f"<b>{value}</b> {name}" for value, name in parted]
    inks = [theme.legible(colour, look) for colour in colours]
    if look.phone and not look.card:
        return [
            {
                "x": 0,
                "xref": "paper",
                "xanchor": "left",
                "xshift": -34,
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
                "yshift": 6 + 17 * (len(bold) - 1 - place),
                "text": text,
                "font": {"size": size, "color": ink},
            }
            for place, (text, ink) in enumerate(zip(bold, inks, strict=True))
        ]
    per_unit = plot / (limits[1] - limits[0])
    ends = [float(line.pair["car"]) for line in with_numbers]
    return line_end_labels(
        [
            LineEnd(text, end, ink, (limits[1] - end) * per_unit)
            for text, end, ink in zip(bold, ends, inks, strict=True)
        ],
        plot,
        size,
    )
