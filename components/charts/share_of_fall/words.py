"""The sentences of the split of a fall."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from components.charts.share_of_fall.study import CAMPAIGN, MOVES, REACH, SHOCK
from components.language import counted, day, listed, percent

KIND_NAMES = {
    CAMPAIGN: "Sessions of campaign events",
    SHOCK: "Sessions of other shocks",
    "other sessions": "All other sessions",
}


ON_CARD = {CAMPAIGN: "campaign sessions", SHOCK: "other shocks", "other sessions": "all others"}


def card_row(one: Any, name: str) -> str:
    """What a bar of a card stands for; a share's first bar carries its name."""
    lead = f"<b>{name}</b> " if one.kind == CAMPAIGN else ""
    return f"{lead}{ON_CARD[one.kind]}"


def alone(log_return: float) -> str:
    """What the shares did on some sessions alone, as a signed percentage."""
    return percent(math.expm1(log_return), 0, signed=True)


def _whole(rows: pd.DataFrame) -> float:
    return float(rows["log_return"].sum())


def title(table: pd.DataFrame, names: dict[str, str], span: str) -> str:
    """The finding: what the shares did on the campaign's sessions alone, of all that they did."""
    if table.empty:
        return "No share has a fall to be split"
    end = "From peak to low" if span == "low" else "Since its peak"
    campaign = table[table["kind"] == CAMPAIGN].set_index("symbol")["log_return"]
    whole = table.groupby("symbol", sort=False)["log_return"].sum()
    parts = [f"{names[symbol]} {alone(value)}" for symbol, value in campaign.items()]
    of = listed(alone(value) for value in whole[campaign.index])
    return f"{end}, on sessions of campaign events alone: {listed(parts)} (all sessions: {of})"


def subtitle(span: str) -> str:
    """Units, kinds of session, and what the grey range is."""
    return (
        "Total return on each kind of session alone; the three multiply to the whole. "
        f"Campaign and other shocks: day 0 of the event and {counted(REACH, 'session')} after it. "
        "Grey: the middle 95%, a line at the median, for the same kind of session when all events are moved "
        f"together by 4 to 60 sessions either way ({len(MOVES)} calendars)"
    )


def alt(table: pd.DataFrame, names: dict[str, str], span: str) -> str:
    """The numbers of the picture."""
    if table.empty:
        return "No share has a fall to be split."
    parts = []
    for symbol, rows in table.groupby("symbol", sort=False):
        split = "; ".join(
            f"{KIND_NAMES[row.kind].lower()} {alone(row.log_return)} on {row.sessions} sessions "
            f"(moved calendars {alone(row.moved_low)} to {alone(row.moved_high)})"
            for row in rows.itertuples()
        )
        first, last = rows["first"].iloc[0], rows["last"].iloc[0]
        parts.append(f"{names[symbol]}, {day(first)} to {day(last)}, {alone(_whole(rows))}: {split}")
    return f"Bars by kind of session. {'. '.join(parts)}."


def unusual(table: pd.DataFrame, names: dict[str, str]) -> str:
    """How many moved calendars did as badly on the campaign's sessions, by share; empty for none."""
    ranks = [
        f"{row.further} of {row.moves} for {names[row.symbol]}"
        for row in table[table["kind"] == CAMPAIGN].itertuples()
    ]
    if not ranks:
        return ""
    return f"moved calendars did as badly or worse on the campaign’s sessions in {listed(ranks)}."


def notes(table: pd.DataFrame, names: dict[str, str]) -> tuple[str, ...]:
    """What the split can say and what it cannot."""
    return (
        *([f"How unusual: {ranks}"] if (ranks := unusual(table, names)) else []),
        "A session counts with the campaign when one of its events and another shock share it. "
        "It counts whole, whatever else happened on it.",
        "This is no estimate of what the campaign cost: news is known before it is dated here, works on "
        "after the next session, and falls on sessions on which these shares would have moved anyway.",
    )
