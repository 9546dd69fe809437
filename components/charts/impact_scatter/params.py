"""The record's filters, the method, and what the moves are set against."""

from __future__ import annotations

from dataclasses import dataclass

from components.charts.kit.study_params import StudyParams
from components.params import choice


@dataclass(frozen=True)
class Params(StudyParams):
    x: str = choice("severity", ("severity", "fine"), help="what the moves are set against")
