"""What the timeline shows of the record, and how the prices are drawn."""

from __future__ import annotations

from dataclasses import dataclass

from components.params import Params as BaseParams
from components.params import choice, flag
from components.params.record import Landmarks, PriceLine, RecordFilters

PRICES = ("rebased", "traded", "total")
STYLES = ("line", "candlestick")


@dataclass(frozen=True)
class PriceView(BaseParams):
    """How prices are drawn."""

    price: str = choice("rebased", PRICES, help="100 at the start, as traded, or total return")
    style: str = choice("line", STYLES, help="candlestick: one company, up to 180 sessions")
    log: bool = flag(False, help="logarithmic price axis")


@dataclass(frozen=True)
class Params(Landmarks, PriceView, RecordFilters, PriceLine):
    """Without a first day: from the month before the first event; without a last: to the record's end."""
