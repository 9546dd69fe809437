"""The event and how many sessions before it are shown."""

from __future__ import annotations

from dataclasses import dataclass

from components.params import number
from components.params.record import Event, PriceLine


@dataclass(frozen=True)
class Params(PriceLine, Event):
    """By default 40 sessions up to the one before day 0, of the companies that the event affects."""

    FORMER = {"market": "listing"}

    sessions: int = number(40, 2, 250, whole=True, help="sessions shown, the last being the one before day 0")
