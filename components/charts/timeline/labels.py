"""What is written on the timeline: ends of lines, a key, names of lanes and of landmark events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from components.charts.kit import theme
from components.charts.kit.event_marks import Mark
from components.charts.kit.labels import place_callouts, text_width
from components.charts.kit.lanes import Lane
from components.charts.kit.line_ends import LineEnd, line_end_labels
from components.charts.kit.lines import Line
from components.charts.kit.look import Look
from components.charts.timeline import words
from components.charts.timeline.frame import Frame, across, last_level
from components.charts.timeline.params import Params
from components.charts.timeline.scale import Scale
from components.charts.timeline.study import Shown
from data.kinds import DIRECTIONS

if TYPE_CHECKING:
    from data import Snapshot

GLYPHS = {"tightening": "▼", "easing": "▲", "neutral": "●"}


def end_labels(
    snapshot: Snapshot, lines: tuple[Line, ...], scale: Scale, params: Params, look: Look
) -> list[dict]:
    """Name and last level at the right end of each line, moved apart where they would touch."""
    return line_end_labels(
        [
            LineEnd(
                f"<b>{line.name}</b> {last_level(line)}",
                float(np.log10(line.values[-1])) if params.log else float(line.values[-1]),
                theme.legible(theme.company_colour(snapshot, line.company, look), look),
                float(scale.pixel(line.values[-1])),
            )
            for line in lines
        ],
        scale.height,
        theme.font_size(look, 0 if look.phone else 1),
    )


def key(marks: dict[str, Mark], y: float, look: Look) -> list[dict[str, Any]]:
    """What shapes and sizes mean, in one row between the panels."""
    present = {mark.direction for mark in marks.values()}
    size, at = theme.font_size(look), -28.0 if look.phone else 0.0
    entries = [
        (f"{GLYPHS[d]} {d.capitalize()}", theme.direction_colour(d, look)) for d in DIRECTIONS if d in present
    ]
    hollow = any(mark.symbol.endswith("-open") for mark in marks.values())
    if entries and (hollow or not look.phone):
        entries.append((words.HOLLOW if look.phone else words.KEY, theme.MUTED[look.theme]))
    found = []
    for text, colour in entries:
        found.append(
            {
                "x": 0,
                "xref": "paper",
                "xanchor": "left",
                "xshift": at,
                "y": y,
                "yref": "paper",
                "text": text,
                "bgcolor": theme.faded(theme.PAPER[look.theme], 0.7),
                "borderpad": 0,
                "font": {"size": size, "color": theme.legible(colour, look)},
            }
        )
        at += text_width(text, size) + (6 if look.phone else 14)
    return found


def lane_names(lanes: list[Lane], texts: list[str], look: Look) -> list[dict[str, Any]]:
    """On a phone the name stands inside the plot, above its lane."""
    muted, paper = theme.MUTED[look.theme], theme.faded(theme.PAPER[look.theme], 0.8)
    return [
        {
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "xshift": -28,
            "y": lane.top,
            "yref": "y2",
            "yanchor": "top",
            "yshift": -1,
            "bgcolor": paper,
            "borderpad": 0,
            "text": text,
            "font": {"size": 11, "color": muted},
        }
        for lane, text in zip(lanes, texts, strict=True)
    ]


def callouts(
    shown: Shown,
    marks: dict[str, Mark],
    scale: Scale,
    per_day: float,
    frame: Frame,
    inner: float,
    look: Look,
) -> tuple[list[dict], list[dict]]:
    """Short names of landmark events in the free space of the price panel, with leaders to their markers."""
    named = shown.events["label"].to_numpy() != ""
    ranked = sorted(
        zip(
            shown.events["label_rank"][named],
            shown.events.index[named],
            shown.events["label"][named],
            strict=True,
        )
    )
    size = theme.font_size(look, -1)
    curves = []
    for line in shown.lines:
        curves.append((across(line.dates, shown.first, per_day), scale.pixel(line.values)))
    wanted = [(marks[event].x, label) for _, event, label in ranked]
    placed = place_callouts(
        wanted, curves, width=frame.plot, height=scale.height, size=size, most=frame.callouts
    )
    leaders, texts = [], []
    found = [(event, label, spot) for (_, event, label), spot in zip(ranked, placed, strict=True) if spot]
    for event, label, spot in sorted(found, key=lambda one: one[2].x):  # as they are read
        day, y, colour = (
            marks[event].day,
            marks[event].y,
            theme.direction_colour(marks[event].direction, look),
        )
        pen = {"color": theme.faded(colour, 0.5), "width": 1}
        for top, bottom in (
            (spot.top + 2, scale.height),
            (scale.height + frame.gap, scale.height + frame.gap + y),
        ):
            leaders.append(
                rule(
                    x0=day,
                    x1=day,
                    xref="x",
                    yref="paper",
                    y0=1 - bottom / inner,
                    y1=1 - top / inner,
                    line=pen,
                )
            )
        texts.append(
            {
                "x": day,
                "xref": "x",
                "xanchor": "left" if spot.side == "right" else "right",
                "xshift": 3 if spot.side == "right" else -3,
                "y": 1 - (spot.top + spot.bottom) / 2 / inner,
                "yref": "paper",
                "text": label,
                "bgcolor": theme.faded(theme.PAPER[look.theme], 0.7),
                "borderpad": 0,
                "font": {"size": size, "color": theme.legible(colour, look)},
            }
        )
    return leaders, texts


def message(text: str, y: float) -> dict[str, Any]:
    return {"x": 0.5, "xref": "paper", "y": y, "yref": "paper", "text": text, "xanchor": "center"}


def rule(**where: Any) -> dict[str, Any]:
    """A line below what is drawn."""
    return {"type": "line", "layer": "below", **where}
