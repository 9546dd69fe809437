"""The estimation sessions as dots, the line, and the event's days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from components.charts.kit import theme
from components.charts.kit.day_panels import percent_axis, reach
from components.charts.kit.dot_names import name_notes, placed_names
from components.charts.kit.dots import zero_line
from components.charts.kit.look import CARD_PLACE, WIDTH, Look
from components.charts.kit.one_share import ShareStudy
from components.charts.regression import words
from components.language import counted, percent, relative_day, short_day

if TYPE_CHECKING:
    from data import Snapshot

HEIGHT = {"wide": 500, "phone": 460, "card": CARD_PLACE[1]}
LEGEND = {"wide": 22, "phone": 80, "card": 12}
MOST_NAMED = {"wide": 7, "phone": 5, "card": 3}


def draw(
    snapshot: Snapshot, study: ShareStudy, before: pd.DataFrame, inside: pd.DataFrame, look: Look
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    colour, ink, grey = (
        theme.company_colour(snapshot, study.reaction.company, look),
        theme.INK[look.theme],
        theme.MUTED[look.theme],
    )
    direction = snapshot.events.at[study.event, "direction"]
    accent, symbol = theme.direction_colour(direction, look), theme.DIRECTION_SYMBOLS[direction]
    size = theme.font_size(look)
    height = 420 if look.large else HEIGHT[look.frame]
    margin = {
        "l": round(3.4 * size) + 8,
        "r": 10,
        "t": LEGEND[look.frame] + (32 if look.large else 12),
        "b": round(3.7 * size),
    }
    plot = (
        CARD_PLACE[0] if look.card else WIDTH[look.size] - margin["l"] - margin["r"],
        height - margin["t"] - margin["b"],
    )
    x_range, y_range = (
        reach([*before["market"], *inside["market"]], pad=0.06),
        reach([*before["share"], *inside["share"]], pad=0.07),
    )
    used, out = before[before["used"]], before[~before["used"]]
    traces = [
        _dots(
            study,
            used,
            words.USED
            if look.card
            else counted(len(used), "session")
            + (" that the line is fitted on" if study.modelled else " away from events"),
            {"color": theme.faded(colour, 0.55), "size": 6},
        ),
        _dots(
            study,
            out,
            words.LEFT_OUT if look.card else f"{len(out)} left out: near another event",
            {"color": grey, "size": 6, "symbol": "circle-open", "line": {"width": 1}},
        ),
    ]
    if study.modelled:
        low, high = x_range
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": words.equation(study),
                "x": [low, high],
                "y": [round(float(study.line(x)), 6) for x in (low, high)],
                "line": {"color": ink, "width": 1.8},
                "hoverinfo": "skip",
                "legendrank": 1002,
                "showlegend": not look.card,
            }
        )
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": "distance from the line",
                "x": [x for m in inside["market"].round(6) for x in (m, m, None)] or [None],
                "y": [
                    y
                    for row in inside.itertuples()
                    for y in (round(row.expected, 6), round(row.share, 6), None)
                ]
                or [None],
                "line": {"color": accent, "width": 1.3, "dash": "dot"},
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    traces.append(
        _dots(
            study,
            inside,
            words.event_days(inside),
            {"color": accent, "size": 10, "symbol": symbol},
            rank=1003,
        )
    )
    layout = {
        "height": height,
        "margin": margin,
        "hovermode": "closest",
        "hoverdistance": 12,
        "dragmode": False,
        "legend": {
            "x": 0,
            "xanchor": "left",
            "y": 1 + 8 / plot[1],
            "yanchor": "bottom",
            "itemsizing": "constant",
            **({"orientation": "v"} if look.phone and not look.card else {}),
        },
        "xaxis": {
            **percent_axis(*x_range, (0, 1), 5 if look.phone else 9),
            "title": {
                "text": words.axis(study),
                "standoff": 6,
            },
        },
        "yaxis": percent_axis(*y_range, (0, 1), 6),
        "shapes": [zero_line(look), zero_line(look, axis="x")],
        "annotations": _names(study, before, inside, x_range, y_range, plot, look),
    }
    return [trace for trace in traces if trace["x"]], layout


def _dots(
    study: ShareStudy, frame: pd.DataFrame, name: str, marker: dict[str, Any], rank: int = 1000
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": frame["market"].round(6).tolist(),
        "y": frame["share"].round(6).tolist(),
        "customdata": [[study.event]] * len(frame),
        "legendrank": rank,
        "hovertext": [
            (
                f"day {relative_day(int(d))}, {short_day(row.session)}<br>share "
                f"{percent(row.share, 2, signed=True)}, index {percent(row.market, 2, signed=True)}"
            )
            for d, row in zip(frame.index, frame.itertuples(), strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {**marker, "opacity": 1},
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _names(
    study: ShareStudy,
    before: pd.DataFrame,
    inside: pd.DataFrame,
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    plot: tuple[float, float],
    look: Look,
) -> list[dict[str, Any]]:
    """The event window's days by name, day 0 first, then those farthest from the line."""
    if inside.empty:
        return []
    size = theme.font_size(look, 1)
    every = pd.concat([inside, before])
    x = (every["market"].to_numpy() - x_range[0]) / (x_range[1] - x_range[0]) * plot[0]
    y = (y_range[1] - every["share"].to_numpy()) / (y_range[1] - y_range[0]) * plot[1]
    far = inside["abnormal"].abs().fillna(0).to_numpy().copy()
    far[inside.index == 0] = np.inf
    texts = [
        (int(at), f"day {relative_day(int(inside.index[at]))}") for at in np.argsort(-far, kind="stable")
    ]
    written = placed_names(x, y, texts, plot=plot, size=size, most=MOST_NAMED[look.frame], radius=2.0)
    return name_notes(
        [(at, f"<b>{text}</b>", anchor) for at, text, anchor in written],
        list(zip(inside["market"].tolist(), inside["share"].tolist(), strict=True)),
        size,
        theme.INK[look.theme],
    )
