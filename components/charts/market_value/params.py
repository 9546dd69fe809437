"""The record's filters, the method, and the day to count from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from components.charts.kit.study_params import StudyParams
from components.params import BadParam
from components.params import Params as BaseParams
from components.params import day as day_field

if TYPE_CHECKING:
    from data import Snapshot


@dataclass(frozen=True)
class CountedFrom(BaseParams):
    counted_from: date | None = day_field(
        help="the day to count from; by default the day on which the companies together were worth most",
        former=("since",),
    )

    def check(self, snapshot: Snapshot) -> None:
        super().check(snapshot)
        last = snapshot.last_session.date()
        if self.counted_from and self.counted_from >= last:
            raise BadParam(
                "counted_from",
                self.counted_from.isoformat(),
                f"it must lie before {last.isoformat()}, the last session on record",
            )


@dataclass(frozen=True)
class Params(CountedFrom, StudyParams):
    """The companies whose market value is added up, and the events around which most of it went."""
