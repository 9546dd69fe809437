"""What `/data/regression` is asked: the method, which pairs of event and share, and what is explained."""

from __future__ import annotations

from dataclasses import dataclass

from components.params.base import Params
from components.params.fields import choice
from components.params.impact import ImpactParams
from components.study.cross_section import OUTCOMES


@dataclass(frozen=True)
class Outcome(Params):
    outcome: str = choice(
        OUTCOMES[0], OUTCOMES, help="what is explained: the move with its sign, or its size alone"
    )


@dataclass(frozen=True)
class RegressionParams(Outcome, ImpactParams):
    """The moves that are explained. A company counts once an event, by its main listing among `symbols`."""
