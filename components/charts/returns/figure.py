"""Closes of the share and its index above, returns below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from components.charts.kit import theme
from components.charts.kit.axes import level_ticks
from components.charts.kit.day_panels import (
    day0_line,
    day_axis,
    heading,
    margins,
    percent_axis,
    reach,
    shaded,
    stem_width,
    stems,
)
from components.charts.kit.dots import zero_line
from components.charts.kit.look import Look
from components.charts.kit.one_share import ShareStudy
from components.charts.kit.record import CURRENCY_SIGNS
from components.charts.returns.params import Params
from components.language import percent, relative_day, short_day

if TYPE_CHECKING:
    from data import Snapshot

BELOW, ABOVE = (0.0, 0.40), (0.50, 1.0)
"""Panels in paper units."""


def draw(
    snapshot: Snapshot,
    study: ShareStudy,
    frame: pd.DataFrame,
    params: Params,
    span: tuple[int, int],
    look: Look,
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    colour, grey = theme.company_colour(snapshot, study.reaction.company, look), theme.MUTED[look.theme]
    sign = CURRENCY_SIGNS.get(study.reaction.currency, "")
    traces = []
    for column, name, line in (
        ("index_level", study.index, {"color": grey, "width": 1.5}),
        ("price", study.name, {"color": colour, "width": 2.2}),
    ):
        known = frame[column].dropna()
        if known.empty:
            continue
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": name,
                "x": known.index.tolist(),
                "y": known.round(3).tolist(),
                "line": line,
                "showlegend": False,
                "hovertext": [
                    f"day {relative_day(d)}, {short_day(frame.at[d, 'session'])}" for d in known.index
                ],
                "hovertemplate": f"<b>{name}</b> {sign}%{{y:,.2f}}<br>%{{hovertext}}<extra></extra>",
            }
        )
    width, offset = stem_width(span, 2, look), 0.2
    for column, name, tone, shift in (
        ("return", study.name, colour, -offset),
        ("index_return", study.index, grey, offset),
    ):
        known = frame[column].dropna()
        hovers = [
            (
                f"<b>{name}</b> {percent(value, 2, signed=True)}<br>day {relative_day(d)}, "
                f"{short_day(frame.at[d, 'session'])}"
            )
            for d, value in known.items()
        ]
        traces.append(
            stems(
                [d + shift for d in known.index],
                known,
                hovers,
                name=f"{name}, return",
                colour=tone,
                width=width,
                axis="2",
            )
        )
    prices = [*frame["price"].dropna(), *frame["index_level"].dropna()]
    pad = 0.07 * (max(prices) - min(prices)) or 0.05 * max(prices)
    low, high = min(prices) - pad, max(prices) + pad
    ticks = level_ticks(low, high, 4)
    returns = [*frame["return"].dropna(), *frame["index_return"].dropna()]
    layout = {
        "height": 440 if look.phone else 500,
        "margin": margins(look),
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": False,
        "xaxis": day_axis(span, study.reaction.day0, look, "y2"),
        "yaxis": {
            "domain": list(ABOVE),
            "range": [low, high],
            "fixedrange": True,
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": [f"{tick:,.10g}" for tick in ticks],
        },
        "yaxis2": percent_axis(*reach(returns), BELOW, 4),
        "shapes": [shaded(params.window, look), day0_line(look), zero_line(look, suffix="2")],
        "annotations": [
            heading(
                (
                    f"<b>Price</b>, {sign}: <span "
                    f"style='color:{theme.legible(colour, look)}'><b>{study.name}</b></span>; "
                    f"{'grey: index' if look.phone else study.index}, scaled"
                ),
                ABOVE[1],
                look,
            ),
            heading("<b>Return</b> of each session: share, index beside it", BELOW[1], look),
        ],
    }
    return traces, layout
