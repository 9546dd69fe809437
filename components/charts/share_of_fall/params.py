"""What the split of a fall may be asked for."""

from __future__ import annotations

from dataclasses import dataclass

from components.charts.kit.record import MARKETS, companies_with_prices
from components.params import Params as BaseParams
from components.params import choice, choices

SPANS = {"low": "peak to low", "last": "peak to last session"}


@dataclass(frozen=True)
class Params(BaseParams):
    """Which companies, and which stretch of their way."""

    company: tuple[str, ...] = choices(
        (), companies_with_prices, help="companies; none means the three principals"
    )
    market: str = choice("hk", MARKETS, help="which listing of a company that has two")
    until: str = choice("low", tuple(SPANS), help="from the peak to the low after it, or to the last session")
