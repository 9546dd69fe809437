"""What the split of a fall may be asked for."""

from __future__ import annotations

from dataclasses import dataclass

from components.params import choice
from components.params.record import PriceLine

SPANS = {"low": "peak to low", "last": "peak to last session"}


@dataclass(frozen=True)
class Params(PriceLine):
    """Which companies, and which stretch of their way."""

    until: str = choice("low", tuple(SPANS), help="from the peak to the low after it, or to the last session")
