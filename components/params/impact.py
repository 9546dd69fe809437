"""Parameters of the event study as a reader gives them, on pages and at `/data/impacts`."""

from __future__ import annotations

from dataclasses import dataclass

from components.params import BadParam, Params, choice, choices, event_ids, flag, number
from components.params import window as days
from components.study.spec import ALPHAS, ESTIMATION_LIMITS, MODELS, RETURNS, VARIANCES, StudySpec


@dataclass(frozen=True)
class ImpactParams(Params):
    """Everything that decides a number of the study."""

    window: tuple[int, int] = days((-1, 1), help="first and last session around day 0")
    model: str = choice("market", MODELS, help="what the share was expected to do")
    symbol: tuple[str, ...] = choices(
        (), lambda s: s.symbols(ring=3), help="listings; none means the three principals"
    )
    event: tuple[str, ...] = event_ids(help="event ids; none means all")
    benchmark: str | None = choice(
        None, lambda s: tuple(s.benchmarks.columns), help="none means each listing's own"
    )
    clean_estimation: bool = flag(True, help="leave days near other events out of the estimation")
    clean_events: bool = flag(False, help="drop pairs whose window holds another event")
    estimation: tuple[int, int] = days(
        (-130, -11), *ESTIMATION_LIMITS, help="estimation window in relative days"
    )
    min_estimation: int = number(60, 10, 900, whole=True, help="fewest valid estimation sessions")
    returns: str = choice("simple", RETURNS)
    alpha: str = choice(StudySpec().alpha, ALPHAS, help="how far the estimated drift is believed")
    variance: str = choice(StudySpec().variance, VARIANCES, help="which sessions say how wild it is")
    confidence: float = number(0.95, 0.5, 0.999, help="level of the intervals")

    def check(self, snapshot) -> None:
        try:
            self.spec()
        except ValueError as error:
            name, _, allowed = str(error).partition(": ")
            raise BadParam(name, self.query().get(name, ""), allowed) from None

    def spec(self) -> StudySpec:
        return StudySpec(
            window=self.window,
            estimation=self.estimation,
            min_estimation=self.min_estimation,
            model=self.model,
            returns=self.returns,
            alpha=self.alpha,
            variance=self.variance,
            benchmark=self.benchmark,
            clean_estimation=self.clean_estimation,
            clean_events=self.clean_events,
            confidence=self.confidence,
            symbols=self.symbol or None,
            events=self.event or None,
        )
