"""Market value by session, its change since a day, and the events around which most of it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.kit.memo import remembered
from components.charts.kit.pairs import impact_params
from components.charts.kit.record import chosen_companies
from components.charts.market_value.params import Params
from components.params import BadParam
from components.params.impact import ImpactParams
from components.study import run_study
from components.study.record import prepare

if TYPE_CHECKING:
    from data import Snapshot

TOGETHER = "Together"


def companies_of(snapshot: Snapshot, params: Params) -> tuple[str, ...]:
    return chosen_companies(snapshot, params.company)


@remembered(16)
def values(snapshot: Snapshot, companies: tuple[str, ...]) -> pd.DataFrame:
    """Market value by session in US$ bn, a column a company with a usable share count.

    At the close of each company's main listing; a missing close is missing.
    """
    listings = snapshot.listings
    symbols = tuple(listings.index[listings["primary"] & listings["company"].isin(companies)])
    if not symbols:
        return pd.DataFrame(index=pd.DatetimeIndex([], name="date"))
    record = prepare(snapshot, symbols)
    worth = record.valuation.usd_bn(record.panel.traded, record.valuation.shares)
    columns = {
        listings.at[symbol, "company"]: pd.Series(worth[row, : len(sessions)], index=sessions)
        for row, (symbol, sessions) in enumerate(zip(symbols, record.panel.sessions, strict=True))
    }
    known = {
        company: columns[company]
        for company in companies
        if company in columns and columns[company].notna().any()
    }
    frame = pd.DataFrame(known, index=None if known else pd.DatetimeIndex([]))
    frame.index.name = "date"
    return frame


def counted_from(snapshot: Snapshot, params: Params) -> tuple[pd.DataFrame, pd.Timestamp]:
    """`values` of the companies that can be counted from the start, with their total, and the start.

    The start is the last session on or before `counted_from`, by default that of the highest total of all.
    A company without a value at the start (not yet listed, or no share count) is left out, so that
    the total always adds the same companies. Raises `BadParam` when none is left.
    """
    frame = values(snapshot, companies_of(snapshot, params))
    total = frame.sum(axis=1, skipna=False).dropna()
    if params.counted_from is not None:
        before = frame.index[frame.index <= pd.Timestamp(params.counted_from)]
        start = before[-1] if len(before) else next(iter(frame.index), pd.NaT)
    else:
        start = total.idxmax() if len(total) else pd.NaT
    if not frame.columns.empty and pd.notna(start):
        frame = frame.loc[:, frame.loc[start].notna()]
    if frame.columns.empty or pd.isna(start):
        listed_names = ",".join(companies_of(snapshot, params))
        raise BadParam(
            "company",
            listed_names,
            (
                "no total share count is known for any of these companies on that day, so there is no "
                "market value to show"
            ),
        )
    return frame.assign(**{TOGETHER: frame.sum(axis=1, skipna=False)}), start


def heaviest(snapshot: Snapshot, params: Params) -> pd.DataFrame:
    """Events since the start by the change of market value of all companies together over the event window.

    event_id, date, day0 (the first market's), title, type, direction, mv_change_usd_bn (the sum of
    the pairs'), also (how many other events share some of these sessions). Windows that overlap a
    larger move's are counted there and not listed again, so that no session is counted twice.
    """
    return _heaviest(snapshot, params.replace(event=None))


@remembered(32)
def _heaviest(snapshot: Snapshot, params: Params) -> pd.DataFrame:
    frame, start = counted_from(snapshot, params)
    listings = snapshot.listings
    companies = [column for column in frame.columns if column != TOGETHER]
    symbols = tuple(listings.index[listings["primary"] & listings["company"].isin(companies)])
    asked = impact_params(snapshot, params)
    pairs = run_study(snapshot, (asked or ImpactParams()).spec(symbols=symbols)).pairs
    pairs = pairs if asked else pairs.iloc[:0]
    pairs = pairs[pairs["mv_change_usd_bn"].notna() & (pairs["day0"] > start)]
    summed = pairs.groupby("event_id", sort=False).agg(
        date=("date", "first"),
        day0=("day0", "min"),
        title=("title", "first"),
        type=("type", "first"),
        direction=("direction", "first"),
        severity=("severity", "first"),
        mv_change_usd_bn=("mv_change_usd_bn", "sum"),
    )
    summed["named"] = (snapshot.events["label"].reindex(summed.index) != "").to_numpy()
    summed["size"] = summed["mv_change_usd_bn"].abs().round(6)
    summed = summed.sort_values(["size", "named", "severity"], ascending=False, kind="stable").reset_index()
    place = frame.index.searchsorted(pd.DatetimeIndex(summed["day0"]))
    length = params.window[1] - params.window[0] + 1
    kept: list[int] = []
    also = np.zeros(len(summed), int)
    for row, at in enumerate(place):
        near = [one for one in kept if abs(place[one] - at) < length]
        for one in near:
            also[one] += 1
        if not near:
            kept.append(row)
    summed["also"] = also
    return (
        summed.iloc[kept]
        .drop(columns=["named", "size"])
        .sort_values("mv_change_usd_bn", kind="stable", ignore_index=True)
    )


def table(frame: pd.DataFrame, lost: pd.DataFrame, drawdown: pd.DataFrame) -> pd.DataFrame:
    long = (
        frame.loc[lost.index]
        .melt(ignore_index=False, var_name="company", value_name="market_value_usd_bn")
        .reset_index()
    )
    long["change_usd_bn"] = lost.melt()["value"].to_numpy()
    long["drawdown"] = drawdown.loc[lost.index].melt()["value"].to_numpy()
    return long
