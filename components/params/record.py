"""Which events, shares and days a reader asks for; each parameter is declared here and nowhere else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from components.params.base import Params
from components.params.fields import (
    Days,
    choice,
    choices,
    day,
    declared,
    event_id,
    event_ids,
    flag,
    number,
    text,
)
from components.params.fields import window as days
from components.params.kinds import BadParam, EventIdsOrNone
from data.kinds import DIRECTIONS, TYPES

if TYPE_CHECKING:
    from data import Snapshot

MARKETS = ("hk", "us", "both")


def companies_with_prices(snapshot: Snapshot) -> tuple[str, ...]:
    """Companies of the record that have a listing, the principal ones first."""
    listed = set(snapshot.listings["company"])
    return tuple(name for name in snapshot.companies.index if name in listed)


def companies_named(snapshot: Snapshot) -> tuple[str, ...]:
    """Companies that an event names, those named most often first."""
    counts = Counter(name for names in snapshot.events["companies"] for name in names)
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def record_period(snapshot: Snapshot) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First day with a price, and the last day with a price or an event."""
    last = snapshot.last_session
    if len(snapshot.events):
        last = max(last, snapshot.events["date"].max())
    return snapshot.prices["date"].min(), last


def _listings(snapshot: Snapshot) -> tuple[str, ...]:
    return tuple(snapshot.listings.index)


def everything_priced(snapshot: Snapshot) -> tuple[str, ...]:
    """Listings, then indices, then the shares outside tech that serve as controls."""
    return (*snapshot.listings.index, *snapshot.benchmarks.columns, *snapshot.controls.index)


@dataclass(frozen=True)
class Event(Params):
    event: str | None = event_id(help="the event shown or selected, by its id")


@dataclass(frozen=True)
class Events(Params):
    events: tuple[str, ...] = event_ids(
        help="events named one by one, by their ids; none means those that are usual here"
    )


@dataclass(frozen=True)
class Landmarks(Params):
    landmarks: tuple[str, ...] = declared(
        EventIdsOrNone(20),
        (),
        help="events whose short names stand on the picture; none given means the record’s own landmarks, "
        "“none” means no names",
    )


@dataclass(frozen=True)
class Companies(Params):
    company: tuple[str, ...] = choices(
        (),
        companies_with_prices,
        help="companies; none means the three principals or, of a single event, those that it concerns",
    )


@dataclass(frozen=True)
class Markets(Companies):
    """Companies, and which of their listings the study measures."""

    market: str = choice("both", MARKETS, help="which listing of a company that has two")


@dataclass(frozen=True)
class PriceLine(Companies):
    """Companies, and which of their listings is drawn where prices alone are shown."""

    listing: str = choice(
        "hk", MARKETS, help="whose prices stand for a company that is listed in two markets"
    )


@dataclass(frozen=True)
class Share(Params):
    symbol: str | None = choice(
        None, _listings, help="the share, by its symbol; none means the first that the event concerns"
    )


@dataclass(frozen=True)
class OnePair(Share, Event):
    """One event and one share, both to be named."""

    NEEDED = frozenset({"event", "symbol"})

    def check(self, snapshot: Snapshot) -> None:
        super().check(snapshot)
        if self.event is None:
            raise BadParam("event", "", "name one event by its id, as listed at /data/events.csv")
        if self.symbol is None:
            raise BadParam("symbol", "", "name one of " + ", ".join(snapshot.listings.index))

    @property
    def named(self) -> tuple[str, str]:
        """Event and share; parameters that were not checked may lack them, which is a ValueError."""
        if self.event is None or self.symbol is None:
            raise ValueError("one event and one share are needed")
        return self.event, self.symbol


@dataclass(frozen=True)
class Symbols(Params):
    symbols: tuple[str, ...] = choices(
        (),
        everything_priced,
        help="listings or, where prices are asked for, indices and controls; none means the usual ones",
        former=("symbol",),
    )


@dataclass(frozen=True)
class Span(Params):
    """Sessions shown. A set of parameters says in `USUAL_SPAN` what suits it."""

    USUAL_SPAN: ClassVar[Days] = (-20, 20)

    span: Days | None = days(
        None, help="first and last session shown around day 0; none means the usual ones"
    )

    @property
    def shown(self) -> Days:
        """The first and last session asked for, or the usual ones."""
        return self.span or self.USUAL_SPAN

    def shown_with(self, window: Days) -> Days:
        """`shown`, stretched where it must to hold an event window."""
        first, last = self.shown
        return min(first, window[0]), max(last, window[1])


@dataclass(frozen=True)
class Period(Params):
    from_: date | None = day(help="first day")
    to: date | None = day(help="last day")

    def check(self, snapshot: Snapshot) -> None:
        super().check(snapshot)
        if self.from_ and self.to and self.from_ > self.to:
            raise BadParam(
                "from",
                self.from_.isoformat(),
                f"it must not be after “to”, {self.to.isoformat()}",
                instead={"from_": self.to, "to": self.from_},
            )


@dataclass(frozen=True)
class RecordFilters(Period, Companies, Event):
    """Which events of the record are shown, and the selected one among them."""

    type: tuple[str, ...] = choices((), TYPES, help="types of event; none means all")
    actor: tuple[str, ...] = choices((), lambda s: tuple(s.actors.index), help="who acted; none means all")
    named: tuple[str, ...] = choices(
        (), companies_named, help="companies that the event must name, one of them; none means any"
    )
    direction: tuple[str, ...] = choices(
        (), DIRECTIONS, help="directions of policy; none means the usual ones"
    )
    severity: int = number(1, 1, 5, whole=True, help="least severity, 1 to 5")
    q: str = text(help="free text that the event must contain")
    confounders: bool = flag(True, help="include events that are not part of the campaign")

    def check(self, snapshot: Snapshot) -> None:
        super().check(snapshot)
        if not (self.from_ or self.to):
            return
        first, last = record_period(snapshot)
        if self.from_ and pd.Timestamp(self.from_) >= last:
            raise BadParam("from", self.from_.isoformat(), f"the record ends on {last:%Y-%m-%d}")
        if self.to and pd.Timestamp(self.to) <= first:
            raise BadParam("to", self.to.isoformat(), f"prices begin on {first:%Y-%m-%d}")


@dataclass(frozen=True)
class PairFilters(RecordFilters, Markets):
    """Which events, and beside which shares."""

    affected: bool = flag(True, help="only shares that the event concerns")
