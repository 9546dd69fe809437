"""The record's filters, the method, and what the moves are set against."""

from __future__ import annotations

from dataclasses import dataclass

from components.charts.kit.study_params import StudyParams
from components.params import Params as BaseParams
from components.params import choice

AGAINST = ("severity", "fine")


@dataclass(frozen=True)
class Against(BaseParams):
    x: str = choice("severity", AGAINST, help="what the moves are set against")


@dataclass(frozen=True)
class Params(Against, StudyParams):
    """The moves that are set against something known of their event."""
