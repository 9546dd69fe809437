"""Cumulative abnormal returns of one event, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from components.charts.car.params import Params
from components.charts.kit import event_words
from components.charts.kit.event_headline import headline
from components.charts.kit.event_study import Reaction
from components.charts.kit.record import plain_title
from components.language import day, percent, relative_day

if TYPE_CHECKING:
    from data import Snapshot


NO_NUMBERS = "No listing has the numbers for this chart."
AXIS = "sessions from day 0"
BEFORE = "the close before the window"


def title(snapshot: Snapshot, event: str, found: list[Reaction]) -> str:
    return headline(snapshot, event, found, unusual=True)


def subtitle(snapshot: Snapshot, params: Params, found: list[Reaction], modelled: bool) -> str:
    if not modelled:
        reason = next((r.reason for r in found if r.reason), NO_NUMBERS)
        return f"Dashed: return since the close before the window, without a model. {reason}"
    return (
        f"Return beyond the expected one, added up from day {relative_day(params.window[0])}. "
        f"Expected by the {event_words.method(snapshot, params)} (shaded); bands: 95%."
    )


def alt(snapshot: Snapshot, event: str, lines: list[Reaction], params: Params) -> str:
    row = snapshot.events.loc[event]
    modelled = any(has_numbers(r) for r in lines)
    what = "cumulative abnormal returns" if modelled else "returns since the close before the window"
    lead = (
        f"Line chart of {what} from day {relative_day(params.window[0])} to day "
        f"{relative_day(params.days[1])} around “{plain_title(row['title'])}” ({day(row['date'])}), "
        f"{event_words.method(snapshot, params)}."
    )
    if not modelled:
        lead += " No listing has abnormal returns here."
    return " ".join([lead, *(_sentence(r) if modelled else _bare(r) for r in lines)])


def has_numbers(r: Reaction) -> bool:
    """Whether the study has abnormal returns of this listing to draw."""
    return len(r.path) > 0 and bool(r.path["car"].notna().any())


def _bare(r: Reaction) -> str:
    known = since_before(r).dropna()
    return f"{r.place}: {percent(known.iloc[-1], signed=True)} by day {relative_day(int(known.index[-1]))}."


def since_before(r: Reaction) -> pd.Series:
    """Return since the close before the window by relative day, a fraction; NaN without a price."""
    price = r.path["price"]
    before = price[price.index < r.window[0]].dropna()
    base = before.iloc[-1] if len(before) else float("nan")
    return (price / base - 1)[price.index >= r.window[0]]


def _sentence(r: Reaction) -> str:
    known = r.path.dropna(subset=["car"])
    text = f"{r.place}: "
    if pd.notna(r.pair["car"]):
        text += (
            f"{percent(r.pair['car'], signed=True)} over the event window (95% interval "
            f"{percent(r.pair['ci_low'], signed=True)} to {percent(r.pair['ci_high'], signed=True)}), "
        )
    return f"{text}{percent(known['car'].iloc[-1], signed=True)} by day {relative_day(int(known.index[-1]))}."
