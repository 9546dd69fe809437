"""What every chart of one event says: its method, how day 0 was found, what else happened, who says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from components.charts.chart import Source
from components.charts.kit.event_params import EventParams
from components.charts.kit.event_study import Reaction
from components.charts.kit.method_notes import against_index, method_notes
from components.charts.kit.record import (
    HONG_KONG,
    market_name,
    market_sources,
    plain_title,
)
from components.charts.kit.study_words import index_name
from components.language import counted, day, listed, relative_day
from components.study.model_words import MODEL_WORDS
from components.study.words import how_unusual

if TYPE_CHECKING:
    from data import Snapshot

MOST_OVERLAPS = 4
SPELLED = {"SCMP": "South China Morning Post", "WSJ": "Wall Street Journal", "FT": "Financial Times"}
"""Publishers that the record names in two ways."""


def sources(snapshot: Snapshot, event: str, found: list[Reaction]) -> tuple[Source, ...]:
    """The event's sources (publisher and address), then where prices come from.

    A source without an address is left out where another of its publisher has one.
    """
    rows = snapshot.sources[snapshot.sources["event_id"] == event]
    cited = [
        Source(_spelled(str(publisher)), str(url))
        for publisher, url in zip(rows["publisher"], rows["url"], strict=True)
    ]
    linked = {source.name for source in cited if source.url}
    cited = [source for source in cited if source.url or source.name not in linked]
    symbols = [r.symbol for r in found] + [str(r.pair["benchmark"]) for r in found]
    return (*dict.fromkeys(cited), *(Source(name) for name in market_sources(snapshot, symbols)))


def _spelled(publisher: str) -> str:
    return re.sub(rf"\b({'|'.join(SPELLED)})\b", lambda found: SPELLED[found[0]], publisher)


def method(snapshot: Snapshot, params: EventParams) -> str:
    """Window and model in one phrase."""
    first, last = params.window
    days = (
        f"day {relative_day(first)}"
        if first == last
        else f"days {relative_day(first)} to {relative_day(last)}"
    )
    benchmark = (
        f" on {index_name(snapshot, params.benchmark)}" if params.benchmark and against_index(params) else ""
    )
    return f"{MODEL_WORDS[params.model].measure}{benchmark}, event window {days}"


def caveats(snapshot: Snapshot, event: str, found: list[Reaction], params: EventParams) -> tuple[str, ...]:
    """Notes under the chart: an unusual method, how day 0 was found, overlaps, what is missing and why."""
    notes = list(method_notes(snapshot, params))
    unknown = [r for r in found if "unknown" in r.day0_rule]
    if unknown:
        notes.append(
            f"The hour of publication is unknown, so day 0 ({_days0(unknown)}) may be a session "
            "early or late."
        )
    elif any(r.day0 is not None for r in found):
        notes.append(f"Day 0 is {_days0([r for r in found if r.day0 is not None])}.")
    short = [r.day0 for r in found if r.day0 and r.exchange == HONG_KONG and _close_only(snapshot, r)]
    if short:
        notes.append(
            f"Of {day(short[0])} in Hong Kong only the close is on record, as of most half-day sessions."
        )
    others = list(dict.fromkeys(other for r in found for other in r.pair["overlaps"]))
    if others:
        titles = [f"“{plain_title(snapshot.events.at[other, 'title'])}”" for other in others[:MOST_OVERLAPS]]
        more = [counted(len(others) - MOST_OVERLAPS, "other")] if len(others) > MOST_OVERLAPS else []
        notes.append(
            f"Also inside the event window, so the moves cannot be told apart: {listed([*titles, *more])}."
        )
    for reason in dict.fromkeys(r.reason for r in found if r.reason):
        notes.append(f"{listed(r.place for r in found if r.reason == reason)}: {reason}")
    row = snapshot.events.loc[event]
    if not params.company and not {*row["affects"], *row["companies"]} & {r.company for r in found}:
        notes.append("The record expects no particular company to react; the principal ones are shown.")
    return tuple(notes)


def unusual(found: list[Reaction]) -> str:
    """How many ordinary windows were as unusual as each share's move, or why that is unknown."""
    return " ".join(f"{r.place}: {how_unusual(r.pair)}." for r in found)


def _close_only(snapshot: Snapshot, r: Reaction) -> bool:
    """Whether day 0 lacks the range that the listing's other sessions have."""
    opens = snapshot.ohlc(r.symbol)["open"]
    return r.day0 in opens.index and pd.isna(opens[r.day0]) and bool(opens.notna().any())


def _days0(found: list[Reaction]) -> str:
    by_market = {market_name(r.exchange): r.day0 for r in found if r.day0 is not None}
    if len(set(by_market.values())) == 1:
        return day(next(iter(by_market.values())))
    return listed(f"{day(when)} in {place}" for place, when in by_market.items())
