"""Prices up to the close before an event, and nothing after it: what a reader knew who was about to guess."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.chart import Chart, Source
from components.charts.kit import theme
from components.charts.kit.event_study import affected_companies, chosen_event
from components.charts.kit.look import Look
from components.charts.kit.record import (
    MARKETS,
    companies_with_prices,
    listings_of,
    market_name,
    market_sources,
)
from components.charts.kit.study_words import share_names
from components.charts.run_up.figure import Line, draw
from components.language import counted, day, level, listed
from components.params import Params as BaseParams
from components.params import choice, choices, event_id, number

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "run-up"
NAME = "Before one event"
SUMMARY = (
    "Where did the shares stand when the news came, as it was seen before anybody knew what they would do?"
)
COLUMNS = ["company", "symbol", "day", "session", "index"]


@dataclass(frozen=True)
class Params(BaseParams):
    """By default 40 sessions up to the one before day 0, of the companies that the event affects."""

    event: str | None = event_id(help="the event; by default the opening of the Alibaba probe")
    company: tuple[str, ...] = choices(
        (), companies_with_prices, help="companies; none means those the event affects"
    )
    market: str = choice("hk", MARKETS, help="which listing of a company that has two")
    sessions: int = number(40, 2, 250, whole=True, help="sessions shown, the last being the one before day 0")


def build(snapshot: Snapshot, params: Params, look: Look = Look()) -> Chart:
    """Closes before `params.event`, 100 on the last of them. No price, axis, word or cell comes from day 0 or later.

    The event is named by its date alone, since its title may say what the shares did.
    """
    event = chosen_event(snapshot, params)
    lines = _lines(snapshot, event, params)
    drawn = [line for line in lines if len(line.values)]
    named = listed(line.name for line in drawn) if drawn else "No share"
    shown = max((len(line.values) for line in drawn), default=0)
    when = snapshot.events.at[event, "date"]
    short = [line.name for line in lines if not len(line.values)]
    return Chart(
        slug=SLUG,
        title=f"{named} in the {counted(shown, 'session')} before the news of {day(when)}",
        subtitle="Closes, dividends reinvested; 100 is the last close before day 0, the first session in which the market could react.",
        figure=theme.finish(*draw(snapshot, lines, look), look),
        alt=_alt(drawn, when),
        table=_table(drawn),
        params=params,
        data_version=snapshot.version,
        through=snapshot.last_session.date(),
        sources=tuple(Source(name) for name in market_sources(snapshot, [line.symbol for line in lines])),
        notes=((f"No closes before day 0 are on record for {listed(short)}.",) if short else ())
        + ("What came after is left out on purpose.",),
    )


def example(snapshot: Snapshot) -> Params:
    """The Alibaba probe, which all three companies were affected by."""
    return Params()


def _lines(snapshot: Snapshot, event: str, params: Params) -> list[Line]:
    companies = params.company or affected_companies(snapshot, event)
    listings = listings_of(snapshot, companies, params.market)
    names = share_names(snapshot, listings.index)
    return [
        _line(snapshot, event, symbol, listing, names[symbol], params.sessions)
        for symbol, listing in listings.iterrows()
    ]


def _line(snapshot: Snapshot, event: str, symbol: str, listing: pd.Series, name: str, count: int) -> Line:
    """The closes of one listing in the `count` sessions before day 0, as far as they are on record."""
    day0 = snapshot.day0(event, symbol)
    sessions = snapshot.sessions(listing["exchange"])
    place = int(sessions.searchsorted(day0)) if pd.notna(day0) else 0
    before = sessions[max(place - count, 0) : place]
    closes = snapshot.ohlc(symbol)["adj_close"].reindex(before)
    known = closes.notna().to_numpy()
    values = closes.to_numpy(float)[known]
    return Line(
        symbol,
        listing["company"],
        name,
        market_name(listing["exchange"]),
        None if pd.isna(day0) else day0,
        before[known],
        np.arange(-len(before), 0)[known],
        (100 * values / values[-1]).round(2) if len(values) else values,
    )


def _table(lines: list[Line]) -> pd.DataFrame:
    frames = [
        pd.DataFrame(
            {
                "company": line.company,
                "symbol": line.symbol,
                "day": line.days,
                "session": line.sessions,
                "index": line.values,
            }
        )
        for line in lines
    ]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=COLUMNS)


def _alt(lines: list[Line], when: pd.Timestamp) -> str:
    lead = f"Line chart of share prices up to the last close before the news of {day(when)}, which is set at 100; the chart ends there."
    return (
        " ".join([lead, *(_sentence(line) for line in lines)])
        if lines
        else f"{lead} No listing has prices there."
    )


def _sentence(line: Line) -> str:
    low, high = int(line.values.argmin()), int(line.values.argmax())
    return (
        f"{line.name} stood at {level(line.values[0])} on {day(line.sessions[0])}, {counted(-int(line.days[0]), 'session')} before day 0; at its lowest at "
        f"{level(line.values[low])} on {day(line.sessions[low])}; and at its highest at {level(line.values[high])} on {day(line.sessions[high])}."
    )
