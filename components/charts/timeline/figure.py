"""The picture of the timeline: two panels on one time axis, laid out in pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from components.charts.kit import event_marks, theme
from components.charts.kit.axes import date_ticks, level_ticks
from components.charts.kit.event_marks import Mark
from components.charts.kit.labels import place_callouts, spread, text_width
from components.charts.kit.lanes import Lane
from components.charts.kit.lines import Line
from components.charts.kit.look import Look
from components.charts.kit.record import CURRENCY_SIGNS
from components.charts.kit.selection import Selection
from components.charts.timeline import words
from components.charts.timeline.frame import Frame, frame_for, last_level
from components.charts.timeline.params import Params
from components.charts.timeline.scale import Scale
from components.charts.timeline.study import Shown
from components.language import short_day
from data.kinds import DIRECTIONS

if TYPE_CHECKING:
    from data import Snapshot

GLYPHS = {"tightening": "▼", "easing": "▲", "neutral": "●"}
GROWTH = (1.4, 1.2, 1.0)
"""Markers are drawn larger where few events leave the room; the last is taken whatever it needs."""
MANY = 130
"""So many events never leave room."""
ROOMY = 0.4
"""Share of the figure's height that larger markers may take."""
DAY = np.timedelta64(1, "D")
EDGE = 7
"""Pixels between the first and last day and the ends of the axis."""


@dataclass(frozen=True)
class Picture:
    """The figure without a selected event, where each event's marker is, and the days shown."""

    traces: list[dict[str, Any]]
    layout: dict[str, Any]
    marks: dict[str, Mark]
    period: tuple[str, str]


def draw(snapshot: Snapshot, shown: Shown, params: Params, look: Look) -> Picture:
    """Lay out and dress everything but the selection."""
    frame = frame_for(shown.lines, look)
    days = max((shown.last - shown.first).days, 1)
    per_day = (frame.plot - 2 * EDGE) / days
    pad = pd.Timedelta(days=EDGE / per_day)
    x = EDGE + (shown.events["date"].to_numpy() - shown.first.to_numpy()) / DAY * per_day
    for growth in GROWTH if len(x) < MANY else GROWTH[-1:]:
        lanes, marks = event_marks.place(
            shown.events, x, look, scale=frame.marker * growth, least=frame.least_lane, head=frame.lane_head
        )
        if not lanes or lanes[-1].bottom <= ROOMY * frame.height:
            break
    names = event_marks.lane_texts(lanes, marks)
    lanes_height = lanes[-1].bottom if lanes else 2 * frame.least_lane
    fixed = frame.top + frame.bottom + frame.gap
    price_height = max(frame.least_price, frame.height - fixed - lanes_height)
    inner = price_height + frame.gap + lanes_height
    scale = Scale.of(
        shown.lines,
        shown.candles,
        params.log,
        price_height,
        frame.headroom if (shown.events["label"] != "").any() else 14,
    )

    traces = _line_traces(snapshot, shown, look) + event_marks.traces(
        marks, event_marks.hovers(snapshot, look.phone), look
    )
    price_floor = 1 - price_height / inner
    shapes = _lane_shapes(lanes, look)
    annotations = (
        _key(marks, (lanes_height + frame.gap / 2) / inner, look)
        + _end_labels(snapshot, shown.lines, scale, params, look)
        + (_lane_names(lanes, names, look) if look.phone else [])
    )
    leaders, texts = _callouts(shown, marks, scale, per_day, frame, inner, look)
    ticks = level_ticks(scale.low, scale.high, round(price_height / 52), log=params.log)
    if params.price != "traded" and shown.lines and scale.low < 100 < scale.high:
        shapes.append(
            _line(
                x0=0,
                x1=1,
                xref="paper",
                y0=100,
                y1=100,
                yref="y",
                line={"color": theme.RULE[look.theme], "width": 1},
            )
        )
    if not shown.lines:
        annotations.append(_message(words.NO_PRICES, (1 + price_floor) / 2))
    if not lanes:
        annotations.append(_message(words.NO_EVENTS, lanes_height / inner / 2))
    layout = {
        "height": int(round(inner + frame.top + frame.bottom)),
        "margin": {"l": frame.left, "r": frame.right, "t": frame.top, "b": frame.bottom},
        "dragmode": "select",
        "selectdirection": "h",
        "hovermode": "closest",
        "hoverdistance": 14,
        "showlegend": False,
        "xaxis": {
            "type": "date",
            "range": [(shown.first - pad).isoformat(), (shown.last + pad).isoformat()],
            "anchor": "y2",
            "showline": True,
            "ticks": "outside",
            "ticklen": 5,
            "ticklabelposition": "outside right",
            "fixedrange": True,
            "showspikes": not look.phone,
            "spikemode": "across",
            "spikethickness": 1,
            "spikedash": "dot",
            "spikecolor": theme.RULE[look.theme],
            "spikesnap": "cursor",
            "rangeslider": {"visible": False},
            **date_ticks(shown.first, shown.last, frame.plot),
        },
        "yaxis": {
            "domain": [price_floor, 1],
            "type": "log" if params.log else "linear",
            "range": [float(np.log10(v)) for v in (scale.low, scale.high)]
            if params.log
            else [scale.low, scale.high],
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": [_tick(tick) for tick in ticks],
            "fixedrange": True,
            "showticklabels": bool(shown.lines),
        },
        "yaxis2": {
            "domain": [0, lanes_height / inner],
            "range": [lanes_height, 0],
            "fixedrange": True,
            "showgrid": False,
            "tickmode": "array",
            "tickvals": [lane.middle for lane in lanes] if not look.phone else [],
            "ticktext": names if not look.phone else [],
            "ticklabelstandoff": 6,
        },
        "shapes": shapes + leaders,
        "annotations": annotations + texts,
    }
    return Picture(traces, layout, marks, (_text(shown.first), _text(shown.last)))


def selection(picture: Picture, snapshot: Snapshot, event: str | None, look: Look) -> Selection:
    """A ring around `event`, and a line through both panels with its day.

    An event that the filters hide has its line, if its day is shown, and no ring.
    """
    if event is None:
        return Selection()
    when = snapshot.events.at[event, "date"]
    day = _text(when)
    if not picture.period[0] <= day <= picture.period[1]:
        return Selection()
    ink = theme.INK[look.theme]
    label = {
        "x": day,
        "xref": "x",
        "y": 0,
        "yref": "paper",
        "yanchor": "top",
        "yshift": -4,
        "text": f"<b>{short_day(when)}</b>",
        "bgcolor": ink,
        "borderpad": 2,
        "font": {"color": theme.PAPER[look.theme], "size": theme.font_size(look)},
    }
    mark = _line(x0=day, x1=day, xref="x", y0=0, y1=1, yref="paper", line={"color": ink, "width": 1.2})
    rings = (event_marks.ring(picture.marks[event], look),) if event in picture.marks else ()
    return Selection(rings, (mark,), (label,), words.selected(snapshot, picture.marks, event))


def _line_traces(snapshot: Snapshot, shown: Shown, look: Look) -> list[dict[str, Any]]:
    traces = []
    for line in shown.lines:
        colour = theme.company_colour(snapshot, line.company, look)
        if shown.candles is not None:
            traces.append(_candle_trace(line, shown.candles, look))
            continue
        sign = CURRENCY_SIGNS.get(line.currency, "") if line.traded else ""
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": line.name,
                "x": line.days,
                "y": np.round(line.values, 2).astype(np.float32),
                "line": {
                    "color": colour,
                    "width": 1.4 if look.phone else 1.7,
                    "dash": "dot" if line.name.endswith(" NY") else "solid",
                },
                "hovertemplate": f"<b>{line.name}</b> {sign}%{{y:,.1f}}<br>%{{x|%-d %b %Y}}<extra></extra>",
                "showlegend": False,
                "meta": line.symbol,
            }
        )
    return traces


def _candle_trace(line: Line, candles: pd.DataFrame, look: Look) -> dict[str, Any]:
    """Hollow when the close is above the open, filled when below; a day with a close only has no candle."""
    known = candles.notna().all(axis=1).to_numpy()
    rows = candles[known].round(3)
    ink = theme.INK[look.theme]
    return {
        "type": "candlestick",
        "name": line.name,
        "x": [d for d, k in zip(line.days, known, strict=True) if k],
        **{field: rows[field].tolist() for field in ("open", "high", "low", "close")},
        "increasing": {"line": {"color": ink, "width": 1}, "fillcolor": "rgba(0,0,0,0)"},
        "decreasing": {"line": {"color": ink, "width": 1}, "fillcolor": ink},
        "showlegend": False,
        "meta": line.symbol,
    }


def _end_labels(
    snapshot: Snapshot, lines: tuple[Line, ...], scale: Scale, params: Params, look: Look
) -> list[dict]:
    """Name and last level at the right end of each line, moved apart where they would touch."""
    size = theme.font_size(look, 0 if look.phone else 1)
    wanted = [float(scale.pixel(line.values[-1])) for line in lines]
    placed = spread(wanted, size + 3, size / 2, scale.height - size / 2)
    return [
        {
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 4,
            "y": float(np.log10(line.values[-1])) if params.log else float(line.values[-1]),
            "yref": "y",
            "yshift": round(at - spot, 1),
            "align": "left",
            "text": f"<b>{line.name}</b> {last_level(line)}",
            "font": {
                "size": size,
                "color": theme.legible(theme.company_colour(snapshot, line.company, look), look),
            },
        }
        for line, at, spot in zip(lines, wanted, placed, strict=True)
    ]


def _key(marks: dict[str, Mark], y: float, look: Look) -> list[dict[str, Any]]:
    """What shapes and sizes mean, in one row between the panels."""
    present = {mark.direction for mark in marks.values()}
    size, at = theme.font_size(look), -28.0 if look.phone else 0.0
    entries = [
        (f"{GLYPHS[d]} {d.capitalize()}", theme.direction_colour(d, look)) for d in DIRECTIONS if d in present
    ]
    if entries and not look.phone:
        entries.append((words.KEY, theme.MUTED[look.theme]))
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
        at += text_width(text, size) + 14
    return found


def _lane_names(lanes: list[Lane], texts: list[str], look: Look) -> list[dict[str, Any]]:
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


def _lane_shapes(lanes: list[Lane], look: Look) -> list[dict[str, Any]]:
    line = {"color": theme.GRID[look.theme], "width": 1}
    return [_line(x0=0, x1=1, xref="paper", y0=lane.top, y1=lane.top, yref="y2", line=line) for lane in lanes]


def _callouts(
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
        x = EDGE + (line.dates - shown.first.to_numpy()) / DAY * per_day
        curves.append((x, scale.pixel(line.values)))
    wanted = [(marks[event].x, label) for _, event, label in ranked]
    placed = place_callouts(
        wanted, curves, width=frame.plot, height=scale.height, size=size, most=frame.callouts
    )
    leaders, texts = [], []
    for (_, event, label), spot in zip(ranked, placed, strict=True):
        if spot is None:
            continue
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
                _line(
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


def _message(text: str, y: float) -> dict[str, Any]:
    return {"x": 0.5, "xref": "paper", "y": y, "yref": "paper", "text": text, "xanchor": "center"}


def _line(**where: Any) -> dict[str, Any]:
    return {"type": "line", "layer": "below", **where}


def _text(when: pd.Timestamp) -> str:
    return when.strftime("%Y-%m-%d")


def _tick(value: float) -> str:
    return f"{value:,.10g}"
