"""The event and how many sessions before it are shown."""

from __future__ import annotations

from dataclasses import dataclass

from components.charts.kit.record import (
    MARKETS,
    companies_with_prices,
)
from components.params import Params as BaseParams
from components.params import choice, choices, event_id, number


@dataclass(frozen=True)
class Params(BaseParams):
    """By default 40 sessions up to the one before day 0, of the companies that the event affects."""

    event: str | None = event_id(help="the event; by default the opening of the Alibaba probe")
    company: tuple[str, ...] = choices(
        (), companies_with_prices, help="companies; none means those the event affects"
    )
    market: str = choice("hk", MARKETS, help="which listing of a company that has two")
    sessions: int = number(40, 2, 250, whole=True, help="sessions shown, the last being the one before day 0")
