"""The record's filters, the method, and what is explained."""

from __future__ import annotations

from dataclasses import dataclass

from components.charts.kit.study_params import StudyParams
from components.params.regression import Outcome


@dataclass(frozen=True)
class Params(Outcome, StudyParams):
    """The moves that are compared."""
