"""Which events of the record pass a set of filters: on pages, in embeds and below `/data/` alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.params.record import RecordFilters
from data import search_events

if TYPE_CHECKING:
    from data import Snapshot


def principals(snapshot: Snapshot) -> tuple[str, ...]:
    """The companies that the record is about."""
    companies = snapshot.companies
    return snapshot.remember("principals", lambda: tuple(companies.index[companies["ring"] == 1]))


def filtered_events(
    snapshot: Snapshot, filters: RecordFilters, first: date | None = None, last: date | None = None
) -> pd.DataFrame:
    """Rows of `snapshot.events` that pass the filters and are dated within [first, last].

    Chosen companies keep the events that name one of them or were expected to move
    it, and those expected to move all principal companies; named companies keep the events that
    name one of them.
    """
    events = snapshot.events
    keep = events["severity"].to_numpy() >= filters.severity
    if filters.type:
        keep &= events["type"].isin(filters.type).to_numpy()
    if filters.direction:
        keep &= events["direction"].isin(filters.direction).to_numpy()
    if not filters.confounders:
        keep &= (events["type"] != "confounder").to_numpy()
    if filters.actor:
        keep &= _any_of(events["actors"], filters.actor)
    if filters.named:
        keep &= _any_of(events["companies"], filters.named)
    everybody = set(principals(snapshot))
    if filters.company and not everybody <= set(filters.company):
        named = _any_of(events["affects"], filters.company) | _any_of(events["companies"], filters.company)
        keep &= named | np.array(
            [bool(everybody) and everybody <= set(affects) for affects in events["affects"]], bool
        )
    if filters.q.strip():
        keep &= events.index.isin(search_events(snapshot, filters.q)["event_id"])
    if first is not None:
        keep &= (events["date"] >= pd.Timestamp(first)).to_numpy()
    if last is not None:
        keep &= (events["date"] <= pd.Timestamp(last)).to_numpy()
    return events[keep]


def _any_of(lists: pd.Series, wanted: Iterable[str]) -> np.ndarray:
    wanted = set(wanted)
    return np.array([not wanted.isdisjoint(names) for names in lists], bool)
