"""The record's filters, the method, what the events are grouped by and the sessions shown."""

from __future__ import annotations

from dataclasses import dataclass

from components.charts.kit.study_params import StudyParams
from components.params import choice
from components.params.record import Span

GROUPINGS = {
    "type": "type of event",
    "actor": "who acted",
    "direction": "direction of policy",
    "severity": "severity",
    "period": "year",
    "company": "company",
}


@dataclass(frozen=True)
class Grouping(Span):
    USUAL_SPAN = (-5, 20)

    by: str = choice("type", tuple(GROUPINGS), help="what the events are grouped by")


@dataclass(frozen=True)
class Params(Grouping, StudyParams):
    """The events that are grouped, and the paths of their averages."""
