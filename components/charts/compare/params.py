"""The events set side by side, or the one whose shares are compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.charts.kit.record import MARKETS, companies_with_prices
from components.params import BadParam, choice, choices, event_id, event_ids, flag, window
from components.params import Params as BaseParams
from components.study import MODELS, StudySpec

if TYPE_CHECKING:
    from data import Snapshot

MOST = 4


@dataclass(frozen=True)
class Params(BaseParams):
    event: str | None = event_id(help="the selected event, compared when “events” names none")
    events: tuple[str, ...] = event_ids(most=MOST, help="two to four events; one compares its shares")
    company: tuple[str, ...] = choices(
        (),
        companies_with_prices,
        help="companies; none means those concerned. With several events the first one counts",
    )
    market: str = choice("both", MARKETS, help="which listing of a company that has two")
    span: tuple[int, int] = window((-1, 20), help="sessions shown around day 0")
    model: str = choice("market", MODELS, help="what the share was expected to do")
    benchmark: str | None = choice(
        None, lambda s: tuple(s.benchmarks.columns), help="none means each listing's own"
    )
    clean_estimation: bool = flag(True, help="leave days near other events out of the estimation")

    def check(self, snapshot: Snapshot) -> None:
        if self.span[1] < 1:
            raise BadParam("span", f"{self.span[0]},{self.span[1]}", "it must reach at least day 1")

    def spec(self, symbols: tuple[str, ...], events: tuple[str, ...]) -> StudySpec:
        return StudySpec(
            window=self.span,
            model=self.model,
            benchmark=self.benchmark,
            clean_estimation=self.clean_estimation,
            symbols=symbols,
            events=events,
        )
