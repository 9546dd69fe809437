"""Prices around one event, a panel a listing, beside the path that the model expected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.charts.chart import Chart
from components.charts.event_window.figure import draw
from components.charts.kit import event_study
from components.charts.kit.event_study import EventParams, Reaction
from components.charts.kit.look import Look
from components.charts.kit.memo import remembered
from components.charts.kit.record import CURRENCY_SIGNS, plain_title
from components.charts.kit.theme import finish
from components.language import counted, day, level, percent, relative_day

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "event-window"
NAME = "Prices around one event"
SUMMARY = "What did the shares do around one event, and what had the model expected?"

COLUMNS = ("price", "expected_price", "expected_low", "expected_high", "return", "expected_return")


@dataclass(frozen=True)
class Params(EventParams):
    """By default 20 sessions before and after day 0 of the event."""


def build(snapshot: Snapshot, params: Params, look: Look = Look()) -> Chart:
    """The prices around `params.event`. Listings without prices at that date say so in their panel."""
    params = params.covering()
    event = event_study.chosen_event(snapshot, params)
    found = event_study.reactions(snapshot, params)
    traces, layout = _drawn(snapshot, params, look)
    return Chart(
        slug=SLUG,
        title=_title(snapshot, event, found),
        subtitle=f"Closes, dividends reinvested, scaled to the price before the window. Dashed: expected by the {event_study.method(params)}; band: 95%.",
        figure=finish(traces, layout, look),
        alt=_alt(snapshot, event, found, params),
        table=event_study.tidy(snapshot, event, found, COLUMNS),
        params=params,
        data_version=snapshot.version,
        through=snapshot.last_session.date(),
        sources=event_study.event_sources(snapshot, event, found),
        notes=event_study.caveats(snapshot, event, found, params),
    )


@remembered(32)
def _drawn(snapshot: Snapshot, params: Params, look: Look) -> tuple[list, dict]:
    return draw(
        snapshot,
        event_study.chosen_event(snapshot, params),
        event_study.reactions(snapshot, params),
        params,
        look,
    )


def example(snapshot: Snapshot) -> Params:
    """A landmark with all four principal listings in play."""
    wanted = "2020-11-10-draft-platform-antitrust-guidelines"
    return Params(event=wanted if wanted in snapshot.events.index else None)


def _title(snapshot: Snapshot, event: str, found: list[Reaction]) -> str:
    name = plain_title(snapshot.events.at[event, "title"])
    known = [
        r
        for r in found
        if r.modelled
        and r.expected_return == r.expected_return
        and r.pair["raw_return"] == r.pair["raw_return"]
    ]
    if not known:
        return name
    top = max(known, key=lambda r: abs(r.pair["raw_return"]))
    length = top.window[1] - top.window[0] + 1
    moved = percent(top.pair["raw_return"], signed=True)
    return f"{name}: {top.place} {moved} in {counted(length, 'session')}, {percent(top.expected_return, signed=True)} expected"


def _alt(snapshot: Snapshot, event: str, found: list[Reaction], params: Params) -> str:
    row = snapshot.events.loc[event]
    low, high = params.span
    parts = [
        f"{counted(len(found), 'small line chart')}, one for each listing, of share prices from {counted(-low, 'session')} before to "
        f"{counted(high, 'session')} after “{plain_title(row['title'])}” ({day(row['date'])}), beside the path expected by the {event_study.method(params)}."
    ]
    return " ".join([*parts, *(_sentence(r) for r in found)])


def _sentence(r: Reaction) -> str:
    if not r.drawn:
        return f"{r.place}: no prices to show."
    sign = CURRENCY_SIGNS.get(r.currency, "")
    known = r.path["price"].dropna()
    first, last = r.window
    text = f"{r.place}: "
    if first - 1 in known.index and last in known.index:
        text += f"{sign}{level(known[first - 1])} before the window, {sign}{level(known[last])} on day {relative_day(last)}, a move of {percent(known[last] / known[first - 1] - 1, signed=True)}"
        if r.modelled and r.expected_return == r.expected_return:
            text += f", where {percent(r.expected_return, signed=True)} was expected"
        text += "; "
    return f"{text}{sign}{level(known.iloc[-1])} on day {relative_day(int(known.index[-1]))}."
