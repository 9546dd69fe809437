"""What `/data/impacts` is asked: the method, and which pairs of event and share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.params.kinds import BadParam
from components.params.method import Method
from components.params.record import Events, Symbols

if TYPE_CHECKING:
    from data import Snapshot


@dataclass(frozen=True)
class ImpactParams(Events, Symbols, Method):
    """Everything that decides a number of the study. No symbols mean the three principals, no events all."""

    FORMER = {"event": "events"}

    def check(self, snapshot: Snapshot) -> None:
        super().check(snapshot)
        for symbol in self.symbols:
            if symbol not in snapshot.listings.index:
                listed = ", ".join(snapshot.listings.index)
                what = "a control" if symbol in snapshot.controls.index else "an index"
                raise BadParam("symbols", symbol, f"{what} has no abnormal return; allowed are {listed}")
