"""What would have happened anyway: a share's days against its index's, and the line through them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from components.charts.chart import Chart
from components.charts.kit import theme
from components.charts.kit.day_panels import WIDTH, percent_axis, reach, without_numbers
from components.charts.kit.dot_names import names_beside, shift
from components.charts.kit.dots import zero_line
from components.charts.kit.look import Look
from components.charts.kit.one_share import ShareParams, ShareStudy, chart_of, labelled, share_study
from components.language import counted, percent, relative_day, short_day

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "regression"
NAME = "A share against its index"
SUMMARY = "How did one share usually move with its index before an event, and where do the event’s days lie?"

HEIGHT = {"wide": 500, "phone": 460}
LEGEND = {"wide": 22, "phone": 80}
MOST_NAMED = {"wide": 7, "phone": 5}


@dataclass(frozen=True)
class Params(ShareParams):
    """The market model is the only one with a line to draw."""


def build(snapshot: Snapshot, params: Params, look: Look = Look()) -> Chart:
    """The estimation sessions as dots, the fitted line, and the event window's days beside it."""
    study = share_study(snapshot, params)
    before = study.estimation
    inside = study.days(*params.window).dropna(subset=["share", "market"])
    drawing = (
        _draw(snapshot, study, before, inside, look)
        if len(before)
        else without_numbers(study.reaction.reason or "No sessions to fit a line on.", look)
    )
    return chart_of(
        snapshot,
        study,
        params,
        look,
        slug=SLUG,
        title=_title(study),
        subtitle=_subtitle(study, before),
        drawing=drawing,
        alt=_alt(study, before, inside),
        table=_table(study, before, inside),
    )


def example(snapshot: Snapshot) -> Params:
    """The opening of the Alibaba probe, in Hong Kong."""
    return Params()


def _title(study: ShareStudy) -> str:
    if not study.modelled:
        return f"{study.name} and {study.index}: no line can be fitted before “{study.title}”"
    return f"For each 1% that {study.index} rose, {study.name} moved {percent(study.beta / 100, 2, signed=True)} on average"


def _subtitle(study: ShareStudy, before: pd.DataFrame) -> str:
    if before.empty:
        return f"Daily returns before “{study.title}”"
    numbers = (
        f"; alpha {percent(study.alpha, 2, signed=True)} a day, beta {_number(study.beta)}, R² {percent(study.r2, 0)}"
        if study.modelled
        else ""
    )
    return f"Daily returns on {counted(int(before['used'].sum()), 'session')}, {study.period}, before “{study.title}”{numbers}"


def _alt(study: ShareStudy, before: pd.DataFrame, inside: pd.DataFrame) -> str:
    lead = f"Scatter plot of the daily returns of {study.name} against those of {study.index} before “{study.title}”"
    if before.empty:
        return f"{lead}: there are no sessions to show."
    used = int(before["used"].sum())
    text = f"{lead}: {counted(used, 'session')} from {study.period}{' that the line is fitted on' if study.modelled else ' away from events'}, {counted(len(before) - used, 'session')} left out as near another event."
    if not study.modelled:
        return f"{text} No line can be fitted."
    text += f" Fitted line: alpha {percent(study.alpha, 3, signed=True)} a day, beta {_number(study.beta)}, R squared {percent(study.r2, 0)}."
    shown = (
        inside if len(inside) <= 11 else inside.loc[inside["abnormal"].abs().nlargest(5).index].sort_index()
    )
    said = "; ".join(
        f"day {relative_day(int(d))}: share {percent(row['share'], 2, signed=True)}, index {percent(row['market'], 2, signed=True)}, {percent(abs(row['abnormal']), 2)} "
        f"{'below' if row['abnormal'] < 0 else 'above'} the line"
        for d, row in shown.iterrows()
    )
    return (
        f"{text} {'Days of the event window' if len(shown) == len(inside) else 'Days of the event window farthest from the line'}: {said}."
        if said
        else text
    )


def equation(study: ShareStudy) -> str:
    """`expected = 0.31% + 1.35 × index`."""
    return (
        f"expected = {percent(study.alpha, 2)} {'−' if study.beta < 0 else '+'} {abs(study.beta):.2f} × index"
    )


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def _table(study: ShareStudy, before: pd.DataFrame, inside: pd.DataFrame) -> pd.DataFrame:
    """Every dot: session, both returns, its part (fitted, left out, event window), and the line at that index return."""
    one = before[["session", "share", "market"]].assign(part=np.where(before["used"], "fitted", "left out"))
    frame = pd.concat([one, inside[["session", "share", "market"]].assign(part="event window")])
    frame["expected"] = study.line(frame["market"]) if study.modelled else np.nan
    return labelled(
        frame.rename_axis("day").rename(
            columns={"share": "return", "market": "index_return", "expected": "expected_return"}
        ),
        study,
    )


def _draw(
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
    height = 420 if look.large else HEIGHT[look.size]
    margin = {
        "l": round(3.4 * size) + 8,
        "r": 10,
        "t": LEGEND[look.size] + (32 if look.large else 12),
        "b": round(3.7 * size),
    }
    plot = WIDTH[look.size] - margin["l"] - margin["r"], height - margin["t"] - margin["b"]
    x_range, y_range = (
        reach([*before["market"], *inside["market"]], pad=0.06),
        reach([*before["share"], *inside["share"]], pad=0.07),
    )
    used, out = before[before["used"]], before[~before["used"]]
    traces = [
        _dots(
            study,
            used,
            counted(len(used), "session")
            + (" that the line is fitted on" if study.modelled else " away from events"),
            {"color": theme.faded(colour, 0.55), "size": 6},
        ),
        _dots(
            study,
            out,
            f"{len(out)} left out: near another event",
            {"color": grey, "size": 6, "symbol": "circle-open", "line": {"width": 1}},
        ),
    ]
    if study.modelled:
        low, high = x_range
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": equation(study),
                "x": [low, high],
                "y": [round(float(study.line(x)), 6) for x in (low, high)],
                "line": {"color": ink, "width": 1.8},
                "hoverinfo": "skip",
                "legendrank": 1002,
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
            f"event window: {counted(len(inside), 'session')}",
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
            **({"orientation": "v"} if look.phone else {}),
        },
        "xaxis": {
            **percent_axis(*x_range, (0, 1), 5 if look.phone else 9),
            "title": {
                "text": f"{study.index[0].upper()}{study.index[1:]}, return of the session",
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
            f"day {relative_day(int(d))}, {short_day(row.session)}<br>share {percent(row.share, 2, signed=True)}, index {percent(row.market, 2, signed=True)}"
            for d, row in zip(frame.index, frame.itertuples())
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
    written = names_beside(x, y, texts, plot=plot, size=size, most=MOST_NAMED[look.size], radius=2.0)
    return [
        {
            "x": float(inside["market"].iloc[at]),
            "y": float(inside["share"].iloc[at]),
            "xanchor": anchor,
            "xshift": shift(anchor),
            "text": f"<b>{text}</b>",
            "font": {"size": size, "color": theme.INK[look.theme]},
        }
        for at, text, anchor in written
    ]
