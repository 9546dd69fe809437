"""The chart catalogue: every chart by its slug. Adding a chart is adding its folder, and its name here."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import TYPE_CHECKING

from components.charts import (
    abnormal,
    aftermath,
    around,
    car,
    clustering,
    compare,
    event_window,
    fatigue,
    impact,
    impact_scatter,
    market_value,
    patterns,
    placebo,
    regression,
    returns,
    run_up,
    share_of_fall,
    timeline,
)
from components.charts.chart import Chart
from components.charts.kit.look import Look
from components.params import Params

if TYPE_CHECKING:
    from data import Snapshot

MODULES = (
    timeline,
    run_up,
    event_window,
    car,
    impact,
    impact_scatter,
    patterns,
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
CATALOGUE: dict[str, ModuleType] = {module.SLUG: module for module in MODULES}


def build(
    slug: str, snapshot: Snapshot, asked: Params | Mapping[str, str | list[str]] = {}, look: Look = Look()
) -> Chart:
    """The chart `slug` for parameters, or for a query to be parsed strictly.

    Raises `KeyError` for an unknown slug and `BadParam` for a query that cannot be read.
    """
    module = CATALOGUE[slug]
    params = asked if isinstance(asked, Params) else module.Params.parse(asked, snapshot)
    return module.build(snapshot, params, look)
