"""The picture of `around`: stems by session, numbered marks above them, and the key below."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

import pandas as pd

from components.charts.kit import theme
from components.charts.kit.day_panels import (
    FOOT_LINES,
    day_axis,
    percent_axis,
    reach,
    shaded,
    stem_width,
    stems,
)
from components.charts.kit.dot_names import fitted
from components.charts.kit.dots import zero_line
from components.charts.kit.event_marks import hovers
from components.charts.kit.labels import text_width
from components.charts.kit.look import WIDTH, Look
from components.charts.kit.one_share import ShareStudy
from components.charts.kit.record import plain_title
from components.language import percent, relative_day, short_day

if TYPE_CHECKING:
    from data import Snapshot

PLOT = {"wide": 210, "phone": 190, "card": 130}
ROOM = {"wide": 620, "phone": WIDTH["phone"]}
"""Pixels that a line of the key may take: the chart often stands in a column."""


def draw(
    snapshot: Snapshot,
    study: ShareStudy,
    frame: pd.DataFrame,
    others: pd.DataFrame,
    window: tuple[int, int],
    span: tuple[int, int],
    look: Look,
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """frame: `ShareStudy.days`. others: the other events drawn, in time."""
    events = _numbered(snapshot, study, others, span, look)
    size = theme.font_size(look)
    rows, line = int(events["row"].max()) + 1, size + 8
    marks, plot = rows * (9 if look.card else size + 11), PLOT[look.frame]
    inner = marks + plot
    foot = round(size * FOOT_LINES)
    bottom = foot if look.card else foot + 10 + line * len(events)
    colour = theme.company_colour(snapshot, study.reaction.company, look)
    value = "abnormal" if study.modelled else "share"
    known = frame.dropna(subset=[value])
    traces = []
    inside = (known.index >= window[0]) & (known.index <= window[1])
    for chosen, tone, name in (
        (~inside, theme.faded(colour, 0.4), "other sessions"),
        (inside, colour, "event window"),
    ):
        part = known[chosen]
        texts = [
            (
                f"<b>{study.name}</b> {percent(v, 2, signed=True)}<br>day {relative_day(d)}, "
                f"{short_day(part.at[d, 'session'])}"
            )
            for d, v in part[value].items()
        ]
        if len(part):
            traces.append(
                stems(
                    part.index.tolist(),
                    part[value],
                    texts,
                    name=name,
                    colour=tone,
                    width=stem_width(span, 1, look),
                )
            )
    traces.append(_marks(snapshot, events, size, look))
    layout = {
        "height": round(inner + 8 + bottom),
        "margin": {"l": round(3.4 * size) + 4, "r": 10, "t": 8, "b": round(bottom)},
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": False,
        "xaxis": day_axis(span, study.reaction.day0, look, "y"),
        "yaxis": percent_axis(*reach(known[value].tolist()), (0, plot / inner), 4),
        "yaxis2": {
            "domain": [plot / inner, 1],
            "range": [-0.6, rows - 0.4],
            "visible": False,
            "fixedrange": True,
        },
        "shapes": [shaded(window, look), zero_line(look)],
        "annotations": [] if look.card else _key(events, foot, line, size, look),
    }
    return traces, layout


def _numbered(
    snapshot: Snapshot, study: ShareStudy, others: pd.DataFrame, span: tuple[int, int], look: Look
) -> pd.DataFrame:
    """This event and the others in time, numbered from 1; `row` stacks those of one day."""
    own = snapshot.events.loc[study.event]
    this = pd.DataFrame(
        {
            "event_id": [study.event],
            "day": [0],
            "title": [plain_title(own["title"])],
            "type": [own["type"]],
            "direction": [own["direction"]],
            "severity": [own["severity"]],
            "this": [True],
        }
    )
    events = (
        pd.concat([this, others])
        .sort_values(["day", "this"], ascending=[True, False], kind="stable")
        .reset_index(drop=True)
    )
    events["number"] = range(1, len(events) + 1)
    events["row"] = _rows(
        events["day"].tolist(),
        (9 if look.card else theme.font_size(look) + 9)
        / ((WIDTH[look.frame] - 80) / (span[1] - span[0] + 1)),
    )
    return events


def _rows(days: list[int], apart: float) -> list[int]:
    """The lowest row for each mark, left to right, where the one before is `apart` days away."""
    ends: list[float] = []
    rows = []
    for day in days:
        row = next((row for row, end in enumerate(ends) if day - end >= apart), len(ends))
        ends[row : row + 1] = [day]
        rows.append(row)
    return rows


def _marks(snapshot: Snapshot, events: pd.DataFrame, size: int, look: Look) -> dict[str, Any]:
    """Numbered discs: this event in ink with a ring, others by direction, other shocks hollow."""
    colours = [theme.direction_colour(one, look) for one in events["direction"]]
    hollow = (events["type"] == "confounder").tolist()
    paper, ink, said = theme.PAPER[look.theme], theme.INK[look.theme], hovers(snapshot, look.phone)
    return {
        "type": "scatter",
        "mode": "markers" if look.card else "markers+text",
        "name": "events",
        "x": events["day"].tolist(),
        "y": events["row"].tolist(),
        "yaxis": "y2",
        "text": [f"<b>{number}</b>" for number in events["number"]],
        "cliponaxis": False,
        "textfont": {
            "size": size,
            "color": [colour if empty else paper for colour, empty in zip(colours, hollow, strict=True)],
        },
        "customdata": [[event] for event in events["event_id"]],
        "hovertext": [said[event] for event in events["event_id"]],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "size": 9 if look.card else size + 7,
            "symbol": "circle",
            "opacity": 1,
            "color": [paper if empty else colour for colour, empty in zip(colours, hollow, strict=True)],
            "line": {
                "width": [3 if this and not look.card else 1.6 for this in events["this"]],
                "color": [
                    ink if this else colour for this, colour in zip(events["this"], colours, strict=True)
                ],
            },
        },
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _key(events: pd.DataFrame, foot: float, line: float, size: int, look: Look) -> list[dict[str, Any]]:
    """Number, day and title of each event, under the axis; this event's in bold."""
    notes = []
    for place, row in enumerate(events.itertuples()):
        head = f"{row.number}  day {relative_day(row.day)}"
        # the record’s words, escaped: Plotly reads markup
        title = html.escape(
            fitted(
                row.title, ROOM[look.size] * (0.9 if row.this else 1) - text_width(f"{head}   ", size), size
            ),
            quote=False,
        )
        colour = theme.legible(theme.direction_colour(row.direction, look), look)
        notes.append(
            {
                "x": 0,
                "xref": "paper",
                "xanchor": "left",
                "xshift": -round(3.4 * size),
                "align": "left",
                "y": 0,
                "yref": "paper",
                "yanchor": "top",
                "yshift": -round(foot + 8 + line * place),
                "text": f"<span style='color:{colour}'><b>{head}</b></span>  "
                + (f"<b>{title}</b>" if row.this else title),
                "font": {"size": size, "color": theme.INK[look.theme]},
            }
        )
    return notes
