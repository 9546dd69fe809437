"""Parameters of every chart of one event and its listings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.charts.kit.record import (
    MARKETS,
    companies_with_prices,
)
from components.params import BadParam, choice, choices, event_id, flag
from components.params import Params as BaseParams
from components.params import window as session_range
from components.study import MODELS, StudySpec

if TYPE_CHECKING:
    from data import Snapshot


@dataclass(frozen=True)
class EventParams(BaseParams):
    """What every chart of one event shares. A subclass sets the days that it shows."""

    event: str | None = event_id(help="the event; by default the opening of the Alibaba probe")
    company: tuple[str, ...] = choices(
        (), companies_with_prices, help="companies; none means those the event affects"
    )
    market: str = choice("both", MARKETS, help="which listing of a company that has two")
    window: tuple[int, int] = session_range((-1, 1), help="event window in sessions around day 0")
    span: tuple[int, int] = session_range(
        (-20, 20), help="sessions shown around day 0; it must hold the event window"
    )
    model: str = choice("market", MODELS, help="what the expected return is taken from")
    benchmark: str | None = choice(
        None, lambda snapshot: tuple(snapshot.benchmarks.columns), help="by default each listing’s own"
    )
    estimation: tuple[int, int] = session_range(
        (-130, -11), -260, -2, help="sessions that the model is fitted on"
    )
    returns: str = choice("simple", ("simple", "log"), help="how returns are measured")
    clean_estimation: bool = flag(True, help="leave sessions near other events out of the estimation")

    def check(self, snapshot: Snapshot) -> None:
        if not self.span[0] <= self.window[0] <= self.window[1] <= self.span[1]:
            raise BadParam(
                "span",
                f"{self.span[0]},{self.span[1]}",
                f"it must hold the event window, {self.window[0]},{self.window[1]}",
            )
        first, last = self.estimation[0], min(self.estimation[1], self.window[0] - 1)
        if last - first + 1 < StudySpec().min_estimation:
            raise BadParam(
                "estimation",
                f"{self.estimation[0]},{self.estimation[1]}",
                f"at least {StudySpec().min_estimation} sessions before the event window are needed",
            )

    def covering(self) -> EventParams:
        """These parameters with the span stretched to hold the event window."""
        low, high = min(self.span[0], self.window[0]), max(self.span[1], self.window[1])
        return self if (low, high) == self.span else self.replace(span=(low, high))

    def spec(self, snapshot: Snapshot, days: tuple[int, int], symbols: tuple[str, ...]) -> StudySpec:
        """The study of these symbols over `days`; of the principal listings together when they are among
        them.
        """
        own = tuple(snapshot.symbols())
        return StudySpec(
            window=days,
            estimation=self.estimation,
            model=self.model,
            returns=self.returns,
            benchmark=self.benchmark,
            clean_estimation=self.clean_estimation,
            symbols=None if set(symbols) <= set(own) else (*own, *(s for s in symbols if s not in own)),
        )
