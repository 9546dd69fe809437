"""The event, its shares, the method and the sessions shown."""

from __future__ import annotations

from dataclasses import dataclass

from components.charts.kit.event_params import EventParams


@dataclass(frozen=True)
class Params(EventParams):
    """Usually 20 sessions before and after day 0 of the event."""

    USUAL_SPAN = (-20, 20)
