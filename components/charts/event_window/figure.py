"""The picture of `event-window`: small multiples with the expected path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from components.charts.event_window import words
from components.charts.kit import theme
from components.charts.kit.axes import level_ticks
from components.charts.kit.day_panels import day0_line, shaded
from components.charts.kit.event_marks import hovers
from components.charts.kit.event_params import EventParams
from components.charts.kit.event_study import Reaction, neighbours
from components.charts.kit.look import WIDTH, Look
from components.charts.kit.panels import Panel, grid
from components.charts.kit.record import CURRENCY_SIGNS, market_name
from components.language import relative_day, short_day, wrapped

if TYPE_CHECKING:
    from data import Snapshot


def draw(
    snapshot: Snapshot, event: str, found: list[Reaction], params: EventParams, look: Look
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Traces and layout, one panel a listing."""
    left, right, top, bottom = (
        (38, 10, 6, 42) if look.phone else (56, 24, 6, 52) if look.large else (46, 16, 6, 42)
    )
    count = max(len(found), 1)
    inside = 150 if look.phone else 196 if look.large or count > 2 else 380
    panels, height = grid(count, look, width=WIDTH[look.frame] - left - right, inside=inside)
    traces: list[dict[str, Any]] = []
    layout: dict[str, Any] = {
        "height": height + top + bottom,
        "margin": {"l": left, "r": right, "t": top, "b": bottom},
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": False,
        "shapes": [],
        "annotations": [],
    }
    for panel, reaction in zip(panels, found, strict=True):
        traces += _traces(snapshot, event, reaction, panel, look)
        _dress(layout, reaction, params, panel, inside, look)
    return traces, layout


def _traces(snapshot: Snapshot, event: str, r: Reaction, panel: Panel, look: Look) -> list[dict[str, Any]]:
    axes = {"xaxis": f"x{panel.suffix}", "yaxis": f"y{panel.suffix}", "showlegend": False}
    colour = theme.company_colour(snapshot, r.company, look)
    sign = CURRENCY_SIGNS.get(r.currency, "")
    traces: list[dict[str, Any]] = []
    if not r.has_prices:
        return traces
    days, columns = (
        r.path.index.to_numpy(),
        {
            name: r.path[name].to_numpy()
            for name in ("session", "price", "expected_price", "expected_low", "expected_high")
        },
    )
    foreseen = np.isfinite(columns["expected_price"]) & np.isfinite(columns["expected_low"])
    if foreseen.any():
        low, high = columns["expected_low"][foreseen], columns["expected_high"][foreseen]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "fill": "toself",
                "fillcolor": theme.faded(colour, 0.12),
                "name": "band",
                "x": np.concatenate([days[foreseen], days[foreseen][::-1]]),
                "y": np.concatenate([high, low[::-1]]).round(3),
                "line": {"width": 0},
                "hoverinfo": "skip",
                **axes,
            }
        )
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": f"{r.name}, expected",
                "x": days[foreseen],
                "y": columns["expected_price"][foreseen].round(3),
                "line": {"color": theme.MUTED[look.theme], "width": 1.5, "dash": "dash"},
                "hovertemplate": f"expected {sign}%{{y:,.2f}}<br>day %{{x}}<extra></extra>",
                **axes,
            }
        )
    known = np.isfinite(columns["price"])
    sessions = pd.DatetimeIndex(columns["session"][known])
    traces.append(
        {
            "type": "scatter",
            "mode": "lines",
            "name": r.name,
            "x": days[known],
            "y": columns["price"][known].round(3),
            "line": {"color": colour, "width": 2.2},
            "hovertext": [
                f"{short_day(when)}, day {relative_day(day)}"
                for day, when in zip(days[known].tolist(), sessions, strict=True)
            ],
            "hovertemplate": f"<b>{r.name}</b> {sign}%{{y:,.2f}}<br>%{{hovertext}}<extra></extra>",
            "meta": r.symbol,
            **axes,
        }
    )
    others = neighbours(snapshot, event, r)
    if others:
        traces.append(_ticks(snapshot, others, panel, axes, _limits(r)[0], look))
    return traces


def _ticks(
    snapshot: Snapshot, others: list[tuple[int, str]], panel: Panel, axes: dict, floor: float, look: Look
) -> dict[str, Any]:
    """Other events on the company, as small marks on the time axis."""
    ids = [other for _, other in others]
    texts, directions = (
        hovers(snapshot, look.phone),
        [snapshot.events.at[other, "direction"] for other in ids],
    )
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "other events",
        "x": [day for day, _ in others],
        "y": [floor] * len(others),
        "customdata": [[other] for other in ids],
        "hovertext": [texts[other] for other in ids],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
        "marker": {
            "symbol": [theme.DIRECTION_SYMBOLS[d] for d in directions],
            "size": 7,
            "opacity": 0.85,
            "color": [theme.direction_colour(d, look) for d in directions],
        },
        "selected": {"marker": {"opacity": 0.85}},
        "unselected": {"marker": {"opacity": 0.85}},
        **axes,
    }


def _limits(r: Reaction) -> tuple[float, float]:
    """Room for both lines and for the band of the event window; the band may leave the panel later on."""
    near = r.path.index.to_numpy() <= r.window[1]
    values = [r.path["price"].to_numpy(), r.path["expected_price"].to_numpy()]
    values += [r.path[name].to_numpy()[near] for name in ("expected_low", "expected_high")]
    joined = np.concatenate(values)
    low, high = np.nanmin(joined), np.nanmax(joined)
    pad = 0.07 * (high - low) or 0.05 * abs(high) or 1.0
    return float(low - pad), float(high + pad)


def _dress(
    layout: dict[str, Any], r: Reaction, params: EventParams, panel: Panel, inside: int, look: Look
) -> None:
    """Axes, heading, shading and the line of day 0 of one panel."""
    muted, ink = theme.MUTED[look.theme], theme.INK[look.theme]
    low, high = _limits(r) if r.has_prices else (0.0, 1.0)
    ticks = level_ticks(low, high, 4 if inside < 300 else 6) if r.has_prices else []
    first, last = params.days
    days = [d for d in (first, first // 2, 0, last // 2, last) if first <= d <= last]
    days = sorted(set(days))
    zero = f"<b>0</b><br>{short_day(r.day0)}" if r.day0 is not None else "0"
    layout[f"xaxis{panel.suffix}"] = {
        "domain": list(panel.x),
        "anchor": f"y{panel.suffix}",
        "range": [first - 0.6, last + 0.6],
        "fixedrange": True,
        "showgrid": False,
        "tickmode": "array",
        "tickvals": days,
        "ticktext": [zero if d == 0 else relative_day(d) for d in days],
        "showline": True,
        "ticks": "outside",
        "ticklen": 4,
        "tickangle": 0,
    }
    layout[f"yaxis{panel.suffix}"] = {
        "domain": list(panel.y),
        "anchor": f"x{panel.suffix}",
        "range": [low, high],
        "fixedrange": True,
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [f"{tick:,.10g}" for tick in ticks],
    }
    x, y = f"x{panel.suffix}", f"y{panel.suffix} domain"
    layout["shapes"] += [
        {**shaded(params.window, look), "xref": x, "yref": y},
        {**day0_line(look), "xref": x, "yref": y},
    ]
    head = {
        "xref": "paper",
        "yref": "paper",
        "x": panel.x[0],
        "xanchor": "left",
        "align": "left",
        "showarrow": False,
    }
    sign = CURRENCY_SIGNS.get(r.currency, r.currency)
    layout["annotations"] += [
        {
            **head,
            "y": panel.top,
            "yanchor": "top",
            "text": f"<b>{r.company}</b>, {market_name(r.exchange)}, {sign}",
            "font": {"color": ink, "size": theme.font_size(look, 1)},
        },
        {
            **head,
            "y": panel.top,
            "yanchor": "top",
            "yshift": -17 if not look.large else -20,
            "text": words.moved_and_expected(r),
            "font": {"color": muted, "size": theme.font_size(look)},
        },
    ]
    if not r.has_prices:
        layout["annotations"].append(
            {
                "xref": f"{x} domain",
                "yref": y,
                "x": 0.5,
                "y": 0.5,
                "text": wrapped(words.why_empty(r), 34),
                "font": {"color": muted, "size": theme.font_size(look, 1)},
            }
        )
