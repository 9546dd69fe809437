"""The record's filters and the method."""

from __future__ import annotations

from dataclasses import dataclass

from components.charts.kit.study_params import StudyParams


@dataclass(frozen=True)
class Params(StudyParams):
    """Directions default to tightening; other shocks are no part of the campaign and never shown."""
