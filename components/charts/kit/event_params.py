"""Parameters of every chart of one event and its listings."""

from __future__ import annotations

from dataclasses import dataclass

from components.params import Days
from components.params.method import ShownMethod
from components.params.record import Event, Markets, Span


@dataclass(frozen=True)
class EventParams(Span, ShownMethod, Markets, Event):
    """What every chart of one event shares. A subclass says which sessions it usually shows."""

    FIXED = ShownMethod.FIXED | {"clean_events"}

    @property
    def days(self) -> Days:
        """The sessions shown: those asked for, stretched to hold the event window."""
        return self.shown_with(self.window)
