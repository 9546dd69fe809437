"""How a move is measured: every choice of the event study, and the only way from a reader's choices to it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from components.params.base import Params
from components.params.fields import Days, choice, flag, number
from components.params.fields import window as days
from components.params.kinds import BadParam
from components.study.spec import (
    ALPHAS,
    ESTIMATION_LIMITS,
    MODELS,
    RETURNS,
    VARIANCES,
    WINDOW_LIMITS,
    StudySpec,
)

if TYPE_CHECKING:
    from data import Snapshot

USUAL = StudySpec()
"""Defaults are the study's own."""


@dataclass(frozen=True)
class Method(Params):
    window: Days = days(
        USUAL.window, *WINDOW_LIMITS, help="event window: first and last session around day 0"
    )
    model: str = choice(USUAL.model, MODELS, help="what the share was expected to do")
    benchmark: str | None = choice(
        USUAL.benchmark,
        lambda s: tuple(s.benchmarks.columns),
        help="the index that stands for the market; none means each listing’s own",
    )
    clean_events: bool = flag(
        USUAL.clean_events, help="only events without another in the window", former=("clean",)
    )
    clean_estimation: bool = flag(
        USUAL.clean_estimation, help="leave days near other events out of the estimation"
    )
    estimation: Days = days(
        USUAL.estimation, *ESTIMATION_LIMITS, help="estimation window: first and last session before day 0"
    )
    min_estimation: int = number(
        USUAL.min_estimation, 10, 900, whole=True, help="fewest sessions that an estimate may rest on"
    )
    alpha: str = choice(USUAL.alpha, ALPHAS, help="how far the estimated drift is believed")
    variance: str = choice(USUAL.variance, VARIANCES, help="which sessions say how wild the share is")
    returns: str = choice(USUAL.returns, RETURNS, help="how returns are measured")
    confidence: float = number(USUAL.confidence, 0.5, 0.999, help="level of the intervals")

    def check(self, snapshot: Snapshot) -> None:
        super().check(snapshot)
        try:
            self.spec()
        except ValueError as error:
            name, _, allowed = str(error).partition(": ")
            raise BadParam(name, self.query().get(name, ""), allowed) from None

    def spec(self, **changes: Any) -> StudySpec:
        """The study asked for: the choices above and, where the set has them, its `symbols` and `events`.

        `changes` replace some of them, for a chart that draws a longer window or sets events and
        shares itself. No symbols and no events mean all. Raises `ValueError` naming a parameter.
        """
        theirs = {field.name for field in dataclasses.fields(StudySpec)}
        asked: dict[str, Any] = {
            field.name: getattr(self, field.name)
            for field in dataclasses.fields(self)
            if field.name in theirs
        } | changes
        for name in ("symbols", "events"):
            asked[name] = asked.get(name) or None
        return StudySpec(**asked)


@dataclass(frozen=True)
class ShownMethod(Method):
    """The method of charts and pages: intervals at 95%, as words there say, and sessions enough to fit."""

    FIXED = frozenset({"confidence"})

    def check(self, snapshot: Snapshot) -> None:
        super().check(snapshot)
        if self.spec().estimation_length < self.min_estimation:
            first, last = self.estimation
            raise BadParam(
                "estimation",
                f"{first},{last}",
                f"at least {self.min_estimation} sessions before the event window are needed",
                instead={"estimation": USUAL.estimation, "min_estimation": USUAL.min_estimation},
            )
