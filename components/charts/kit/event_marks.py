"""Events as markers in lanes by type: where each is, how it is dressed, what the pointer reads."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from components.charts.kit import theme
from components.charts.kit.lanes import Lane, stack
from components.charts.kit.look import Look
from components.charts.kit.memo import remembered
from components.charts.kit.record import plain_title
from components.language import short_day, wrapped
from data.kinds import DIRECTIONS

if TYPE_CHECKING:
    from data import Snapshot

DIAMETERS = {1: 5.0, 2: 6.0, 3: 7.5, 4: 10.0, 5: 13.0}
"""Marker size by severity, wide; a phone draws them smaller."""
EXTENT = {"triangle-down": (1.16, 0.86), "triangle-up": (1.16, 0.86), "circle": (1.0, 1.0)}
"""Width and height of a shape over its nominal size."""


class Mark(NamedTuple):
    """One event's marker: day as text, place in pixels, dress."""

    day: str
    x: float
    y: float
    size: float
    symbol: str
    direction: str
    type: str


def place(
    events: pd.DataFrame, x: np.ndarray, look: Look, *, scale: float, least: float, head: float
) -> tuple[list[Lane], dict[str, Mark]]:
    """Lanes of the types present, and the mark of each event by its id.

    x: pixels from the left edge of the plot. Confounders are hollow. scale: of
    the markers' sizes. least, head: see `lanes.stack`.
    """
    types, directions = events["type"].tolist(), events["direction"].tolist()
    size = np.array([DIAMETERS[severity] for severity in events["severity"].tolist()], float) * scale
    symbols = [theme.DIRECTION_SYMBOLS[direction] for direction in directions]
    extent = np.array([EXTENT[symbol] for symbol in symbols], float).reshape(-1, 2) * size[:, None]
    members: dict[str, list[int]] = {name: [] for name in theme.TYPE_NAMES}
    for i, name in enumerate(types):
        members[name].append(i)
    lanes = stack(
        [(name, x[rows], extent[rows, 0], extent[rows, 1]) for name, rows in members.items() if rows],
        least=least,
        head=head,
        padding=3,
    )
    y = np.zeros(len(events))
    for lane in lanes:
        y[members[lane.name]] = lane.y
    days = np.datetime_as_string(events["date"].to_numpy(), unit="D").tolist()
    marks = {
        event: Mark(
            day, left, down, across, symbol + ("-open" if kind == "confounder" else ""), direction, kind
        )
        for event, day, left, down, across, symbol, direction, kind in zip(
            events.index.tolist(),
            days,
            x.tolist(),
            np.round(y, 2).tolist(),
            size.tolist(),
            symbols,
            directions,
            types,
            strict=True,
        )
    }
    return lanes, marks


def traces(marks: dict[str, Mark], hovers: dict[str, str], look: Look) -> list[dict[str, Any]]:
    """One trace a direction; `customdata[0]` of a marker is its event's id."""
    found = []
    for direction in DIRECTIONS:
        chosen = [(event, mark) for event, mark in marks.items() if mark.direction == direction]
        if not chosen:
            continue
        ids, own = zip(*chosen, strict=True)
        found.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": direction.capitalize(),
                "yaxis": "y2",
                "x": np.array([mark.day for mark in own]),
                "y": np.array([mark.y for mark in own]),
                "customdata": [[event] for event in ids],
                "hovertext": np.array([hovers[event] for event in ids], object),
                "hovertemplate": "%{hovertext}<extra></extra>",
                "marker": {
                    "size": np.array([mark.size for mark in own]),
                    "symbol": np.array([mark.symbol for mark in own]),
                    "opacity": 1,
                    "color": theme.direction_colour(direction, look),
                    "line": {
                        "color": theme.direction_colour(direction, look),
                        "width": np.array([1.4 if mark.symbol.endswith("-open") else 0.0 for mark in own]),
                    },
                },
                "selected": {"marker": {"opacity": 1}},
                "unselected": {"marker": {"opacity": 1}},
                "cliponaxis": False,
                "showlegend": False,
            }
        )
    return found


def ring(mark: Mark, look: Look) -> dict[str, Any]:
    """The selected event's ring. It ignores the pointer, so the marker inside goes on answering."""
    ink = theme.INK[look.theme]
    return {
        "type": "scatter",
        "name": "selected",
        "mode": "markers",
        "x": [mark.day],
        "y": [mark.y],
        "yaxis": "y2",
        "marker": {
            "size": mark.size + 10,
            "symbol": "circle-open",
            "color": ink,
            "line": {"width": 2, "color": ink},
        },
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }


def lane_texts(lanes: list[Lane], marks: dict[str, Mark]) -> list[str]:
    """Name of each lane with its number of events."""
    counts = Counter(mark.type for mark in marks.values())
    return [f"{theme.TYPE_NAMES[lane.name]} <b>{counts[lane.name]}</b>" for lane in lanes]


@remembered(4)
def hovers(snapshot: Snapshot, phone: bool) -> dict[str, str]:
    """What the pointer reads on each event of the record: title, day, type, actors, weight."""
    width = 30 if phone else 46
    names = ("date", "title", "type", "actors", "direction", "severity")
    return {
        event: _hover(width, *values)
        for event, *values in zip(
            snapshot.events.index, *(snapshot.events[name] for name in names), strict=True
        )
    }


def _hover(
    width: int,
    when: pd.Timestamp,
    title: str,
    kind: str,
    actors: tuple[str, ...],
    direction: str,
    severity: int,
) -> str:
    who = ", ".join(actors[:4]) + (" and others" if len(actors) > 4 else "")
    facts = f"{short_day(when)} · {theme.TYPE_NAMES[kind]}{' · ' + who if who else ''}"
    weight = f"{direction.capitalize()}, severity {severity} of 5"
    return f"<b>{wrapped(plain_title(title), width)}</b><br>{wrapped(facts, width + 8)}<br>{weight}"
