"""Parameters shared by the charts that are drawn from the study: which events, which shares, how measured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from components.charts.kit.record import MARKETS, TYPES, actor_codes, companies_with_prices
from components.charts.kit.theme import DIRECTIONS
from components.params import BadParam, Params, choice, choices, day, event_id, flag, number, text, window
from components.study.spec import MODELS

if TYPE_CHECKING:
    from data import Snapshot


@dataclass(frozen=True)
class StudyParams(Params):
    """Filters of the record, then the method. The names are those of the page addresses."""

    event: str | None = event_id(help="the selected event")
    company: tuple[str, ...] = choices(
        (), companies_with_prices, help="companies; none means the three principals"
    )
    type: tuple[str, ...] = choices((), TYPES, help="types of event; none means all")
    actor: tuple[str, ...] = choices((), actor_codes, help="who acted; none means all")
    direction: tuple[str, ...] = choices((), DIRECTIONS, help="direction of policy; none means all")
    severity: int = number(1, 1, 5, whole=True, help="least severity, 1 to 5")
    from_: date | None = day(help="first day of the events")
    to: date | None = day(help="last day of the events")
    q: str = text(help="free text that the event must contain")
    confounders: bool = flag(True, help="include events that are not part of the campaign")
    affected: bool = flag(True, help="only shares that the event concerns")
    window: tuple[int, int] = window((-1, 1), help="event window in sessions around day 0")
    model: str = choice("market", MODELS, help="what the share was expected to do")
    benchmark: str | None = choice(
        None, lambda s: tuple(s.benchmarks.columns), help="none means each listing's own"
    )
    market: str = choice("both", MARKETS, help="which listing of a company that has two")
    clean: bool = flag(False, help="only events without another in the window")
    clean_estimation: bool = flag(True, help="leave days near other events out of the estimation")

    def check(self, snapshot: Snapshot) -> None:
        if self.from_ and self.to and self.from_ > self.to:
            raise BadParam(
                "from", self.from_.isoformat(), f"it must not be after “to”, {self.to.isoformat()}"
            )
