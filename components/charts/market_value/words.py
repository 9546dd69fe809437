"""Market value since a day, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from components.charts.kit.study_words import ESTIMATED, short_title, window_words
from components.charts.market_value.params import Params
from components.charts.market_value.study import TOGETHER
from components.language import MINUS, day, decimal, listed, literal, percent, short_month

if TYPE_CHECKING:
    from data import Snapshot


DRAWDOWN_HEADING = "From the highest value so far"


def money(value: float, digits: int = 0) -> str:
    """`−US$512bn`; with one digit, as changes around events are written everywhere, `+US$3.1bn`."""
    amount = decimal(value, digits, signed=True)
    sign = amount[:1] if amount[:1] in (MINUS, "+") else ""
    return f"{sign}US${amount.removeprefix(sign)}bn"


def fall_hover(event: str, change: float) -> str:
    return f"<b>{literal(event)}</b><br>{decimal(change, 1, signed=True)} US$ bn over the event window"


def _total(frame: pd.DataFrame) -> str:
    """The column to speak of: the total, or the only company."""
    return TOGETHER if frame.shape[1] != 2 else str(frame.columns[0])


def title(lost: pd.DataFrame, start: pd.Timestamp) -> str:
    total = _total(lost)
    names = [column for column in lost.columns if column != TOGETHER]
    series = lost[total].dropna()
    trough, final = series.min(), series.iloc[-1]
    who = listed(names) + (" together" if len(names) > 1 else "")
    if trough >= 0:
        return f"{who}: {money(final)} of market value since {day(start)}"
    when = series.idxmin()
    subject = "they stood" if len(names) > 1 else "it stood"
    return (
        f"{who} lost US${-trough:,.0f}bn of market value from {day(start)} to {day(when)}; on the last "
        f"session {subject} {_against(final)}"
    )


def _against(final: float) -> str:
    return f"US${abs(final):,.0f}bn {'below' if final < 0 else 'above'} the start"


def subtitle(params: Params, start: pd.Timestamp) -> str:
    return (
        f"Above: change of market value since {day(start)}, US$ billion. Below: distance from the "
        "highest value so far. Numbered: events with the largest falls of all together over "
        f"{window_words(params.window)}; hollow: other shocks"
    )


def alt(
    snapshot: Snapshot, lost: pd.DataFrame, drawdown: pd.DataFrame, moves: pd.DataFrame, start: pd.Timestamp
) -> str:
    last = {column: lost[column].dropna().iloc[-1] for column in lost}
    parts = [
        f"{column} {money(value)} (at worst {money(lost[column].min())})" for column, value in last.items()
    ]
    deepest = [f"{column} {percent(drawdown[column].min(), 0)}" for column in drawdown if column != TOGETHER]
    events = [
        f"“{short_title(snapshot, row.event_id, 60)}” {money(row.mv_change_usd_bn, 1)}"
        for row in moves.head(5).itertuples()
        if row.mv_change_usd_bn < 0
    ]
    largest = f" Largest falls around events: {'; '.join(events)}." if events else ""
    return (
        f"Line chart of market value since {day(start)}, to the last session: {'; '.join(parts)}. "
        f"Deepest fall from a peak: {'; '.join(deepest)}.{largest}"
    )


def notes(
    snapshot: Snapshot, companies: tuple[str, ...], frame: pd.DataFrame, start: pd.Timestamp
) -> tuple[str, ...]:
    notes = [
        (
            "Closing price of the main listing times the latest share count on or before the day; Hong "
            "Kong dollars at 7.80 to the US dollar, the middle of the peg."
        )
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
            f"{company} ({listed(map(short_month, rows['as_of']))})"
            for company, rows in unsure.groupby("company", sort=False)
        ]
        notes.append(
            f"Share counts of low confidence or derived ones, good to a few per cent: {listed(parts)}."
        )
    if missing := [company for company in companies if company not in frame.columns]:
        notes.append(
            f"No market value on {day(start)} is known for {listed(missing)} (not yet listed, or no "
            "total share count), so it is left out."
        )
    notes.append(
        "New shares, buybacks and dividends change market value too. Numbered falls share no "
        "session; “+2” counts other events on the same sessions. A fall beside an event is not "
        "proof that the event caused it."
    )
    return tuple(notes)
