"""Parameters of every chart of one share beside one event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.charts.kit.event_params import EventParams
from components.params import Params as BaseParams
from components.params import choice, event_id, flag
from components.params import window as session_range

if TYPE_CHECKING:
    from data import Snapshot


@dataclass(frozen=True)
class ShareParams(BaseParams):
    """What every chart of one share beside one event shares. The model is always the market model."""

    event: str | None = event_id(help="the event; by default the opening of the Alibaba probe")
    symbol: str | None = choice(
        None,
        lambda snapshot: snapshot.symbols(ring=9),
        help="the share; by default the first that the event names or affects",
    )
    window: tuple[int, int] = session_range((-1, 1), help="event window in sessions around day 0")
    benchmark: str | None = choice(
        None, lambda snapshot: tuple(snapshot.benchmarks.columns), help="by default the listing’s own"
    )
    estimation: tuple[int, int] = session_range(
        (-130, -11), -260, -2, help="sessions that the line is fitted on"
    )
    clean_estimation: bool = flag(True, help="leave sessions near other events out of the fit")

    def check(self, snapshot: Snapshot) -> None:
        event_params(self).check(snapshot)


def event_params(params: ShareParams) -> EventParams:
    span = min(-20, params.window[0]), max(20, params.window[1])
    return EventParams(
        event=params.event,
        window=params.window,
        span=span,
        benchmark=params.benchmark,
        estimation=params.estimation,
        clean_estimation=params.clean_estimation,
    )
