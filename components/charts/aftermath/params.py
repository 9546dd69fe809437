"""The record's filters and the method; an event stands for those like it."""

from __future__ import annotations

from dataclasses import dataclass

from components.charts.kit.study_params import StudyParams


@dataclass(frozen=True)
class Params(StudyParams):
    """With an event: events of its type and direction, unless types or directions are chosen."""
