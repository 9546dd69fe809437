"""The record's filters, the method, what the events are grouped by and the sessions shown."""

from __future__ import annotations

from dataclasses import dataclass

from components.charts.kit.study_params import StudyParams
from components.params import choice, window

GROUPINGS = {
    "type": "type of event",
    "actor": "who acted",
    "direction": "direction of policy",
    "severity": "severity",
    "period": "year",
    "company": "company",
}


@dataclass(frozen=True)
class Params(StudyParams):
    by: str = choice("type", tuple(GROUPINGS), help="what the events are grouped by")
    span: tuple[int, int] = window((-5, 20), help="sessions shown around day 0")
