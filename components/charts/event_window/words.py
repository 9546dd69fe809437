"""Prices around one event, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from components.charts.event_window.params import Params
from components.charts.kit import event_words
from components.charts.kit.event_headline import headline
from components.charts.kit.event_study import Reaction
from components.charts.kit.record import CURRENCY_SIGNS, plain_title
from components.language import counted, day, level, percent, relative_day

if TYPE_CHECKING:
    from data import Snapshot


def title(snapshot: Snapshot, event: str, found: list[Reaction]) -> str:
    return headline(snapshot, event, found, unusual=False)


def subtitle(snapshot: Snapshot, params: Params) -> str:
    return (
        "Closes, dividends reinvested, scaled to the price before the window. "
        f"Dashed: expected by the {event_words.method(snapshot, params)}; band: 95%. "
        "Marks on the axis: other events."
    )


def alt(snapshot: Snapshot, event: str, found: list[Reaction], params: Params) -> str:
    row = snapshot.events.loc[event]
    low, high = params.days
    parts = [
        f"{counted(len(found), 'small line chart')}, one for each listing, of share prices from "
        f"{counted(-low, 'session')} before to {counted(high, 'session')} after "
        f"“{plain_title(row['title'])}” ({day(row['date'])}), beside the path expected by the "
        f"{event_words.method(snapshot, params)}."
    ]
    return " ".join([*parts, *(_sentence(r) for r in found)])


def _sentence(r: Reaction) -> str:
    if not r.has_prices:
        return f"{r.place}: no prices to show."
    sign = CURRENCY_SIGNS.get(r.currency, "")
    known = r.path["price"].dropna()
    first, last = r.window
    text = f"{r.place}: "
    if first - 1 in known.index and last in known.index:
        text += (
            f"{sign}{level(known[first - 1])} before the window, {sign}{level(known[last])} on day "
            f"{relative_day(last)}, a move of {percent(known[last] / known[first - 1] - 1, signed=True)}"
        )
        if r.modelled and r.expected_return == r.expected_return:
            text += f", where {percent(r.expected_return, signed=True)} was expected"
        text += "; "
    return f"{text}{sign}{level(known.iloc[-1])} on day {relative_day(int(known.index[-1]))}."


def moved_and_expected(r: Reaction) -> str:
    """What stands over a listing's panel; nothing where there are no prices."""
    raw, car = r.pair["raw_return"], r.pair["car"]
    if not r.has_prices or pd.isna(raw):
        return ""
    text = f"{percent(raw, signed=True)} in the window"
    return (
        f"{text}, {percent(r.expected_return, signed=True)} expected"
        if pd.notna(car)
        else f"{text}; no model: {r.pair['status']}"
    )


def why_empty(r: Reaction) -> str:
    return r.reason or "No prices of this listing around this date."
