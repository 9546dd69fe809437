"""The timeline: share prices above, the record's events in lanes by type below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from components.charts.chart import Chart
from components.charts.kit.lines import Line, price_lines
from components.charts.kit.look import Look
from components.charts.kit.memo import remembered
from components.charts.kit.record import (
    MARKETS,
    TYPES,
    actor_codes,
    chosen_companies,
    companies_with_prices,
    filtered_events,
)
from components.charts.kit.theme import DIRECTIONS, finish
from components.charts.timeline import words
from components.charts.timeline.figure import Picture, draw, selection
from components.params import BadParam, choice, choices, day, event_id, flag, number, text
from components.params import Params as BaseParams

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "timeline"
NAME = "Prices and events"
SUMMARY = "How did the shares move while the events of the crackdown followed one another?"

MOST_CANDLES = 180


@dataclass(frozen=True)
class Params(BaseParams):
    """What the timeline shows; empty choices mean all (for companies: the three principals)."""

    event: str | None = event_id(help="the selected event, drawn as a line through both panels")
    company: tuple[str, ...] = choices(
        (), companies_with_prices, help="companies; none means the three principals"
    )
    type: tuple[str, ...] = choices((), TYPES, help="types of event; none means all")
    actor: tuple[str, ...] = choices((), actor_codes, help="who acted; none means all")
    direction: tuple[str, ...] = choices((), DIRECTIONS, help="direction of policy; none means all")
    severity: int = number(1, 1, 5, whole=True, help="least severity shown, 1 to 5")
    from_: date | None = day(help="first day; by default a month before the first event")
    to: date | None = day(help="last day; by default the last session on record")
    q: str = text(help="free text that the event must contain")
    confounders: bool = flag(True, help="show events that are not part of the campaign")
    price: str = choice(
        "rebased", ("rebased", "traded", "total"), help="100 at the start, as traded, or total return"
    )
    style: str = choice("line", ("line", "candlestick"), help="candlestick: one company, up to 180 sessions")
    log: bool = flag(False, help="logarithmic price axis")
    listing: str = choice("hk", MARKETS, help="which line of a company that is listed in two markets")

    def check(self, snapshot: Snapshot) -> None:
        first, last = record_period(snapshot)
        if self.from_ and self.to and self.from_ > self.to:
            raise BadParam(
                "from", self.from_.isoformat(), f"it must not be after “to”, {self.to.isoformat()}"
            )
        if self.from_ and pd.Timestamp(self.from_) >= last:
            raise BadParam("from", self.from_.isoformat(), f"the record ends on {last:%Y-%m-%d}")
        if self.to and pd.Timestamp(self.to) <= first:
            raise BadParam("to", self.to.isoformat(), f"prices begin on {first:%Y-%m-%d}")


@dataclass(frozen=True)
class Shown:
    """What a set of parameters selects from the record, whatever the selected event."""

    first: pd.Timestamp
    last: pd.Timestamp
    lines: tuple[Line, ...]
    events: pd.DataFrame
    candles: pd.DataFrame | None
    notes: tuple[str, ...]


@remembered(4)
def record_period(snapshot: Snapshot) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First day with a price, and the last day with a price or an event."""
    last = snapshot.last_session
    if len(snapshot.events):
        last = max(last, snapshot.events["date"].max())
    return snapshot.prices["date"].min(), last


def period(snapshot: Snapshot, params: Params) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The days shown: as asked, else from the month before the first event to the end of the record."""
    earliest, latest = record_period(snapshot)
    if params.from_:
        first = max(pd.Timestamp(params.from_), earliest)
    else:
        begun = snapshot.events["date"].min() if len(snapshot.events) else earliest
        first = max(earliest, begun.replace(day=1) - pd.DateOffset(months=1))
        if params.to and pd.Timestamp(params.to) <= first:
            first = earliest
    return first, min(pd.Timestamp(params.to), latest) if params.to else latest


@remembered(64)
def _shown(snapshot: Snapshot, params: Params) -> Shown:
    first, last = period(snapshot, params)
    companies = chosen_companies(snapshot, params.company)
    lines = price_lines(snapshot, companies, params.listing, params.price, first, last)
    events = filtered_events(snapshot, params, first, last)
    candles, refusal = _candles(snapshot, params, lines)
    return Shown(
        first, last, lines, events, candles, words.notes(snapshot, params, first, lines, companies, refusal)
    )


def _candles(snapshot: Snapshot, params: Params, lines: tuple[Line, ...]) -> tuple[pd.DataFrame | None, str]:
    """Open, high, low and close on the chart's scale, or why a line must do."""
    if params.style == "line":
        return None, ""
    if len(lines) != 1:
        return None, "Candlesticks are drawn for one company at a time; lines are shown."
    line = lines[0]
    if len(line.dates) > MOST_CANDLES:
        return (
            None,
            f"Candlesticks are drawn for up to {MOST_CANDLES} sessions; this period has {len(line.dates):,}, so a line is shown.",
        )
    prices = snapshot.ohlc(line.symbol).loc[line.dates]
    scale = line.values / prices["close"]
    candles = prices[["open", "high", "low", "close"]].mul(scale, axis=0)
    if candles["open"].notna().sum() == 0:
        return None, f"Only closes are on record for {line.company}, so a line is shown."
    return candles, ""


def shown_events(snapshot: Snapshot, params: Params) -> pd.DataFrame:
    """Rows of the record's events that the chart shows, whatever event is selected."""
    return _shown(snapshot, params.replace(event=None)).events


def candles_possible(snapshot: Snapshot, params: Params) -> bool:
    """Whether asking for candlesticks would give them: one line, few sessions, ranges on record."""
    return _shown(snapshot, params.replace(event=None, style="candlestick")).candles is not None


@remembered(64)
def _picture(snapshot: Snapshot, params: Params, look: Look) -> Picture:
    return draw(snapshot, _shown(snapshot, params), params, look)


@remembered(64)
def _said(snapshot: Snapshot, params: Params) -> words.Words:
    return words.say(snapshot, _shown(snapshot, params), params)


def build(snapshot: Snapshot, params: Params, look: Look = Look()) -> Chart:
    """The timeline for `params`.

    Everything but the selected event is remembered by data version, parameters
    and look, so that choosing another event redraws in a few milliseconds.
    """
    unselected = params.replace(event=None)
    picture = _picture(snapshot, unselected, look)
    said = _said(snapshot, unselected)
    chosen = selection(picture, snapshot, params.event, look)
    return Chart(
        slug=SLUG,
        title=said.title,
        subtitle=said.subtitle,
        figure=finish(picture.traces, picture.layout, look),
        alt=said.alt + chosen.alt,
        table=said.table,
        params=params,
        data_version=snapshot.version,
        through=snapshot.last_session.date(),
        sources=said.sources,
        notes=said.notes + words.hidden(snapshot, picture, params.event),
        selection=chosen,
    )


def example(snapshot: Snapshot) -> Params:
    """The whole period, the three companies."""
    return Params()
