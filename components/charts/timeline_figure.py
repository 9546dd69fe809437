"""The picture of the timeline: two panels on one time axis, laid out in pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from components.charts import theme
from components.charts.alt import level, short_day, wrapped
from components.charts.axes import date_ticks, level_ticks
from components.charts.labels import place_callouts, spread
from components.charts.lanes import Lane, stack
from components.charts.lines import Line
from components.charts.look import Look
from components.charts.record import CURRENCY_SIGNS

if TYPE_CHECKING:
    from components.charts.timeline import Params, Shown
    from data import Snapshot

DIAMETERS = {1: 5.0, 2: 6.0, 3: 7.5, 4: 10.0, 5: 13.0}
"""Marker size by severity, wide; a phone draws them smaller."""
EXTENT = {"triangle": (1.16, 0.86), "circle": (1.0, 1.0)}
"""Width and height of a shape over its nominal size."""
EDGE = 7
"""Pixels between the first and last day and the ends of the axis."""


@dataclass(frozen=True)
class Frame:
    """Nominal pixels of a size class. The figure stretches sideways; markers and type do not."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    gap: int
    least_price: int
    least_lane: float
    lane_head: float
    marker: float
    callouts: int
    headroom: int
    """Pixels above the highest price, for callouts."""

    @property
    def plot(self) -> int:
        return self.width - self.left - self.right


FRAMES = {
    "wide": Frame(960, 660, 124, 100, 4, 26, 36, 320, 22, 0, 1.0, 20, 44),
    "phone": Frame(360, 680, 30, 76, 2, 24, 36, 250, 30, 15, 0.66, 6, 44),
}


@dataclass(frozen=True)
class Picture:
    """The figure without a selected event, where each event's marker is, and the days shown."""

    traces: list[dict[str, Any]]
    layout: dict[str, Any]
    markers: pd.DataFrame
    """Index event id; columns date (text), y, size, symbol, colour."""
    period: tuple[str, str]


def draw(snapshot: "Snapshot", shown: "Shown", params: "Params", look: Look) -> Picture:
    """Lay out and dress everything but the selection."""
    frame = FRAMES[look.size]
    days = max((shown.last - shown.first).days, 1)
    per_day = (frame.plot - 2 * EDGE) / days
    pad = pd.Timedelta(days=EDGE / per_day)
    lanes, markers = _markers(shown.events, shown.first, per_day, frame, look)
    lanes_height = lanes[-1].bottom if lanes else 2 * frame.least_lane
    fixed = frame.top + frame.bottom + frame.gap
    price_height = max(frame.least_price, frame.height - fixed - lanes_height)
    inner = price_height + frame.gap + lanes_height
    scale = _Scale.of(shown.lines, shown.candles, params.log, price_height, frame.headroom if (shown.events["label"] != "").any() else 14)

    traces = _line_traces(snapshot, shown, look) + _marker_traces(shown.events, markers, look)
    price_floor = 1 - price_height / inner
    shapes = _lane_shapes(lanes, look)
    annotations = _end_labels(snapshot, shown.lines, scale, params, look) + _lane_names(lanes, shown.events, look)
    leaders, texts = _callouts(shown, markers, scale, per_day, frame, inner, look)
    ticks = level_ticks(scale.low, scale.high, round(price_height / 52), log=params.log)
    if params.price != "traded" and shown.lines and scale.low < 100 < scale.high:
        shapes.append(_line(x0=0, x1=1, xref="paper", y0=100, y1=100, yref="y", line={"color": theme.RULE[look.theme], "width": 1}))
    if not shown.lines:
        annotations.append(_message("No prices in this period.", (1 + price_floor) / 2))
    if not lanes:
        annotations.append(_message("No event fits these filters.", lanes_height / inner / 2))
    layout = {
        "height": int(round(inner + frame.top + frame.bottom)),
        "margin": {"l": frame.left, "r": frame.right, "t": frame.top, "b": frame.bottom},
        "dragmode": "select",
        "selectdirection": "h",
        "hovermode": "closest",
        "hoverdistance": 14,
        "legend": {
            "x": 0, "xanchor": "left", "xref": "paper", "y": (lanes_height + frame.gap / 2) / inner, "yanchor": "middle",
            "itemsizing": "constant", "traceorder": "normal",
        },
        "xaxis": {
            "type": "date", "range": [(shown.first - pad).isoformat(), (shown.last + pad).isoformat()], "anchor": "y2", "showline": True,
            "ticks": "outside", "ticklen": 5, "ticklabelposition": "outside right", "fixedrange": True,
            "showspikes": not look.phone, "spikemode": "across", "spikethickness": 1, "spikedash": "dot",
            "spikecolor": theme.RULE[look.theme], "spikesnap": "cursor", "rangeslider": {"visible": False},
            **date_ticks(shown.first, shown.last, frame.plot),
        },
        "yaxis": {
            "domain": [price_floor, 1], "type": "log" if params.log else "linear",
            "range": [float(np.log10(v)) for v in (scale.low, scale.high)] if params.log else [scale.low, scale.high],
            "tickmode": "array", "tickvals": ticks, "ticktext": [_tick(tick) for tick in ticks], "fixedrange": True,
            "showticklabels": bool(shown.lines),
        },
        "yaxis2": {
            "domain": [0, lanes_height / inner], "range": [lanes_height, 0], "fixedrange": True, "showgrid": False,
            "tickmode": "array", "tickvals": [lane.middle for lane in lanes] if not look.phone else [],
            "ticktext": [_lane_name(lane, shown.events, look) for lane in lanes] if not look.phone else [],
            "ticklabelstandoff": 6,
        },
        "shapes": shapes + leaders,
        "annotations": annotations + texts,
    }  # fmt: skip
    return Picture(traces, layout, markers, (_text(shown.first), _text(shown.last)))


def with_selected(picture: Picture, snapshot: "Snapshot", event: str | None, look: Look) -> tuple[list, dict]:
    """Traces and layout with `event` ringed and a line drawn through both panels.

    The ring ignores the pointer, so the marker under it goes on answering. An
    event that the filters hide has its line, if its day is shown, and no ring.
    """
    if event is None:
        return picture.traces, picture.layout
    when = snapshot.events.at[event, "date"]
    day = _text(when)
    if not picture.period[0] <= day <= picture.period[1]:
        return picture.traces, picture.layout
    ink = theme.INK[look.theme]
    traces = list(picture.traces)
    if event in picture.markers.index:
        at = picture.markers.loc[event]
        traces.append(
            {
                "type": "scatter", "name": "selected", "mode": "markers", "x": [day], "y": [at["y"]], "yaxis": "y2",
                "marker": {"size": at["size"] + 10, "symbol": "circle-open", "color": ink, "line": {"width": 2, "color": ink}},
                "hoverinfo": "skip", "showlegend": False, "cliponaxis": False,
            }
        )  # fmt: skip
    label = {
        "x": day, "xref": "x", "y": 0, "yref": "paper", "yanchor": "top", "yshift": -4, "text": f"<b>{short_day(when)}</b>",
        "bgcolor": ink, "borderpad": 2, "font": {"color": theme.PAPER[look.theme], "size": theme.font_size(look)},
    }  # fmt: skip
    mark = _line(x0=day, x1=day, xref="x", y0=0, y1=1, yref="paper", line={"color": ink, "width": 1.5})
    layout = {
        **picture.layout,
        "shapes": [*picture.layout["shapes"], mark],
        "annotations": [*picture.layout["annotations"], label],
    }
    return traces, layout


@dataclass(frozen=True)
class _Scale:
    """The price axis: limits, and the pixel (downwards from the panel's top) of a value."""

    low: float
    high: float
    log: bool
    height: float

    @classmethod
    def of(cls, lines: tuple[Line, ...], candles: pd.DataFrame | None, log: bool, height: float, headroom: float) -> "_Scale":
        values = [line.values for line in lines]
        if candles is not None:
            values += [candles["low"].dropna().to_numpy(), candles["high"].dropna().to_numpy()]
        if not values:
            return cls(1, 10, log, height)
        low, high = min(v.min() for v in values), max(v.max() for v in values)
        share = headroom / height
        if log:
            low, high = np.log10(low), np.log10(high)
            span = (high - low) or 0.1
            low -= 0.05 * span
            return cls(float(10**low), float(10 ** (low + (high - low) / (1 - share))), log, height)
        span = (high - low) or abs(high) or 1.0
        floor = 0.0 if 0 <= low < 0.45 * high else low - 0.05 * span
        return cls(float(floor), float(floor + (high - floor) / (1 - share)), log, height)

    def pixel(self, value: Any) -> Any:
        if self.log:
            value, low, high = np.log10(value), np.log10(self.low), np.log10(self.high)
        else:
            low, high = self.low, self.high
        return (high - value) / (high - low) * self.height


def _markers(
    events: pd.DataFrame, first: pd.Timestamp, per_day: float, frame: Frame, look: Look
) -> tuple[list[Lane], pd.DataFrame]:
    """Lanes of the types present, and each event's place and dress."""
    size = events["severity"].map(DIAMETERS).to_numpy(float) * frame.marker
    across = size * np.where(events["direction"] == "neutral", EXTENT["circle"][0], EXTENT["triangle"][0])
    tall = size * np.where(events["direction"] == "neutral", EXTENT["circle"][1], EXTENT["triangle"][1])
    x = EDGE + (events["date"] - first).dt.days.to_numpy(float) * per_day
    present = [name for name in theme.TYPE_NAMES if (events["type"] == name).any()]
    members = {name: np.flatnonzero(events["type"] == name) for name in present}
    lanes = stack(
        [(name, x[members[name]], across[members[name]], tall[members[name]]) for name in present],
        least=frame.least_lane, head=frame.lane_head, padding=3,
    )  # fmt: skip
    y = np.zeros(len(events))
    for lane in lanes:
        y[members[lane.name]] = lane.y
    hollow = events["type"] == "confounder"
    markers = pd.DataFrame(
        {
            "date": events["date"].dt.strftime("%Y-%m-%d"),
            "x": x,
            "y": np.round(y, 2),
            "size": size,
            "symbol": events["direction"].map(theme.DIRECTION_SYMBOLS).where(~hollow, events["direction"].map(theme.DIRECTION_SYMBOLS) + "-open"),
            "colour": events["direction"].map(theme.DIRECTION_COLOURS[look.theme]),
        },
        index=events.index,
    )
    return lanes, markers


def _line_traces(snapshot: "Snapshot", shown: "Shown", look: Look) -> list[dict[str, Any]]:
    traces = []
    for line in shown.lines:
        colour = theme.company_colour(snapshot, line.company, look)
        dates = np.datetime_as_string(line.dates, unit="D").tolist()
        if shown.candles is not None:
            traces.append(_candle_trace(line, dates, shown.candles, look))
            continue
        sign = CURRENCY_SIGNS.get(line.currency, "") if line.factor == 1.0 else ""
        traces.append(
            {
                "type": "scatter", "mode": "lines", "name": line.name, "x": dates, "y": np.round(line.values, 2).tolist(),
                "line": {"color": colour, "width": 1.4 if look.phone else 1.7, "dash": "dot" if line.name.endswith(" NY") else "solid"},
                "hovertemplate": f"<b>{line.name}</b> {sign}%{{y:,.1f}}<br>%{{x|%-d %b %Y}}<extra></extra>",
                "showlegend": False, "meta": line.symbol,
            }
        )  # fmt: skip
    return traces


def _candle_trace(line: Line, dates: list[str], candles: pd.DataFrame, look: Look) -> dict[str, Any]:
    """Hollow when the close is above the open, filled when below; a day with a close only has no candle."""
    known = candles.notna().all(axis=1).to_numpy()
    rows = candles[known].round(3)
    ink = theme.INK[look.theme]
    return {
        "type": "candlestick", "name": line.name, "x": [d for d, k in zip(dates, known) if k],
        **{field: rows[field].tolist() for field in ("open", "high", "low", "close")},
        "increasing": {"line": {"color": ink, "width": 1}, "fillcolor": "rgba(0,0,0,0)"},
        "decreasing": {"line": {"color": ink, "width": 1}, "fillcolor": ink},
        "showlegend": False, "meta": line.symbol,
    }  # fmt: skip


def _marker_traces(events: pd.DataFrame, markers: pd.DataFrame, look: Look) -> list[dict[str, Any]]:
    """One trace a direction; `customdata[0]` of a marker is its event's id."""
    traces = []
    for direction in theme.DIRECTIONS:
        rows = events[events["direction"] == direction]
        if rows.empty:
            continue
        rows = rows.iloc[np.argsort((rows["type"] == "confounder").to_numpy(), kind="stable")]  # the legend shows the first
        at = markers.loc[rows.index]
        traces.append(
            {
                "type": "scatter", "mode": "markers", "name": direction.capitalize(), "yaxis": "y2",
                "x": at["date"].tolist(), "y": at["y"].tolist(),
                "customdata": [[event] for event in rows.index],
                "hovertext": [_hover(row, look) for _, row in rows.iterrows()],
                "hovertemplate": "%{hovertext}<extra></extra>",
                "marker": {
                    "size": at["size"].tolist(), "symbol": at["symbol"].tolist(), "opacity": 1,
                    "color": theme.direction_colour(direction, look),
                    "line": {"width": [1.4 if s.endswith("-open") else 0 for s in at["symbol"]]},
                },
                "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}},
                "cliponaxis": False,
            }
        )  # fmt: skip
    return traces


def _hover(event: pd.Series, look: Look) -> str:
    actors = ", ".join(event["actors"][:4]) + (" and others" if len(event["actors"]) > 4 else "")
    facts = [short_day(event["date"]), theme.TYPE_NAMES[event["type"]], *([wrapped(actors, 60)] if actors else [])]
    return (
        f"<b>{wrapped(event['title'], 30 if look.phone else 46)}</b><br>{' · '.join(facts)}"
        f"<br>{event['direction'].capitalize()}, severity {event['severity']} of 5"
    )


def _end_labels(snapshot: "Snapshot", lines: tuple[Line, ...], scale: _Scale, params: "Params", look: Look) -> list[dict]:
    """Name and last level at the right end of each line, moved apart where they would touch."""
    size = theme.font_size(look, 0 if look.phone else 1)
    wanted = [float(scale.pixel(line.values[-1])) for line in lines]
    placed = spread(wanted, size + 3, size / 2, scale.height - size / 2)
    return [
        {
            "x": 1, "xref": "paper", "xanchor": "left", "xshift": 4,
            "y": float(np.log10(line.values[-1])) if params.log else float(line.values[-1]), "yref": "y",
            "yshift": round(at - spot, 1), "align": "left",
            "text": f"<b>{line.name}</b> {_last_level(line)}",
            "font": {"size": size, "color": theme.legible(theme.company_colour(snapshot, line.company, look), look)},
        }
        for line, at, spot in zip(lines, wanted, placed)
    ]  # fmt: skip


def _last_level(line: Line) -> str:
    return level(line.values[-1]) if line.factor == 1.0 else f"{line.values[-1]:.0f}"


def _lane_name(lane: Lane, events: pd.DataFrame, look: Look) -> str:
    count = int((events["type"] == lane.name).sum())
    return f"{theme.TYPE_NAMES[lane.name]} <span style='color:{theme.MUTED[look.theme]}'><b>{count}</b></span>"


def _lane_names(lanes: list[Lane], events: pd.DataFrame, look: Look) -> list[dict[str, Any]]:
    """On a phone the name stands inside the plot, above its lane."""
    if not look.phone:
        return []
    return [
        {
            "x": 0, "xref": "paper", "xanchor": "left", "xshift": -28, "y": lane.top, "yref": "y2", "yanchor": "top", "yshift": -1,
            "bgcolor": theme.faded(theme.PAPER[look.theme], 0.8), "borderpad": 0, "text": _lane_name(lane, events, look), "font": {"size": 11, "color": theme.MUTED[look.theme]},
        }
        for lane in lanes
    ]  # fmt: skip


def _lane_shapes(lanes: list[Lane], look: Look) -> list[dict[str, Any]]:
    line = {"color": theme.GRID[look.theme], "width": 1}
    return [_line(x0=0, x1=1, xref="paper", y0=lane.top, y1=lane.top, yref="y2", line=line) for lane in lanes]


def _callouts(
    shown: "Shown", markers: pd.DataFrame, scale: _Scale, per_day: float, frame: Frame, inner: float, look: Look
) -> tuple[list[dict], list[dict]]:
    """Short names of landmark events in the free space of the price panel, each with a leader to its marker."""
    landmarks = shown.events[shown.events["label"] != ""]
    landmarks = landmarks.sort_values(["label_rank", "date"])
    size = theme.font_size(look, -1)
    curves = []
    for line in shown.lines:
        x = EDGE + (line.dates - shown.first.to_numpy()) / np.timedelta64(1, "D") * per_day
        curves.append((x, scale.pixel(line.values)))
    wanted = [(markers.at[event, "x"], row["label"]) for event, row in landmarks.iterrows()]
    placed = place_callouts(wanted, curves, width=frame.plot, height=scale.height, size=size, most=frame.callouts)
    leaders, texts = [], []
    for (event, row), spot in zip(landmarks.iterrows(), placed):
        if spot is None:
            continue
        at = markers.loc[event]
        colour = {"color": theme.faded(at["colour"], 0.5), "width": 1}
        for top, bottom in ((spot.top + 2, scale.height), (scale.height + frame.gap, scale.height + frame.gap + at["y"])):
            leaders.append(_line(x0=at["date"], x1=at["date"], xref="x", yref="paper", y0=1 - bottom / inner, y1=1 - top / inner, line=colour))
        texts.append(
            {
                "x": at["date"], "xref": "x", "xanchor": "left" if spot.side == "right" else "right",
                "xshift": 3 if spot.side == "right" else -3, "y": 1 - (spot.top + spot.bottom) / 2 / inner, "yref": "paper",
                "text": row["label"], "font": {"size": size, "color": theme.legible(at["colour"], look)},
            }
        )  # fmt: skip
    return leaders, texts


def _message(text: str, y: float) -> dict[str, Any]:
    return {"x": 0.5, "xref": "paper", "y": y, "yref": "paper", "text": text, "xanchor": "center"}


def _line(**where: Any) -> dict[str, Any]:
    return {"type": "line", "layer": "below", **where}


def _text(when: pd.Timestamp) -> str:
    return when.strftime("%Y-%m-%d")


def _tick(value: float) -> str:
    return f"{value:,.10g}"
