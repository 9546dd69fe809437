"""From prices to returns: one share's closes above, the change of each session below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from components.charts.chart import Chart
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
    without_numbers,
)
from components.charts.kit.dots import zero_line
from components.charts.kit.look import Look
from components.charts.kit.one_share import ShareParams, ShareStudy, chart_of, labelled, share_study
from components.charts.kit.record import CURRENCY_SIGNS
from components.language import counted, day, level, percent, relative_day, short_day
from components.params import window as session_range

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "returns"
NAME = "From prices to returns"
SUMMARY = "How do one share’s prices around an event become daily returns, and what did its index do?"

BELOW, ABOVE = (0.0, 0.40), (0.50, 1.0)
"""Panels in paper units."""


@dataclass(frozen=True)
class Params(ShareParams):
    span: tuple[int, int] = session_range(
        (-20, 20), help="sessions shown around day 0; it is stretched to hold the event window"
    )


def build(snapshot: Snapshot, params: Params, look: Look = Look()) -> Chart:
    """Closes and daily returns of one share and its index. A share without prices there says so."""
    study = share_study(snapshot, params)
    span = min(params.span[0], params.window[0] - 1), max(params.span[1], params.window[1])
    frame = days_shown(study, span)
    drawn = frame[frame["price"].notna()] if len(frame) else frame
    drawing = (
        _draw(snapshot, study, frame, params, span, look)
        if len(drawn)
        else without_numbers(study.reaction.reason or "No prices of this share around this date.", look)
    )
    return chart_of(
        snapshot,
        study,
        params,
        look,
        slug=SLUG,
        title=_title(study, frame),
        drawing=drawing,
        alt=_alt(study, frame, params),
        subtitle=f"Above: closes, dividends reinvested, scaled to the price before the window; {study.index} scaled to the same start. Below: change from one close to the next.",
        table=labelled(frame, study),
    )


def example(snapshot: Snapshot) -> Params:
    """The opening of the Alibaba probe, in Hong Kong."""
    return Params()


def days_shown(study: ShareStudy, span: tuple[int, int]) -> pd.DataFrame:
    """By relative day: session, price, index_level (both in the share's currency), return, index_return."""
    days = study.days(*span)
    path = study.reaction.path
    price = path["price"].reindex(days.index) if len(path) else pd.Series(np.nan, days.index)
    before = study.spec.window[0] - 1
    start = price.get(before, np.nan)
    growth = (1 + days["market"].fillna(0)).cumprod()
    scaled = start * growth / growth.get(before, np.nan) if len(days) else growth
    return pd.DataFrame(
        {
            "session": days["session"],
            "price": price,
            "index_level": scaled,
            "return": days["share"],
            "index_return": days["market"],
        }
    )


def _title(study: ShareStudy, frame: pd.DataFrame) -> str:
    if 0 not in frame.index or not np.isfinite(frame.at[0, "return"]):
        return f"{study.title}: no return of {study.name} on day 0"
    own, index = frame.at[0, "return"], frame.at[0, "index_return"]
    beside = f", {study.index} {percent(index, signed=True)}" if np.isfinite(index) else ""
    return f"{study.title}: {study.name} {percent(own, signed=True)} on day 0{beside}"


def _alt(study: ShareStudy, frame: pd.DataFrame, params: Params) -> str:
    lead = f"Two panels around “{study.title}”: the price of {study.name} beside {study.index}, and the return of each session."
    inside = frame.reindex(range(params.window[0], params.window[1] + 1)).dropna(subset=["return"])
    if inside.empty:
        return f"{lead} There are no prices of the share in the event window."
    sign = CURRENCY_SIGNS.get(study.reaction.currency, "")
    shown = inside if len(inside) <= 11 else inside.loc[inside["return"].abs().nlargest(5).index].sort_index()
    said = "; ".join(
        f"day {relative_day(int(at))}, {day(row['session'])}: {percent(row['return'], 2, signed=True)}"
        + (
            f", index {percent(row['index_return'], 2, signed=True)}"
            if np.isfinite(row["index_return"])
            else ""
        )
        + (f", close {sign}{level(row['price'])}" if np.isfinite(row["price"]) else "")
        for at, row in shown.iterrows()
    )
    which = (
        "Returns in the event window"
        if len(shown) == len(inside)
        else f"The largest returns of the {counted(len(inside), 'session')} of the event window"
    )
    return f"{lead} {which}: {said}."


def _draw(
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
            f"<b>{name}</b> {percent(value, 2, signed=True)}<br>day {relative_day(d)}, {short_day(frame.at[d, 'session'])}"
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
                f"<b>Price</b>, {sign}: <span style='color:{theme.legible(colour, look)}'><b>{study.name}</b></span>; {'grey: index' if look.phone else study.index}, scaled",
                ABOVE[1],
                look,
            ),
            heading("<b>Return</b> of each session: share, index beside it", BELOW[1], look),
        ],
    }
    return traces, layout
