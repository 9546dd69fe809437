"""Market value: what was lost since a chosen day, per company and together, and around which events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.chart import Chart
from components.charts.kit.look import Look
from components.charts.kit.memo import remembered
from components.charts.kit.pairs import impact_params
from components.charts.kit.picture import Drawn
from components.charts.kit.record import chosen_companies
from components.charts.kit.study_params import StudyParams
from components.charts.kit.study_words import ESTIMATED, short_title, study_sources, window_words
from components.charts.market_value.figure import draw
from components.language import MINUS, day, listed, percent
from components.params import BadParam
from components.params import day as day_field
from components.params.impact import ImpactParams
from components.study import run_study
from components.study.record import prepare

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "market-value"
NAME = "Market value"
SUMMARY = "How much market value went since a chosen day, and around which events did most of it go?"

TOGETHER = "Together"


@dataclass(frozen=True)
class Params(StudyParams):
    since: date | None = day_field(
        help="the day to count from; by default the day on which the companies together were worth most"
    )

    def check(self, snapshot: Snapshot) -> None:
        super().check(snapshot)
        last = snapshot.last_session.date()
        if self.since and self.since >= last:
            raise BadParam(
                "since",
                self.since.isoformat(),
                f"it must lie before {last.isoformat()}, the last session on record",
            )


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
    worth = record.valuation.usd_bn(record.panel.close, record.valuation.shares)
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

    The start is the last session on or before `since`, by default that of the highest total of all.
    A company without a value at the start (not yet listed, or no share count) is left out, so that
    the total always adds the same companies. Raises `BadParam` when none is left.
    """
    frame = values(snapshot, companies_of(snapshot, params))
    total = frame.sum(axis=1, skipna=False).dropna()
    if params.since is not None:
        before = frame.index[frame.index <= pd.Timestamp(params.since)]
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
            "no total share count is known for any of these companies on that day, so there is no market value to show",
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
    pairs = run_study(snapshot, (asked or ImpactParams()).replace(symbol=symbols).spec()).pairs
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


@remembered(64)
def _drawn(snapshot: Snapshot, params: Params, look: Look) -> Drawn:
    frame, start = counted_from(snapshot, params)
    lost = frame.loc[start:] - frame.loc[start]
    drawdown = frame / frame.cummax() - 1
    moves = heaviest(snapshot, params)
    listings = snapshot.listings
    return Drawn(
        draw(snapshot, lost, drawdown.loc[start:], moves, look),
        _title(lost, start),
        f"Above: change of market value since {day(start)}, US$ billion. Below: distance from the highest value so far. "
        f"Numbered: events with the largest falls of all together over {window_words(params.window)}",
        _alt(snapshot, lost, drawdown, moves, start),
        _table(frame, lost, drawdown),
        study_sources(
            snapshot, tuple(listings.index[listings["primary"] & listings["company"].isin(frame.columns)])
        ),
        _notes(snapshot, companies_of(snapshot, params), frame, start),
    )


def build(snapshot: Snapshot, params: Params, look: Look = Look()) -> Chart:
    """Lines a company and together. Raises `BadParam` when no company has a market value at the start."""
    return _drawn(snapshot, params.replace(event=None), look).chart(SLUG, snapshot, params, look)


def money(value: float) -> str:
    """`−US$512bn`, `+US$3.1bn`."""
    sign = MINUS if value < 0 else "+" if value > 0 else ""
    return f"{sign}US${abs(value):,.0f}bn" if abs(value) >= 100 else f"{sign}US${abs(value):,.1f}bn"


def _total(frame: pd.DataFrame) -> str:
    """The column to speak of: the total, or the only company."""
    return TOGETHER if frame.shape[1] != 2 else str(frame.columns[0])


def _title(lost: pd.DataFrame, start: pd.Timestamp) -> str:
    total = _total(lost)
    names = [column for column in lost.columns if column != TOGETHER]
    series = lost[total].dropna()
    trough, final = series.min(), series.iloc[-1]
    who = listed(names) + (" together" if len(names) > 1 else "")
    if trough >= 0:
        return f"{who}: {money(final)} of market value since {day(start)}"
    when = series.idxmin()
    subject = "they stood" if len(names) > 1 else "it stood"
    return f"{who} lost US${-trough:,.0f}bn of market value from {day(start)} to {day(when)}; on the last session {subject} {_against(final)}"


def _against(final: float) -> str:
    return f"US${abs(final):,.0f}bn {'below' if final < 0 else 'above'} the start"


def _alt(
    snapshot: Snapshot, lost: pd.DataFrame, drawdown: pd.DataFrame, moves: pd.DataFrame, start: pd.Timestamp
) -> str:
    last = {column: lost[column].dropna().iloc[-1] for column in lost}
    parts = [
        f"{column} {money(value)} (at worst {money(lost[column].min())})" for column, value in last.items()
    ]
    deepest = [f"{column} {percent(drawdown[column].min(), 0)}" for column in drawdown if column != TOGETHER]
    events = [
        f"“{short_title(snapshot.events.loc[row.event_id], 60)}” {money(row.mv_change_usd_bn)}"
        for row in moves.head(5).itertuples()
        if row.mv_change_usd_bn < 0
    ]
    largest = f" Largest falls around events: {'; '.join(events)}." if events else ""
    return f"Line chart of market value since {day(start)}, to the last session: {'; '.join(parts)}. Deepest fall from a peak: {'; '.join(deepest)}.{largest}"


def _table(frame: pd.DataFrame, lost: pd.DataFrame, drawdown: pd.DataFrame) -> pd.DataFrame:
    long = (
        frame.loc[lost.index]
        .melt(ignore_index=False, var_name="company", value_name="market_value_usd_bn")
        .reset_index()
    )
    long["change_usd_bn"] = lost.melt()["value"].to_numpy()
    long["drawdown"] = drawdown.loc[lost.index].melt()["value"].to_numpy()
    return long


def _notes(
    snapshot: Snapshot, companies: tuple[str, ...], frame: pd.DataFrame, start: pd.Timestamp
) -> tuple[str, ...]:
    notes = [
        "Closing price of the main listing times the latest share count on or before the day; Hong Kong dollars at 7.80 to the US dollar, the middle of the peg."
    ]
    counts = snapshot.share_counts
    shown = counts[
        counts["company"].isin(frame.columns)
        & (counts["scope"] == "total")
        & (counts["as_of"] >= start - pd.DateOffset(years=1))
    ]
    unsure = shown[shown["confidence"].str.startswith(ESTIMATED)]
    if len(unsure):
        parts = [
            f"{company} ({listed(f'{when:%b %Y}' for when in rows['as_of'])})"
            for company, rows in unsure.groupby("company", sort=False)
        ]
        notes.append(
            f"Share counts of low confidence or derived ones, good to a few per cent: {listed(parts)}."
        )
    if missing := [company for company in companies if company not in frame.columns]:
        notes.append(
            f"No market value on {day(start)} is known for {listed(missing)} (not yet listed, or no total share count), so it is left out."
        )
    notes.append(
        "New shares, buybacks and dividends change market value too. Numbered falls share no session; “+2” counts other events on the same sessions. A fall beside an event is not proof that the event caused it."
    )
    return tuple(notes)


def example(snapshot: Snapshot) -> Params:
    """The three principals since their common peak."""
    return Params()
