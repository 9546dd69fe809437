"""The record's filters, the method, and whether chance moves are shown."""

from __future__ import annotations

from dataclasses import dataclass

from components.charts.kit.study_params import StudyParams
from components.params import Params as BaseParams
from components.params import flag


@dataclass(frozen=True)
class BeyondChance(BaseParams):
    significant: bool = flag(False, help="only moves beyond chance after false-discovery control")


@dataclass(frozen=True)
class Params(BeyondChance, StudyParams):
    """The moves that are ranked."""
