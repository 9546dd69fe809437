"""Parameters of the charts that are drawn from the study: which events, which shares, how measured."""

from __future__ import annotations

from dataclasses import dataclass

from components.params.method import ShownMethod
from components.params.record import PairFilters


@dataclass(frozen=True)
class StudyParams(ShownMethod, PairFilters):
    """Filters of the record, then the method."""
