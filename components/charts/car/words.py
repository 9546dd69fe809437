"""Cumulative abnormal returns of one event, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from components.charts.car.params import Params
from components.charts.kit import event_words
from components.charts.kit.event_study import Reaction
from components.charts.kit.record import plain_title
from components.language import counted, day, percent, relative_day

if TYPE_CHECKING:
    from data import Snapshot


NO_NUMBERS = "No listing has the numbers for this chart."
AXIS = "sessions from day 0"
BEFORE = "the close before the window"


def title(snapshot: Snapshot, event: str, lines: list[Reaction], params: Params) -> str:
    name = plain_title(snapshot.events.at[event, "title"])
    known = [r for r in lines if pd.notna(r.pair["car"])]
    if not known:
        return name
    top = max(known, key=lambda r: abs(r.pair["car"]))
    length = params.window[1] - params.window[0] + 1
    return (
        f"{name}: {top.place} {percent(top.pair['car'], signed=True)} against expectation in "
        f"{counted(length, 'session')}"
    )


def subtitle(snapshot: Snapshot, params: Params) -> str:
    return (
        f"Return beyond the expected one, added up from day {relative_day(params.window[0])}. "
        f"Expected by the {event_words.method(snapshot, params)} (shaded); bands: 95%."
    )


def alt(snapshot: Snapshot, event: str, lines: list[Reaction], params: Params) -> str:
    row = snapshot.events.loc[event]
    lead = (
        f"Line chart of cumulative abnormal returns from day {relative_day(params.window[0])} to day "
        f"{relative_day(params.days[1])} around “{plain_title(row['title'])}” ({day(row['date'])}), "
        f"{event_words.method(snapshot, params)}."
    )
    return (
        " ".join([lead, *(_sentence(r) for r in lines)])
        if lines
        else f"{lead} No listing has the numbers for it."
    )


def _sentence(r: Reaction) -> str:
    known = r.path.dropna(subset=["car"])
    text = f"{r.place}: "
    if pd.notna(r.pair["car"]):
        text += (
            f"{percent(r.pair['car'], signed=True)} over the event window (95% interval "
            f"{percent(r.pair['ci_low'], signed=True)} to {percent(r.pair['ci_high'], signed=True)}), "
        )
    return f"{text}{percent(known['car'].iloc[-1], signed=True)} by day {relative_day(int(known.index[-1]))}."
