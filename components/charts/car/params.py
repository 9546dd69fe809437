"""The event, its shares, the method and the days over which the moves are added up."""

from __future__ import annotations

from dataclasses import dataclass

from components.charts.kit.event_params import EventParams


@dataclass(frozen=True)
class Params(EventParams):
    """Cumulation starts on the first day of the event window and goes on to the last session shown."""

    USUAL_SPAN = (-1, 20)
