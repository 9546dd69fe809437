"""The rows of the study behind a chart: exactly those of `/data/impacts` for the same parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from components.charts.kit.memo import remembered
from components.charts.kit.record import chosen_companies, listings_of
from components.charts.kit.study_params import StudyParams
from components.params.chosen_events import filtered_events
from components.params.impact import ImpactParams
from components.study import StudyResult, run_study
from components.study.status import USED

if TYPE_CHECKING:
    from data import Snapshot

SIGNIFICANT = 0.05
"""Largest q, the false-discovery rate, at which a move counts as beyond chance."""


def impact_params(
    snapshot: Snapshot, params: StudyParams, window: tuple[int, int] | None = None
) -> ImpactParams | None:
    """The `/data/impacts` parameters that a chart's parameters stand for.

    None when the filters leave no event. Filters that leave every event of the record name none,
    so that the address stays short.
    `window` replaces the event window, for charts that draw a longer path.
    """
    return _impact_params(snapshot, params.replace(event=None), window or params.window)


@remembered(128)
def _impact_params(snapshot: Snapshot, params: StudyParams, window: tuple[int, int]) -> ImpactParams | None:
    events = filtered_events(snapshot, params, params.from_, params.to).index
    if events.empty:
        return None
    symbols = tuple(listings_of(snapshot, chosen_companies(snapshot, params.company), params.market).index)
    return ImpactParams.taking(
        params,
        window=window,
        symbols=() if symbols == tuple(snapshot.symbols()) else symbols,
        events=() if len(events) == len(snapshot.events) else tuple(events),
    )


def study(
    snapshot: Snapshot, params: StudyParams, window: tuple[int, int] | None = None
) -> StudyResult | None:
    """The study of the events and listings that the filters leave; None when they leave no event."""
    asked = impact_params(snapshot, params, window)
    return run_study(snapshot, asked.spec()) if asked else None


def shown_pairs(
    snapshot: Snapshot, params: StudyParams, window: tuple[int, int] | None = None
) -> pd.DataFrame:
    """Pairs of the study that a chart shows, those without numbers included; empty when no event fits."""
    return _shown_pairs(snapshot, params.replace(event=None), window or params.window)


@remembered(32)
def _shown_pairs(snapshot: Snapshot, params: StudyParams, window: tuple[int, int]) -> pd.DataFrame:
    result = study(snapshot, params, window)
    if result is None:
        return run_study(snapshot).pairs.iloc[:0]
    pairs = result.pairs
    return pairs[pairs["affected"].to_numpy()] if params.affected else pairs


def used(pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs that have numbers."""
    return pairs[(pairs["status"] == USED).to_numpy()]
