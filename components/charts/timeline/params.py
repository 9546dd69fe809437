"""What the timeline shows of the record, and how the prices are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from components.charts.kit.memo import remembered
from components.charts.kit.record import (
    MARKETS,
    TYPES,
    actor_codes,
    companies_with_prices,
)
from components.charts.kit.theme import DIRECTIONS
from components.params import BadParam, choice, choices, day, event_id, flag, number, text
from components.params import Params as BaseParams

if TYPE_CHECKING:
    from data import Snapshot


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


@remembered(4)
def record_period(snapshot: Snapshot) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First day with a price, and the last day with a price or an event."""
    last = snapshot.last_session
    if len(snapshot.events):
        last = max(last, snapshot.events["date"].max())
    return snapshot.prices["date"].min(), last
