"""The events set side by side, or the one whose shares are compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.params import BadParam
from components.params.method import ShownMethod
from components.params.record import Event, Events, Markets, Span

if TYPE_CHECKING:
    from data import Snapshot

MOST = 4


@dataclass(frozen=True)
class SideBySide(Span, Events):
    """Two to four events are set side by side for one share; a single one compares its shares."""

    USUAL_SPAN = (-1, 20)

    def check(self, snapshot: Snapshot) -> None:
        super().check(snapshot)
        first, last = self.shown
        if last < 1:
            raise BadParam("span", f"{first},{last}", "it must reach at least day 1")
        if len(self.events) > MOST:
            raise BadParam(
                "events",
                ",".join(self.events),
                f"at most {MOST} events are allowed",
                instead={"events": self.events[:MOST]},
            )


@dataclass(frozen=True)
class Params(SideBySide, ShownMethod, Markets, Event):
    """Without events of its own the selected one is shown. The sessions shown are the event window."""

    FIXED = ShownMethod.FIXED | {"window", "clean_events"}
