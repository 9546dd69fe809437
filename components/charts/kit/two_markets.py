"""One company in Hong Kong and New York: which market could react first, and how far each moved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.kit.memo import remembered
from components.charts.kit.record import HONG_KONG, listings_of
from components.language import percent, short_day
from components.study import StudySpec, run_study
from components.study.status import USED

if TYPE_CHECKING:
    from data import Snapshot

DAY0 = (0, 0)
COLUMNS = [
    "event_id",
    "date",
    "title",
    "first",
    "day0_hk",
    "day0_us",
    "raw_hk",
    "raw_us",
    "car_hk",
    "q_hk",
    "car_us",
    "q_us",
    "overlaps",
]


@remembered(4)
def two_listed(snapshot: Snapshot) -> tuple[str, ...]:
    """Companies with a listing in Hong Kong and one in New York."""
    exchanges = snapshot.listings.groupby("company", sort=False)["exchange"].agg(set)
    return tuple(exchanges.index[[HONG_KONG in places and len(places) > 1 for places in exchanges]])


@remembered(32)
def lead_lag(snapshot: Snapshot, company: str, spec: StudySpec) -> pd.DataFrame:
    """Per event that concerns the company: the market whose day 0 closed first, and day 0's return and
    abnormal return in both.

    spec: the method and the events; its window is replaced by day 0 alone, and its listings by the
    company's two. Hong Kong closes before New York opens, so on one date Hong Kong is first. Only
    events with numbers in both markets.
    """
    listings = listings_of(snapshot, (company,), "both")
    home = listings.index[listings["exchange"] == HONG_KONG][0]
    away = listings.index[listings["exchange"] != HONG_KONG][0]
    day0 = replace(spec, window=DAY0, symbols=(home, away))
    pairs = run_study(snapshot, day0).pairs
    pairs = pairs[pairs["affected"] & (pairs["status"] == USED)]
    hong_kong, new_york = (pairs[pairs["symbol"] == symbol].set_index("event_id") for symbol in (home, away))
    both = hong_kong.index.intersection(new_york.index, sort=False)
    hong_kong, new_york = hong_kong.loc[both], new_york.loc[both]
    return pd.DataFrame(
        {
            "event_id": both,
            "date": hong_kong["date"].to_numpy(),
            "title": hong_kong["title"].to_numpy(),
            "first": np.where(
                hong_kong["day0"].to_numpy() <= new_york["day0"].to_numpy(), "Hong Kong", "New York"
            ),
            "day0_hk": hong_kong["day0"].to_numpy(),
            "day0_us": new_york["day0"].to_numpy(),
            "raw_hk": hong_kong["raw_return"].to_numpy(),
            "raw_us": new_york["raw_return"].to_numpy(),
            "car_hk": hong_kong["car"].to_numpy(),
            "q_hk": hong_kong["q"].to_numpy(),
            "car_us": new_york["car"].to_numpy(),
            "q_us": new_york["q"].to_numpy(),
            "overlaps": hong_kong["overlaps"].to_numpy(),
        },
        columns=COLUMNS,
    )


def first_mover(row: pd.Series) -> str:
    """One event in a sentence: the returns themselves, then what was beyond each market's own index."""
    hong_kong = ("Hong Kong", row["day0_hk"], row["raw_hk"], row["car_hk"])
    new_york = ("New York", row["day0_us"], row["raw_us"], row["car_us"])
    (lead, lead_day, lead_raw, lead_car), (lag, lag_day, lag_raw, lag_car) = (
        (hong_kong, new_york) if row["first"] == "Hong Kong" else (new_york, hong_kong)
    )
    return (
        f"{lead} could react first, on {short_day(lead_day)}: {percent(lead_raw, signed=True)} on its day 0 "
        f"({percent(lead_car, signed=True)} beyond its own index); {lag} followed on {short_day(lag_day)} "
        f"with {percent(lag_raw, signed=True)} ({percent(lag_car, signed=True)})."
    )


def who_led(rows: pd.DataFrame, company: str) -> str:
    """All events in a few sentences: returns first, since the two indices are not alike."""
    if rows.empty:
        return f"No event of this selection has numbers for {company} in both markets."
    new_york = int((rows["first"] == "New York").sum())
    same = int((np.sign(rows["raw_us"]) == np.sign(rows["raw_hk"])).sum())
    return (
        f"New York could react first to {new_york} of {len(rows)} events, Hong Kong to "
        f"{len(rows) - new_york}. On their own day 0 the two moved the same way {same} times. "
        f"{_further(rows['raw_hk'], rows['raw_us'])} Beyond its own index: "
        f"{_further(rows['car_hk'], rows['car_us'])} The two usual indices are not alike: the Hang Seng "
        "Index holds the share itself, the S&P 500 does not, so what lies beyond them cannot be compared."
    )


def _further(hong_kong: pd.Series, new_york: pd.Series) -> str:
    """Which of the two moved further, how often, and their median sizes."""
    further = int((new_york.abs() > hong_kong.abs()).sum())
    return (
        f"New York moved further {further} times; the median size was {percent(hong_kong.abs().median())} in "
        f"Hong Kong and {percent(new_york.abs().median())} in New York."
    )
