"""Which events of the record can be asked, about which shares; nothing in here tells an outcome."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from components.charts.kit.memo import remembered
from components.charts.kit.record import HONG_KONG
from components.classroom.spoilers import Story, gives_away, story_of
from components.params.chosen_events import principals
from components.study import StudySpec, run_study
from components.study.status import MEANING, USED

if TYPE_CHECKING:
    from data import Snapshot

COLUMNS = [
    "event_id",
    "symbol",
    "company",
    "status",
    "raw_return",
    "car",
    "ci_low",
    "ci_high",
    "overlaps",
    "overlap_count",
    "placebo_share",
    "placebo_n",
    "window_start",
    "window_end",
]
"""What is asked of the study."""


@dataclass(frozen=True)
class Question:
    """One event, to be guessed for each of `symbols` (the Hong Kong listing of each principal company it
    affects).

    place, last: positions among Hong Kong's sessions of day 0 and of the last session asked about.
    overlaps: other events on these companies in the same sessions.
    new_york_first: the event's day 0 in New York, where that came before Hong Kong's.
    """

    event: str
    symbols: tuple[str, ...]
    companies: tuple[str, ...]
    story: Story
    day0: pd.Timestamp
    place: int
    last: int
    overlaps: tuple[str, ...]
    most_overlaps: int
    new_york_first: pd.Timestamp | None


@remembered(8)
def askable(snapshot: Snapshot, window: tuple[int, int]) -> dict[str, Question]:
    """Every event that a class can be asked about, by id, in the record's order."""
    found = {event: question(snapshot, event, window) for event in snapshot.events.index}
    return {event: one for event, one in found.items() if isinstance(one, Question)}


@remembered(1024)
def question(snapshot: Snapshot, event: str, window: tuple[int, int]) -> Question | str:
    """The question about an event, or the reason why there is none, as the end of a sentence."""
    row = _events(snapshot)[event]
    story = story_of(row)
    if gives_away(event[11:].replace("-", " ")) or not story.title:
        return "its name tells what the shares did"
    if not story.sentences:
        return "little of it can be told without what the shares did"
    symbols = tuple(symbol for company, symbol in _main_shares(snapshot).items() if company in row["affects"])
    if not symbols:
        return "it affects none of the principal companies"
    if pd.isna(row["day0_hk"]):
        return "it has no session in Hong Kong"
    pairs = pairs_of(snapshot, event, window, symbols)
    known = [pair for pair in pairs if pair["status"] == USED and math.isfinite(pair["raw_return"])]
    if not known:
        why = MEANING[pairs[0]["status"]].rstrip(".")
        return f"it has no numbers: {why[:1].lower()}{why[1:]}"
    place = int(snapshot.sessions(HONG_KONG).get_loc(row["day0_hk"]))
    in_new_york = not _listed_abroad(snapshot).isdisjoint(pair["company"] for pair in known)
    return Question(
        event,
        tuple(pair["symbol"] for pair in known),
        tuple(pair["company"] for pair in known),
        story,
        row["day0_hk"],
        place,
        place + window[1],
        tuple(dict.fromkeys(other for pair in known for other in pair["overlaps"])),
        max(int(pair["overlap_count"]) for pair in known),
        row["day0_us"] if in_new_york and row["day0_us"] < row["day0_hk"] else None,
    )


def pairs_of(
    snapshot: Snapshot, event: str, window: tuple[int, int], symbols: tuple[str, ...]
) -> list[dict[str, Any]]:
    """The study's rows of an event and some of the shares that can be asked about, in their order. They hold
    the outcome.
    """
    rows = _rows(snapshot, window)
    return [rows[event, symbol] for symbol in symbols]


@remembered(8)
def _rows(snapshot: Snapshot, window: tuple[int, int]) -> dict[tuple[str, str], dict[str, Any]]:
    """The study's rows by event and share, as plain values: looked up thousands of times faster than in a
    frame.
    """
    pairs = run_study(snapshot, StudySpec(window=window)).pairs
    rows = pairs.loc[pairs["symbol"].isin(_main_shares(snapshot).values()), COLUMNS]
    return {(row["event_id"], row["symbol"]): row for row in rows.to_dict("records")}


@remembered(4)
def _events(snapshot: Snapshot) -> dict[str, dict[str, Any]]:
    return snapshot.events[["title", "label", "summary", "affects", "day0_hk", "day0_us"]].to_dict("index")


@remembered(4)
def _main_shares(snapshot: Snapshot) -> dict[str, str]:
    """Principal company → its listing in Hong Kong."""
    listings = snapshot.listings[snapshot.listings["exchange"] == HONG_KONG]
    return {
        company: listings.index[listings["company"] == company][0]
        for company in principals(snapshot)
        if (listings["company"] == company).any()
    }


@remembered(4)
def _listed_abroad(snapshot: Snapshot) -> set[str]:
    return set(snapshot.listings.loc[snapshot.listings["exchange"] != HONG_KONG, "company"])
