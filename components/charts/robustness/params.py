"""The event and the share; how they are measured is what the chart varies."""

from __future__ import annotations

from dataclasses import dataclass

from components.params.record import Event, Share


@dataclass(frozen=True)
class Params(Share, Event):
    """No choice of method: every one is drawn."""
