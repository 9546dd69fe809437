"""The other events on the company near an event, and the share's days there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.kit import event_study
from components.charts.kit.one_share import ShareStudy
from components.charts.kit.record import plain_title

if TYPE_CHECKING:
    from data import Snapshot

MOST = 8
"""Other events drawn; those in the event window first, then those nearest to day 0."""


def others_near(snapshot: Snapshot, study: ShareStudy, span: tuple[int, int]) -> pd.DataFrame:
    """The other events on the company whose day 0 lies in the span: event_id, day, title, type, direction,
    severity.
    """
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
    """The other events that are drawn: those in the window first, then the nearest, then the gravest; in
    time.
    """
    outside = ~others["day"].between(*window)
    order = others.assign(outside=outside, far=others["day"].abs(), grave=-others["severity"]).sort_values(
        ["outside", "far", "grave"], kind="stable"
    )
    return order.head(MOST).sort_values(["day", "event_id"])[list(others.columns)]


def table(study: ShareStudy, frame: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """A row a session and other event: day, session, return, expected_return, abnormal_return, other_event,
    other_title.
    """
    days = (
        frame.rename(
            columns={"share": "return", "expected": "expected_return", "abnormal": "abnormal_return"}
        )
        .drop(columns="market")
        .reset_index()
    )
    other_events = others[["day", "event_id", "title"]].rename(
        columns={"event_id": "other_event", "title": "other_title"}
    )
    table = days.merge(other_events, on="day", how="left").fillna({"other_event": "", "other_title": ""})
    table.insert(0, "symbol", study.symbol)
    table.insert(0, "event_id", study.event)
    return table
