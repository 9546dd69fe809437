"""What else happened: one share's abnormal returns around an event, and every other event on the company there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.around.figure import draw
from components.charts.chart import Chart
from components.charts.kit import event_study
from components.charts.kit.day_panels import without_numbers
from components.charts.kit.look import Look
from components.charts.kit.one_share import ShareParams, ShareStudy, chart_of, share_study
from components.charts.kit.record import plain_title
from components.language import counted, listed, percent, relative_day
from components.params import window as session_range

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "around"
NAME = "What else happened"
SUMMARY = "Which other events on the company fall into the same days, and how did its share move on each?"

MOST = 8
"""Other events drawn; those in the event window first, then those nearest to day 0."""


@dataclass(frozen=True)
class Params(ShareParams):
    span: tuple[int, int] = session_range(
        (-10, 10), -30, 30, help="sessions shown around day 0; it is stretched to hold the event window"
    )


def build(snapshot: Snapshot, params: Params, look: Look = Look()) -> Chart:
    """Abnormal returns by session, with numbered marks for this event and the others on the company."""
    study = share_study(snapshot, params)
    span = min(params.span[0], params.window[0]), max(params.span[1], params.window[1])
    frame = study.days(*span).dropna(subset=["share"])
    others = others_near(snapshot, study, span)
    drawn = chosen(others, params.window)
    ready = study.dated and len(frame)
    drawing = (
        draw(snapshot, study, frame, drawn, params.window, span, look)
        if ready
        else without_numbers(study.reaction.reason or "No prices of this share around this date.", look)
    )
    hidden = len(others) - len(drawn)
    return chart_of(
        snapshot,
        study,
        params,
        look,
        slug=SLUG,
        title=_title(study, others, params, span),
        drawing=drawing,
        alt=_alt(snapshot, study, frame, drawn, span),
        subtitle=f"{'Abnormal return' if study.modelled else 'Return'} of {study.name} in each session; numbers: events on the company, at their day 0. Hollow: other shocks",
        table=_table(study, frame, others),
        notes=(
            f"{counted(hidden, 'more event')} on the company in these sessions {'is' if hidden == 1 else 'are'} left out of the picture, not of the table.",
        )
        if hidden
        else (),
    )


def example(snapshot: Snapshot) -> Params:
    """The opening of the Alibaba probe, in Hong Kong."""
    return Params()


def others_near(snapshot: Snapshot, study: ShareStudy, span: tuple[int, int]) -> pd.DataFrame:
    """The other events on the company whose day 0 lies in the span: event_id, day, title, type, direction, severity."""
    near = [
        (day, other)
        for day, other in event_study.neighbours(snapshot, study.event, study.reaction)
        if span[0] <= day <= span[1]
    ]
    ids = [other for _, other in near]
    events = snapshot.events.loc[ids]
    return pd.DataFrame(
        {
            "event_id": ids,
            "day": np.array([day for day, _ in near], int),
            "title": [plain_title(title) for title in events["title"]],
            "type": list(events["type"]),
            "direction": list(events["direction"]),
            "severity": np.array(events["severity"], int),
            "this": False,
        }
    )


def chosen(others: pd.DataFrame, window: tuple[int, int]) -> pd.DataFrame:
    """The other events that are drawn: those in the window first, then the nearest, then the gravest; in time."""
    outside = ~others["day"].between(*window)
    order = others.assign(outside=outside, far=others["day"].abs(), grave=-others["severity"]).sort_values(
        ["outside", "far", "grave"], kind="stable"
    )
    return order.head(MOST).sort_values(["day", "event_id"])[list(others.columns)]


def _title(study: ShareStudy, others: pd.DataFrame, params: Params, span: tuple[int, int]) -> str:
    inside = int(others["day"].between(*params.window).sum())
    name = f"“{study.title}”"
    where = f"from day {relative_day(span[0])} to {relative_day(span[1])}"
    if others.empty:
        return f"{name}: no other recorded event on {study.reaction.company} {where}"
    return f"{name}: {counted(len(others), 'other recorded event')} on {study.reaction.company} {where}, {inside or 'none'} in the event window"


def _alt(
    snapshot: Snapshot, study: ShareStudy, frame: pd.DataFrame, drawn: pd.DataFrame, span: tuple[int, int]
) -> str:
    lead = f"Bars of the daily {'abnormal ' if study.modelled else ''}returns of {study.name} from day {relative_day(span[0])} to {relative_day(span[1])} around “{study.title}”, with other events on the company marked."
    value = "abnormal" if study.modelled else "share"
    said = [
        f"day {relative_day(row.day)}, “{row.title}”"
        + (
            f" ({percent(frame.at[row.day, value], 1, signed=True)})"
            if row.day in frame.index and np.isfinite(frame.at[row.day, value])
            else ""
        )
        for row in drawn.itertuples()
    ]
    return f"{lead} {listed(said)}." if said else f"{lead} There is none."


def _table(study: ShareStudy, frame: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """A row a session and other event: day, session, return, expected_return, abnormal_return, other_event, other_title."""
    days = (
        frame.rename(
            columns={"share": "return", "expected": "expected_return", "abnormal": "abnormal_return"}
        )
        .drop(columns="market")
        .reset_index()
    )
    beside = others[["day", "event_id", "title"]].rename(
        columns={"event_id": "other_event", "title": "other_title"}
    )
    table = days.merge(beside, on="day", how="left").fillna({"other_event": "", "other_title": ""})
    table.insert(0, "symbol", study.symbol)
    table.insert(0, "event_id", study.event)
    return table
