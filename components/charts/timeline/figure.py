"""The picture of the timeline: two panels on one time axis, laid out in pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from components.charts.kit import event_marks, theme
from components.charts.kit.axes import date_ticks, level_ticks
from components.charts.kit.event_marks import Mark
from components.charts.kit.lanes import Lane
from components.charts.kit.lines import Line
from components.charts.kit.look import Look
from components.charts.kit.record import CURRENCY_SIGNS
from components.charts.kit.selection import Selection
from components.charts.timeline import labels, words
from components.charts.timeline.frame import EDGE, across, frame_for
from components.charts.timeline.params import Params
from components.charts.timeline.scale import Scale
from components.charts.timeline.study import Shown
from components.language import short_day

if TYPE_CHECKING:
    from data import Snapshot

GROWTH = (1.4, 1.2, 1.0)
"""Markers are drawn larger where few events leave the room; the last is taken whatever it needs."""
MANY = 130
"""So many events never leave room."""
ROOMY = 0.4
"""Share of the figure's height that larger markers may take."""


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
    x = across(shown.events["date"].to_numpy(), shown.first, per_day)
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
        labels.key(marks, (lanes_height + frame.gap / 2) / inner, look)
        + labels.end_labels(snapshot, shown.lines, scale, params, look)
        + (labels.lane_names(lanes, names, look) if look.phone else [])
    )
    leaders, texts = labels.callouts(shown, marks, scale, per_day, frame, inner, look)
    ticks = level_ticks(scale.low, scale.high, round(price_height / 52), log=params.log)
    if params.price != "traded" and shown.lines and scale.low < 100 < scale.high:
        shapes.append(
            labels.rule(
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
        annotations.append(labels.message(words.NO_PRICES, (1 + price_floor) / 2))
    if not lanes:
        annotations.append(labels.message(words.NO_EVENTS, lanes_height / inner / 2))
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
    mark = labels.rule(x0=day, x1=day, xref="x", y0=0, y1=1, yref="paper", line={"color": ink, "width": 1.2})
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


def _lane_shapes(lanes: list[Lane], look: Look) -> list[dict[str, Any]]:
    line = {"color": theme.GRID[look.theme], "width": 1}
    return [
        labels.rule(x0=0, x1=1, xref="paper", y0=lane.top, y1=lane.top, yref="y2", line=line)
        for lane in lanes
    ]


def _text(when: pd.Timestamp) -> str:
    return when.strftime("%Y-%m-%d")


def _tick(value: float) -> str:
    return f"{value:,.10g}"
