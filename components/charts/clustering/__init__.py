"""Three companies, one news: their abnormal returns move together, so they are not three witnesses."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.chart import Chart
from components.charts.clustering.correlation import correlation, number
from components.charts.clustering.figure import draw
from components.charts.kit.look import Look
from components.charts.kit.memo import remembered
from components.charts.kit.one_share import (
    ShareParams,
    ShareStudy,
    chart_of,
    chosen_event,
    chosen_symbol,
    share_study,
)
from components.charts.kit.record import principals
from components.language import counted, listed
from components.study import StudySpec, run_study

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "clustering"
NAME = "Three companies, one news"
SUMMARY = "Do companies move together, beyond their index, on ordinary days and on days of events?"


@dataclass(frozen=True)
class Params(ShareParams):
    """The event is marked; the days are single sessions, whatever the event window."""


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


def build(snapshot: Snapshot, params: Params, look: Look = Look()) -> Chart:
    """A panel for each couple of companies: ordinary days, event days, this event."""
    study = share_study(snapshot, params)
    found = couples(snapshot, params)
    return chart_of(
        snapshot,
        study,
        params,
        look,
        slug=SLUG,
        title=_title(found),
        drawing=draw(snapshot, study.event, found, look),
        alt=_alt(study, found),
        subtitle=f"Abnormal returns of single sessions, beyond what {study.index if params.benchmark else 'each share’s home index'} explains; a dot is a day, r the correlation. Triangles: days of events on both (down: tightening, up: easing)",
        table=_table(found),
        notes=_notes(study, found),
    )


def example(snapshot: Snapshot) -> Params:
    """The opening of the Alibaba probe."""
    return Params()


def shares_of(snapshot: Snapshot, params: ShareParams) -> dict[str, str]:
    """Company → the listing drawn: the principals' main lines, and the share's own when it is of another company."""
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
    concerned = [{one, other} <= {*a, *b} for a, b in zip(own["affects"], own["companies"])]
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
    own = tuple(snapshot.symbols())
    spec = StudySpec(
        window=(0, 0),
        estimation=params.estimation,
        benchmark=params.benchmark,
        clean_estimation=params.clean_estimation,
        symbols=None if symbol in own else (*own, symbol),
    )
    result = run_study(snapshot, spec)
    row = result.panel.row[symbol]
    sessions = result.panel.sessions[row]
    width = len(sessions)
    frame = pd.DataFrame(
        {"abnormal": result.cells.values["car"][row, :width], "free": result.cells.free[row, :width]},
        index=sessions,
    )
    return frame.dropna(subset=["abnormal"])


def _title(found: list[Couple]) -> str:
    known = [c for c in found if np.isfinite(c.usual)]
    if not known:
        return "Too few days to say how far companies move together"
    top = max(known, key=lambda c: c.usual)
    beside = f", {number(top.eventful)} on days of events on both" if np.isfinite(top.eventful) else ""
    return (
        f"Beyond their index, {top.name} still move together: correlation {number(top.usual)} on ordinary days{beside}"
        if top.usual >= 0.1
        else (
            f"Beyond their index, {top.name} hardly move together: correlation {number(top.usual)} on ordinary days{beside}"
        )
    )


def _alt(study: ShareStudy, found: list[Couple]) -> str:
    lead = f"{counted(len(found), 'scatter plot')} of daily abnormal returns, one for each couple of companies; “{study.title}” is marked."
    said = "; ".join(
        f"{c.name}: correlation {number(c.usual)} on {counted(len(c.ordinary), 'ordinary day')}, {number(c.eventful)} on {counted(len(c.events), 'day')} of events on both"
        for c in found
    )
    return f"{lead} {said}."


def _notes(study: ShareStudy, found: list[Couple]) -> tuple[str, ...]:
    lacking = [c.name for c in found if c.this is None]
    notes = (
        [
            f"Day 0 of this event is not marked for {listed(lacking)}: there is no abnormal return on a day that both share."
        ]
        if lacking
        else []
    )
    return tuple(notes)


def _table(found: list[Couple]) -> pd.DataFrame:
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
