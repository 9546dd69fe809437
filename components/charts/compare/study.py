"""Which events and shares are set side by side, and their paths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.compare.params import MOST, Params
from components.charts.kit.record import listings_of
from components.charts.kit.study_words import share_names, short_title
from components.params.chosen_events import principals
from components.study import run_study
from components.study.status import USED

if TYPE_CHECKING:
    from data import Snapshot

OPENING = (
    "2020-11-03-ant-ipo-suspended",
    "2020-12-24-samr-opens-alibaba-probe",
    "2022-03-16-liu-he-rescue-meeting",
    "2023-07-07-ant-and-tenpay-fined",
)
"""What is compared when nothing is chosen."""


@dataclass(frozen=True)
class Line:
    """One event and share: its pair of the study and its path (empty when it has no numbers)."""

    event_id: str
    symbol: str
    company: str
    name: str
    pair: pd.Series
    path: pd.DataFrame

    @property
    def has_numbers(self) -> bool:
        return bool(len(self.path))


def chosen_events(snapshot: Snapshot, params: Params) -> tuple[str, ...]:
    """What is compared: the events named, else the selected one, else landmark events."""
    if params.events:
        return params.events
    if params.event:
        return (params.event,)
    return tuple(event for event in OPENING if event in snapshot.events.index) or tuple(
        snapshot.events.index[:MOST]
    )


def chosen_symbols(snapshot: Snapshot, params: Params, events: tuple[str, ...]) -> tuple[str, ...]:
    """One listing for several events; every listing asked for, of one event."""
    affected = [
        set(snapshot.events.at[event, "affects"]) | set(snapshot.events.at[event, "companies"])
        for event in events
    ]
    if len(events) == 1:
        companies = (
            params.company
            or tuple(c for c in principals(snapshot) if c in affected[0])
            or principals(snapshot)
        )
        return tuple(listings_of(snapshot, companies, params.market).index)
    usual = sorted(principals(snapshot), key=lambda company: -sum(company in names for names in affected))
    listings = listings_of(
        snapshot, (params.company or tuple(usual))[:1], "hk" if params.market == "both" else params.market
    )
    return (listings.index[0],)


def lines(snapshot: Snapshot, params: Params) -> list[Line]:
    events = chosen_events(snapshot, params)
    symbols = chosen_symbols(snapshot, params, events)
    result = run_study(snapshot, params.spec(window=params.shown, symbols=symbols, events=events))
    names = share_names(snapshot, symbols)
    found = []
    for event in events:
        for symbol in symbols:
            number = result.number_of(event, symbol)
            pair = result.pairs.iloc[number]
            path = result.paths_of(np.array([number])) if pair["status"] == USED else pd.DataFrame()
            name = names[symbol] if len(events) == 1 else short_title(snapshot, event, 34)
            found.append(Line(event, symbol, pair["company"], name, pair, path))
    return found


def table(snapshot: Snapshot, found: list[Line]) -> pd.DataFrame:
    columns = [
        "event_id",
        "title",
        "company",
        "symbol",
        "day",
        "session",
        "return",
        "expected",
        "ar",
        "car",
        "ci_low",
        "ci_high",
    ]
    frames = [
        line.path.assign(company=line.company, title=snapshot.events.at[line.event_id, "title"])[columns]
        for line in found
        if line.has_numbers
    ]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)
