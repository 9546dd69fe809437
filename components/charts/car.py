"""Cumulative abnormal return around one event, with its confidence band."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from components.charts.chart import Chart
from components.charts.kit import event_study, theme
from components.charts.kit.axes import level_ticks
from components.charts.kit.event_study import EventParams, Reaction
from components.charts.kit.labels import spread, text_width
from components.charts.kit.look import Look
from components.charts.kit.record import plain_title
from components.language import counted, day, percent, relative_day, wrapped
from components.params import window as session_range

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "car"
NAME = "Move against expectation"
SUMMARY = "How far did the shares move from what the market explains, day by day after one event?"

COLUMNS = ("return", "expected_return", "abnormal_return", "car", "ci_low", "ci_high")


@dataclass(frozen=True)
class Params(EventParams):
    """Cumulation starts on the first day of the event window and goes on to the end of the span."""

    span: tuple[int, int] = session_range(
        (-1, 20), help="sessions shown around day 0; it must hold the event window"
    )


def build(snapshot: Snapshot, params: Params, look: Look = Look()) -> Chart:
    """CAR of every affected listing from the window's first day on."""
    params = params.covering()
    event = event_study.chosen_event(snapshot, params)
    found = event_study.reactions(snapshot, params)
    drawn = [r for r in found if len(r.path) and r.path["car"].notna().any()]
    traces, layout = _draw(snapshot, found, drawn, params, look)
    first = relative_day(params.window[0])
    return Chart(
        slug=SLUG,
        title=_title(snapshot, event, drawn, params),
        subtitle=f"Return beyond the expected one, added up from day {first}. Expected by the {event_study.method(params)} (shaded); bands: 95%.",
        figure=theme.finish(traces, layout, look),
        alt=_alt(snapshot, event, drawn, params),
        table=event_study.tidy(snapshot, event, found, COLUMNS),
        params=params,
        data_version=snapshot.version,
        through=snapshot.last_session.date(),
        sources=event_study.event_sources(snapshot, event, found),
        notes=event_study.caveats(snapshot, event, found, params),
    )


def example(snapshot: Snapshot) -> Params:
    """The opening of the Alibaba probe, in both markets."""
    return Params(
        event=event_study.FALLBACK_EVENT if event_study.FALLBACK_EVENT in snapshot.events.index else None
    )


def _title(snapshot: Snapshot, event: str, drawn: list[Reaction], params: Params) -> str:
    name = plain_title(snapshot.events.at[event, "title"])
    known = [r for r in drawn if pd.notna(r.pair["car"])]
    if not known:
        return name
    top = max(known, key=lambda r: abs(r.pair["car"]))
    length = params.window[1] - params.window[0] + 1
    return f"{name}: {top.place} {percent(top.pair['car'], signed=True)} against expectation in {counted(length, 'session')}"


def _alt(snapshot: Snapshot, event: str, drawn: list[Reaction], params: Params) -> str:
    row = snapshot.events.loc[event]
    lead = (
        f"Line chart of cumulative abnormal returns from day {relative_day(params.window[0])} to day {relative_day(params.span[1])} "
        f"around “{plain_title(row['title'])}” ({day(row['date'])}), {event_study.method(params)}."
    )
    return (
        " ".join([lead, *(_sentence(r) for r in drawn)])
        if drawn
        else f"{lead} No listing has the numbers for it."
    )


def _sentence(r: Reaction) -> str:
    known = r.path.dropna(subset=["car"])
    text = f"{r.place}: "
    if pd.notna(r.pair["car"]):
        text += f"{percent(r.pair['car'], signed=True)} over the event window (95% interval {percent(r.pair['ci_low'], signed=True)} to {percent(r.pair['ci_high'], signed=True)}), "
    return f"{text}{percent(known['car'].iloc[-1], signed=True)} by day {relative_day(int(known.index[-1]))}."


def _draw(
    snapshot: Snapshot, found: list[Reaction], drawn: list[Reaction], params: Params, look: Look
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    left, top, bottom = 40 if look.phone else 48, 8, 40
    size = theme.font_size(look, 0 if look.phone else 1)
    right = round(max((text_width(" ".join(_end_text(r, look)), size) for r in drawn), default=60)) + 14
    height = 360 if look.phone else 440
    inside = height - top - bottom
    first, last = params.span
    start = params.window[0] - 1
    lows = [0.0, *(r.path["ci_low"].min() for r in drawn)]
    highs = [0.0, *(r.path["ci_high"].max() for r in drawn)]
    pad = 0.05 * (max(highs) - min(lows)) or 0.01
    low, high = min(lows) - pad, max(highs) + pad
    traces: list[dict[str, Any]] = []
    for r in drawn:
        traces += _traces(snapshot, r, start, 0.13 if len(drawn) <= 2 else 0.07, look)
    ticks = level_ticks(low, high, 4 if look.phone else 6)
    days = sorted({d for d in (start, 0, *range(5, last + 1, 5 if last - first <= 30 else 10)) if d <= last})
    layout = {
        "height": height,
        "margin": {"l": left, "r": right, "t": top, "b": bottom},
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": False,
        "xaxis": {
            "range": [min(start, first) - 0.4, last + 0.4],
            "fixedrange": True,
            "showgrid": False,
            "showline": False,
            "tickmode": "array",
            "tickvals": days,
            "ticktext": [_day_text(d) for d in days],
            "ticks": "outside",
            "ticklen": 4,
            "title": {"text": "sessions from day 0", "standoff": 4},
        },
        "yaxis": {
            "range": [low, high],
            "fixedrange": True,
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": [
                percent(tick, 0 if all(abs(t * 100 % 1) < 1e-6 for t in ticks) else 1, signed=True)
                for tick in ticks
            ],
        },
        "shapes": [
            {
                "type": "rect",
                "layer": "below",
                "xref": "x",
                "yref": "paper",
                "x0": params.window[0] - 0.5,
                "x1": params.window[1] + 0.5,
                "y0": 0,
                "y1": 1,
                "line": {"width": 0},
                "fillcolor": theme.SHADE[look.theme],
            },
            {
                "type": "line",
                "layer": "below",
                "xref": "x",
                "yref": "paper",
                "x0": 0,
                "x1": 0,
                "y0": 0,
                "y1": 1,
                "line": {"color": theme.INK[look.theme], "width": 1, "dash": "dot"},
            },
            {
                "type": "line",
                "layer": "below",
                "xref": "paper",
                "yref": "y",
                "x0": 0,
                "x1": 1,
                "y0": 0,
                "y1": 0,
                "line": {"color": theme.RULE[look.theme], "width": 1.5},
            },
        ],
        "annotations": _labels(snapshot, drawn, low, high, inside, look),
    }
    if not drawn:
        reason = next((r.reason for r in found if r.reason), "No listing has the numbers for this chart.")
        layout["annotations"] = [
            {
                "xref": "paper",
                "yref": "paper",
                "x": 0.5,
                "y": 0.5,
                "align": "center",
                "text": wrapped(reason, 30 if look.phone else 60),
                "font": {"color": theme.MUTED[look.theme], "size": theme.font_size(look, 1)},
            }
        ]
    return traces, layout


def _day_text(number: int) -> str:
    return f"<b>{relative_day(number)}</b>" if number == 0 else relative_day(number)


def _traces(snapshot: Snapshot, r: Reaction, start: int, shade: float, look: Look) -> list[dict[str, Any]]:
    """Band and line of one listing, from nought on the session before the window."""
    colour = theme.company_colour(snapshot, r.company, look)
    known = r.path.dropna(subset=["car", "ci_low", "ci_high"])
    days = [start, *known.index.tolist()]
    upper, lower, path = ([0.0, *known[c].round(5)] for c in ("ci_high", "ci_low", "car"))
    sessions = [
        "the close before the window",
        *(f"day {relative_day(d)}, {when.day} {when:%b %Y}" for d, when in known["session"].items()),
    ]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "fill": "toself",
            "fillcolor": theme.faded(colour, shade),
            "line": {"width": 0},
            "x": days + days[::-1],
            "y": upper + lower[::-1],
            "hoverinfo": "skip",
            "name": f"{r.name}, band",
        },
        {
            "type": "scatter",
            "mode": "lines",
            "x": days,
            "y": path,
            "name": r.name,
            "meta": r.symbol,
            "line": {"color": colour, "width": 2.2, "dash": "solid" if r.exchange == "XHKG" else "dot"},
            "hovertext": sessions,
            "hovertemplate": f"<b>{r.name}</b> %{{y:+.1%}}<br>%{{hovertext}}<extra></extra>",
        },
    ]


def _labels(
    snapshot: Snapshot, drawn: list[Reaction], low: float, high: float, inside: int, look: Look
) -> list[dict[str, Any]]:
    size = theme.font_size(look, 0 if look.phone else 1)
    texts = [_end_text(r, look) for r in drawn]
    ends = [float(r.path["car"].dropna().iloc[-1]) for r in drawn]
    wanted = [(high - end) / (high - low) * inside for end in ends]
    placed = spread(wanted, size + 3, size / 2, inside - size / 2)
    return [
        {
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 4,
            "y": end,
            "yref": "y",
            "yshift": round(spot - at, 1),
            "text": f"<b>{name}</b> {moved}",
            "align": "left",
            "font": {
                "size": size,
                "color": theme.legible(theme.company_colour(snapshot, r.company, look), look),
            },
        }
        for r, (name, moved), end, spot, at in zip(drawn, texts, ends, wanted, placed)
    ]


def _end_text(r: Reaction, look: Look) -> tuple[str, str]:
    """Name of a line and where it ends; whole per cent on a phone, for want of room."""
    return r.name, percent(float(r.path["car"].dropna().iloc[-1]), 0 if look.phone else 1, signed=True)
