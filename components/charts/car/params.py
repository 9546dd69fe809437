"""The event, its shares, the method and the days over which the moves are added up."""

from __future__ import annotations

from dataclasses import dataclass

from components.charts.kit.event_params import EventParams
from components.params import window as session_range


@dataclass(frozen=True)
class Params(EventParams):
    """Cumulation starts on the first day of the event window and goes on to the end of the span."""

    span: tuple[int, int] = session_range(
        (-1, 20), help="sessions shown around day 0; it must hold the event window"
    )
