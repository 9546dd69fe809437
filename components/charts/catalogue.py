"""The chart catalogue: every chart by its slug. Adding a chart is adding its folder, and its name here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from components.charts import (
    abnormal,
    aftermath,
    around,
    car,
    clustering,
    compare,
    counterfactual,
    event_window,
    fatigue,
    impact,
    impact_scatter,
    market_value,
    patterns,
    placebo,
    regression,
    returns,
    robustness,
    run_up,
    share_of_fall,
    timeline,
    volume_and_range,
    why_differ,
)
from components.charts.chart import Chart
from components.charts.kit.app_page import AppPage
from components.charts.kit.look import DEFAULT_LOOK, Look
from components.params import Params

if TYPE_CHECKING:
    from data import Snapshot


class Room(Protocol):
    """What the package of a chart offers; `components/charts/__init__.py` says what else stands in it."""

    @property
    def SLUG(self) -> str: ...
    @property
    def NAME(self) -> str: ...
    @property
    def SUMMARY(self) -> str: ...
    @property
    def CANNOT(self) -> str: ...
    @property
    def PAGE(self) -> AppPage: ...
    @property
    def Params(self) -> type[Any]: ...
    def build(self, snapshot: Snapshot, params: Any, look: Look = ...) -> Chart: ...
    def example(self, snapshot: Snapshot) -> Any: ...


MODULES: tuple[Room, ...] = (
    timeline,
    run_up,
    event_window,
    car,
    counterfactual,
    robustness,
    volume_and_range,
    impact,
    impact_scatter,
    patterns,
    why_differ,
    aftermath,
    fatigue,
    compare,
    market_value,
    share_of_fall,
    returns,
    regression,
    abnormal,
    placebo,
    clustering,
    around,
)
CATALOGUE: dict[str, Room] = {room.SLUG: room for room in MODULES}


def build(
    slug: str,
    snapshot: Snapshot,
    params: Params | Mapping[str, str | list[str]] | None = None,
    look: Look = DEFAULT_LOOK,
) -> Chart:
    """The chart `slug` for parameters, or for a query to be parsed strictly; for none, with every default.

    Raises `KeyError` for an unknown slug and `BadParam` for a query that cannot be read.
    """
    room = CATALOGUE[slug]
    if not isinstance(params, Params):
        params = room.Params.parse(params or {}, snapshot)
    return room.build(snapshot, params, look)
