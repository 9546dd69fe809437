"""Abnormal returns of couples of companies on the same dates."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.kit import event_study
from components.charts.kit.event_study import chosen_event
from components.charts.kit.memo import remembered
from components.charts.kit.one_share import chosen_symbol
from components.charts.kit.share_params import ShareParams
from components.params.chosen_events import principals
from components.study import run_study

if TYPE_CHECKING:
    from data import Snapshot

FEWEST = 10
"""Days below which a correlation is not stated."""


def correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Pearson's correlation of two arrays of one length; NaN for fewer than `FEWEST` values or none that
    vary.
    """
    if len(one) < FEWEST or not np.std(one) or not np.std(other):
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])


@dataclass(frozen=True, eq=False)
class Couple:
    """Two companies' abnormal returns on the same dates, as fractions.

    ordinary: sessions free of events on either. events: sessions that are day 0 of an event on
    both; its `event_id` is the gravest of them. this: the row of the event drawn, or None.
    Columns: session, one, other (and event_id).
    """

    one: str
    other: str
    ordinary: pd.DataFrame
    events: pd.DataFrame
    this: pd.Series | None

    @property
    def name(self) -> str:
        return f"{self.one} and {self.other}"

    @property
    def usual(self) -> float:
        """Correlation on ordinary days, NaN for too few."""
        return correlation(self.ordinary["one"].to_numpy(), self.ordinary["other"].to_numpy())

    @property
    def eventful(self) -> float:
        """Correlation on days of events that concern both."""
        return correlation(self.events["one"].to_numpy(), self.events["other"].to_numpy())


def shares_of(snapshot: Snapshot, params: ShareParams) -> dict[str, str]:
    """Company → the listing drawn: the principals' main lines, and the share's own when it is of another
    company.
    """
    listings = snapshot.listings
    main = {str(row["company"]): str(symbol) for symbol, row in listings.iterrows() if row["primary"]}
    chosen = chosen_symbol(snapshot, params)
    company = str(listings.at[chosen, "company"])
    shares = {} if company in principals(snapshot) else {company: chosen}
    return shares | {name: main[name] for name in principals(snapshot) if name in main}


@remembered(32)
def couples(snapshot: Snapshot, params: ShareParams) -> list[Couple]:
    """The couples of companies drawn, three at most: all of three companies, or one beside the others."""
    shares = shares_of(snapshot, params)
    names = list(shares)
    chosen = list(combinations(names, 2)) if len(names) <= 3 else [(names[0], other) for other in names[1:4]]
    return [_couple(snapshot, shares, one, other, params) for one, other in chosen]


def _couple(snapshot: Snapshot, shares: dict[str, str], one: str, other: str, params: ShareParams) -> Couple:
    columns = [_days(snapshot, shares[name], params) for name in (one, other)]
    joined = columns[0].join(columns[1], how="inner", lsuffix="_one", rsuffix="_other")
    both = pd.DataFrame(
        {"session": joined.index, "one": joined["abnormal_one"], "other": joined["abnormal_other"]}
    )
    free = (joined["free_one"] & joined["free_other"]).to_numpy()
    own = snapshot.events.assign(day0=_common_day0(snapshot, shares[one], shares[other]))
    concerned = [{one, other} <= {*a, *b} for a, b in zip(own["affects"], own["companies"], strict=True)]
    days = (
        own[concerned]
        .dropna(subset=["day0"])
        .sort_values("severity", ascending=False, kind="stable")
        .drop_duplicates("day0")
    )
    events = both.merge(pd.DataFrame({"session": days["day0"], "event_id": days.index}), on="session")
    event = chosen_event(snapshot, params)
    this = both[both["session"] == own.at[event, "day0"]]
    return Couple(one, other, both[free], events, this.iloc[0] if len(this) else None)


def _common_day0(snapshot: Snapshot, one: str, other: str) -> pd.Series:
    """Day 0 where it is the same date for both listings, else NaT."""
    first, second = (
        snapshot.events[snapshot.day0_column(snapshot.listings.at[symbol, "exchange"])]
        for symbol in (one, other)
    )
    return first.where(first == second)


def _days(snapshot: Snapshot, symbol: str, params: ShareParams) -> pd.DataFrame:
    """By session: the abnormal return of that session alone, and whether it is free of events."""
    result = run_study(snapshot, event_study.study_of(snapshot, params, (0, 0), (symbol,)))
    row = result.panel.row[symbol]
    sessions = result.panel.sessions[row]
    width = len(sessions)
    frame = pd.DataFrame(
        {"abnormal": result.cells.values["car"][row, :width], "free": result.cells.free[row, :width]},
        index=sessions,
    )
    return frame.dropna(subset=["abnormal"])


def table(found: list[Couple]) -> pd.DataFrame:
    """company_one, company_other, session, abnormal_one, abnormal_other, kind (ordinary, event), event_id."""
    parts = []
    for couple in found:
        for kind, days in (("ordinary", couple.ordinary.assign(event_id="")), ("event", couple.events)):
            parts.append(days.assign(company_one=couple.one, company_other=couple.other, kind=kind))
    whole = pd.concat(parts, ignore_index=True)
    whole = whole.rename(columns={"one": "abnormal_one", "other": "abnormal_other"})
    return whole[
        ["company_one", "company_other", "session", "abnormal_one", "abnormal_other", "kind", "event_id"]
    ]
