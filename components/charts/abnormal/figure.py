"""Actual and expected returns above, their difference below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from components.charts.abnormal.params import Params
from components.charts.abnormal.study import USUAL
from components.charts.kit import theme
from components.charts.kit.day_panels import (
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
from components.charts.kit.look import WIDTH, Look
from components.charts.kit.one_share import ShareStudy
from components.language import percent, relative_day, short_day

if TYPE_CHECKING:
    from data import Snapshot

BELOW, ABOVE = (0.0, 0.43), (0.53, 1.0)
"""Panels in paper units."""
COLUMN = {"wide": 620, "phone": WIDTH["phone"]}
"""Pixels that the picture is likely to have: on a page it often stands in a column."""
FIGURE = 42
"""Pixels that a difference written at its stem needs."""


def draw(
    snapshot: Snapshot,
    study: ShareStudy,
    frame: pd.DataFrame,
    params: Params,
    span: tuple[int, int],
    look: Look,
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    colour, ink = theme.company_colour(snapshot, study.reaction.company, look), theme.INK[look.theme]
    days = frame.index.tolist()
    inside = (frame.index >= params.window[0]) & (frame.index <= params.window[1])
    hovers = [
        f"<b>{study.name}</b> {percent(row.share, 2, signed=True)}<br>expected "
        f"{percent(row.expected, 2, signed=True)}<br>abnormal "
        f"{percent(row.abnormal, 2, signed=True)}<br>day {relative_day(d)}, {short_day(row.session)}"
        for d, row in zip(days, frame.itertuples(), strict=True)
    ]
    width = stem_width(span, 1, look)
    links_x = [x for d in days for x in (d, d, None)]
    links_y = [y for row in frame.itertuples() for y in (round(row.expected, 6), round(row.share, 6), None)]
    dash_x = [x for d in days for x in (d - 0.32, d + 0.32, None)]
    dash_y = [y for value in frame["expected"].round(6) for y in (value, value, None)]
    traces = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": "difference",
            "x": links_x,
            "y": links_y,
            "line": {"color": theme.faded(colour, 0.35), "width": min(width, 5)},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "lines",
            "name": "expected",
            "x": dash_x,
            "y": dash_y,
            "line": {"color": ink, "width": 2},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "name": "actual",
            "x": days,
            "y": frame["share"].round(6).tolist(),
            "customdata": [[study.event]] * len(days),
            "hovertext": hovers,
            "hovertemplate": "%{hovertext}<extra></extra>",
            "marker": {"color": colour, "size": 8 if look.phone else 9, "opacity": 1},
            "selected": {"marker": {"opacity": 1}},
            "unselected": {"marker": {"opacity": 1}},
        },
    ]
    for chosen, tone, name in (
        (~inside, theme.faded(colour, 0.4), "abnormal, other sessions"),
        (inside, colour, "abnormal, event window"),
    ):
        part = frame[chosen]
        if len(part):
            traces.append(
                stems(
                    part.index.tolist(),
                    part["abnormal"],
                    [h for h, one in zip(hovers, chosen, strict=True) if one],
                    name=name,
                    colour=tone,
                    width=width,
                    axis="2",
                )
            )
    band = USUAL * study.sigma
    low, high = reach([*frame["abnormal"], band, -band])
    layout = {
        "height": 440 if look.phone else 500,
        "margin": margins(look),
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": False,
        "xaxis": day_axis(span, study.reaction.day0, look, "y2"),
        "yaxis": percent_axis(*reach([*frame["share"], *frame["expected"]]), ABOVE, 4),
        "yaxis2": percent_axis(low, high, BELOW, 4),
        "shapes": [
            shaded(params.window, look),
            zero_line(look),
            zero_line(look, suffix="2"),
            {
                "type": "rect",
                "layer": "below",
                "xref": "x domain",
                "yref": "y2",
                "x0": 0,
                "x1": 1,
                "y0": -band,
                "y1": band,
                "line": {"width": 0},
                "fillcolor": theme.SHADE[look.theme],
            },
        ],
        "annotations": [
            heading(
                (
                    f"<b>Actual</b> <span style='color:{theme.legible(colour, look)}'>●</span> and "
                    "<b>expected</b> ▬ return"
                ),
                ABOVE[1],
                look,
            ),
            heading("<b>Abnormal</b>: actual less expected", BELOW[1], look),
            *_figures(frame[inside], span, look),
        ],
    }
    return traces, layout


def _figures(inside: pd.DataFrame, span: tuple[int, int], look: Look) -> list[dict[str, Any]]:
    """The abnormal returns of the window's days at their stems, largest first, as far as they keep apart."""
    apart = FIGURE / ((COLUMN[look.size] - 80) / (span[1] - span[0] + 1))
    written: list[int] = []
    for d in inside["abnormal"].abs().sort_values(ascending=False).index:
        if all(abs(d - other) >= apart for other in written):
            written.append(d)
    return [
        {
            "x": int(d),
            "xref": "x",
            "y": float(value),
            "yref": "y2",
            "yanchor": "top" if value < 0 else "bottom",
            "yshift": -2 if value < 0 else 2,
            "text": percent(value, 1, signed=True),
            "font": {"color": theme.INK[look.theme], "size": theme.font_size(look)},
        }
        for d, value in inside.loc[sorted(written), "abnormal"].items()
        if np.isfinite(value)
    ]
