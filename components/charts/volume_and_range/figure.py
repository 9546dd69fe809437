"""Two panels of stems from the usual level, on a scale of doublings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from components.charts.kit import theme
from components.charts.kit.day_panels import day0_line, day_axis, heading, margins, shaded, stem_width, stems
from components.charts.kit.dots import zero_line
from components.charts.kit.look import Look
from components.charts.volume_and_range.study import Activities, Measure
from components.charts.volume_and_range.words import HEADS, times
from components.language import relative_day, short_day

if TYPE_CHECKING:
    from data import Snapshot

PANELS = {"volume": ((0.55, 1.0), ""), "range": ((0.0, 0.43), "2")}
"""Each measure's panel in paper units, and its axis."""
TICKS = tuple(2.0**power for power in range(-5, 8))


def draw(
    snapshot: Snapshot, one: Activities, window: tuple[int, int], span: tuple[int, int], look: Look
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    traces: list[dict[str, Any]] = []
    layout: dict[str, Any] = {
        "height": 420 if look.phone else 480,
        "margin": margins(look),
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": False,
        "xaxis": day_axis(span, one.share.reaction.day0, look, "y2"),
        "shapes": [shaded(window, look), day0_line(look)],
        "annotations": [],
    }
    for name, measure in one.measures.items():
        domain, suffix = PANELS[name]
        layout[f"yaxis{suffix}"] = _axis(measure, domain)
        layout["annotations"].append(heading(f"<b>{HEADS[name]}</b>, times the usual", domain[1], look))
        layout["shapes"].append(zero_line(look, suffix=suffix))
        if np.isfinite(measure.low) and measure.low > 0:
            layout["shapes"].append(_band(measure, suffix, look))
        traces += _stems(snapshot, one, measure, name, suffix, window, span, look)
    return traces, layout


def _axis(measure: Measure, domain: tuple[float, float]) -> dict[str, Any]:
    """Doublings; the axis itself is logarithmic to base 2, so that 1 stands at its zero."""
    levels = np.log2([value for value in (*measure.days.dropna(), measure.low, measure.high) if value > 0])
    levels = levels[np.isfinite(levels)]
    low, high = min([-1.0, *levels]), max([1.0, *levels])
    pad = 0.1 * (high - low)
    low, high = low - pad, high + pad
    ticks = [tick for tick in TICKS if low <= np.log2(tick) <= high]
    if len(ticks) > 6:
        ticks = [tick for tick in ticks if np.log2(tick) % 2 == 0]
    return {
        "domain": list(domain),
        "range": [float(low), float(high)],
        "fixedrange": True,
        "tickmode": "array",
        "tickvals": [float(np.log2(tick)) for tick in ticks],
        "ticktext": [f"{tick:g}×" if tick >= 1 else f"1/{1 / tick:g}×" for tick in ticks],
    }


def _band(measure: Measure, suffix: str, look: Look) -> dict[str, Any]:
    return {
        "type": "rect",
        "layer": "below",
        "xref": "x domain",
        "yref": f"y{suffix}",
        "x0": 0,
        "x1": 1,
        "y0": float(np.log2(measure.low)),
        "y1": float(np.log2(measure.high)),
        "line": {"width": 0},
        "fillcolor": theme.SHADE[look.theme],
    }


def _stems(
    snapshot: Snapshot,
    one: Activities,
    measure: Measure,
    name: str,
    suffix: str,
    window: tuple[int, int],
    span: tuple[int, int],
    look: Look,
) -> list[dict[str, Any]]:
    colour = theme.company_colour(snapshot, one.share.reaction.company, look)
    known = measure.days[measure.days > 0]
    inside = (known.index >= window[0]) & (known.index <= window[1])
    out = []
    for chosen, tone, where in (
        (~inside, theme.faded(colour, 0.4), "other sessions"),
        (inside, colour, "event window"),
    ):
        part = known[chosen]
        if len(part):
            out.append(
                stems(
                    part.index.tolist(),
                    np.log2(part.to_numpy()),
                    [
                        f"<b>{HEADS[name]}</b> {times(value)} the usual"
                        f"<br>day {relative_day(int(at))}, {short_day(one.sessions[at])}"
                        for at, value in part.items()
                    ],
                    name=f"{name}, {where}",
                    colour=tone,
                    width=stem_width(span, 1, look),
                    axis=suffix,
                )
            )
    return out
