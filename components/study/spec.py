"""What a study is asked to do: one frozen, validated, hashable description."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from components.study import control_weights

LINES, CONTROLS = ("market", "market-adjusted", "mean-adjusted", "two-factor"), "controls"
MODELS = (*LINES, CONTROLS)
RETURNS = ("simple", "log")
ALPHAS = ("shrunk", "ols", "zero")
VARIANCES = ("adaptive", "estimation")
WINDOW_LIMITS = (-30, 60)
ESTIMATION_LIMITS = (-1000, -1)
FEWEST = 3
CONTROLS_LAST_DAY = 20
"""Windows that end later are not measured against controls: fixed weights say less with every session."""

CONTROLS_RECENT = -130
"""First relative day of the recent variance of that model."""


@dataclass(frozen=True)
class StudySpec:
    """The parameters of one study. Windows are pairs of session numbers relative to day 0.

    window: event window, inclusive, within [-30, +60].
    estimation: estimation window, inclusive. Day -1 and sessions of the event window never serve
        for estimation: see `estimation_used`.
    min_estimation: fewest valid sessions that a regression may rest on.
    model: "market", "market-adjusted", "mean-adjusted", "two-factor" or "controls" (a portfolio of shares
        outside tech, see `control_weights`: it has its own estimation sessions, the latest 250 clean ones
        up to day -11, at least 60, and neither drift nor benchmark).
    returns: "simple" or "log".
    alpha: "shrunk" (the drift weighed by what it is worth, see `drift`), "ols" or "zero".
    drift_variance: variance per session of the drift that "shrunk" expects, in squared fractions;
        None: estimated on the record's principal listings, 7e-7 on frames of one's own.
    variance: of a session of the event window: "estimation" (the estimation window's) or
        "adaptive" (half of it from recent sessions, see `recent`).
    benchmark: a column of the benchmark table, or None for each listing's own.
    clean_estimation: leave out sessions within one session of other events on the company.
    clean_events: drop pairs whose event window holds another event on the company.
    confidence: level of intervals and bands.
    symbols, events: restrict the pairs (not what counts as an overlap); None means all.
    """

    window: tuple[int, int] = (-1, 1)
    estimation: tuple[int, int] = (-130, -11)
    min_estimation: int = 30
    model: str = "market"
    returns: str = "simple"
    alpha: str = "shrunk"
    drift_variance: float | None = None
    variance: str = "adaptive"
    benchmark: str | None = None
    clean_estimation: bool = True
    clean_events: bool = False
    confidence: float = 0.95
    symbols: tuple[str, ...] | None = None
    events: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        for name in ("window", "estimation", "symbols", "events"):
            value = getattr(self, name)
            if isinstance(value, list):
                object.__setattr__(self, name, tuple(value))
        _check_days("window", self.window, WINDOW_LIMITS)
        _check_days("estimation", self.estimation, ESTIMATION_LIMITS)
        for name, allowed in (
            ("model", MODELS),
            ("returns", RETURNS),
            ("alpha", ALPHAS),
            ("variance", VARIANCES),
        ):
            if getattr(self, name) not in allowed:
                raise ValueError(f"{name}: {getattr(self, name)!r} is not one of {', '.join(allowed)}")
        if self.drift_variance is not None and not 0 <= self.drift_variance < math.inf:
            raise ValueError(f"drift_variance: {self.drift_variance!r} is not a finite number from 0")
        if not 0.5 <= self.confidence < 1:
            raise ValueError(f"confidence: {self.confidence!r} is not between 0.5 and 1")
        if self.min_estimation < FEWEST:
            raise ValueError(f"min_estimation: {self.min_estimation!r} is below {FEWEST}")

    @classmethod
    def textbook(cls, **choice: Any) -> StudySpec:
        """Plain OLS and the estimation window's variance, as other tools have it."""
        return cls(**({"alpha": "ols", "variance": "estimation"} | choice))

    @property
    def days(self) -> range:
        """Relative days of the event window."""
        return range(self.window[0], self.window[1] + 1)

    @property
    def length(self) -> int:
        """Sessions in the event window."""
        return self.window[1] - self.window[0] + 1

    @property
    def estimation_used(self) -> tuple[int, int]:
        """The estimation window less day -1 and any session that the event window claims.

        A forecast is only a forecast for days that did not help to fit it, so an event window
        that starts at -30 makes the default estimation end at -31. It can come out empty (last
        before first): every pair then has too few estimation sessions. The control portfolio has an
        estimation of its own.
        """
        first, last = self.estimation
        if self.model == CONTROLS:
            first, last = -control_weights.LONGEST, control_weights.LAST
        return first, max(min(last, self.window[0] - 1, -2), first - 1)

    @property
    def recent(self) -> tuple[int, int]:
        """Relative days of the recent variance: estimation start to the session before the window."""
        first = CONTROLS_RECENT if self.model == CONTROLS else self.estimation[0]
        return first, self.window[0] - 1

    @property
    def sessions_needed(self) -> int:
        """Fewest valid sessions that an estimate of this model may rest on."""
        if self.model == CONTROLS:
            return max(self.min_estimation, control_weights.FEWEST)
        return self.min_estimation

    @property
    def estimation_length(self) -> int:
        """Sessions in the estimation window as used."""
        first, last = self.estimation_used
        return last - first + 1


def _check_days(name: str, value: tuple[int, int], limits: tuple[int, int]) -> None:
    low, high = limits
    whole = (
        isinstance(value, tuple)
        and len(value) == 2
        and all(isinstance(day, int) and not isinstance(day, bool) for day in value)
    )
    if not whole or not low <= value[0] <= value[1] <= high:
        raise ValueError(
            f"{name}: {value!r} is not two whole days (first, last) with {low} <= first <= last <= {high}"
        )


DEFAULT = StudySpec()
"""What a study is when nothing is asked for."""
