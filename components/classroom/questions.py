"""Which events of the record can be asked, about which shares; nothing in here tells an outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from components.charts.memo import remembered
from components.charts.record import HONG_KONG, principals
from components.classroom.telling import Telling, gives_away, telling
from components.study import StudySpec, run_study
from components.study.status import MEANING, TOO_FEW, USED

if TYPE_CHECKING:
    from data import Snapshot


@dataclass(frozen=True)
class Question:
    """One event, to be guessed for each of `symbols` (the Hong Kong listing of each principal company it affects).

    place, last: positions among Hong Kong's sessions of day 0 and of the last session asked about.
    every_session: the usual estimation leaves out sessions near other events; here too few would be left.
    overlaps: other events on these companies in the same sessions.
    new_york_first: the event's day 0 in New York, where that came before Hong Kong's.
    """

    event: str
    symbols: tuple[str, ...]
    companies: tuple[str, ...]
    told: Telling
    day0: pd.Timestamp
    place: int
    last: int
    every_session: bool
    overlaps: tuple[str, ...]
    most_overlaps: int
    new_york_first: pd.Timestamp | None


@remembered(8)
def askable(snapshot: "Snapshot", window: tuple[int, int]) -> dict[str, Question]:
    """Every event that a class can be asked about, by id, in the record's order."""
    found = {event: question(snapshot, event, window) for event in snapshot.events.index}
    return {event: asked for event, asked in found.items() if isinstance(asked, Question)}


@remembered(1024)
def question(snapshot: "Snapshot", event: str, window: tuple[int, int]) -> Question | str:
    """The question about an event, or the reason why there is none, as the end of a sentence."""
    row = snapshot.events.loc[event]
    told = telling(row)
    if gives_away(event[11:].replace("-", " ")) or not told.title:
        return "its name tells what the shares did"
    if not told.sentences:
        return "little of it can be told without what the shares did"
    symbols = shares(snapshot, event)
    if not symbols:
        return "it affects none of the principal companies"
    if pd.isna(row["day0_hk"]):
        return "it has no session in Hong Kong"
    pairs = pairs_of(snapshot, event, window, symbols, False)
    every_session = bool((pairs["status"] == TOO_FEW).any())
    if every_session:
        pairs = pairs_of(snapshot, event, window, symbols, True)
    known = pairs[(pairs["status"] == USED) & pairs["raw_return"].notna()]
    if known.empty:
        status = pairs["status"].iloc[0]
        return "it has no numbers: " + MEANING[status].rstrip(".")[:1].lower() + MEANING[status].rstrip(".")[1:]
    place = int(snapshot.sessions(HONG_KONG).get_loc(row["day0_hk"]))
    in_new_york = bool(snapshot.listings.loc[snapshot.listings["company"].isin(known["company"]), "exchange"].ne(HONG_KONG).any())
    return Question(
        event, tuple(known["symbol"]), tuple(known["company"]), told, row["day0_hk"], place, place + window[1], every_session,
        tuple(dict.fromkeys(other for others in known["overlaps"] for other in others)), int(known["overlap_count"].max()),
        row["day0_us"] if in_new_york and row["day0_us"] < row["day0_hk"] else None,
    )  # fmt: skip


def shares(snapshot: "Snapshot", event: str) -> tuple[str, ...]:
    """The Hong Kong listings of the principal companies that an event affects."""
    affected = set(snapshot.events.at[event, "affects"])
    listings = snapshot.listings[snapshot.listings["exchange"] == HONG_KONG]
    return tuple(symbol for company in principals(snapshot) if company in affected for symbol in listings.index[listings["company"] == company][:1])


def pairs_of(snapshot: "Snapshot", event: str, window: tuple[int, int], symbols: tuple[str, ...], every_session: bool) -> pd.DataFrame:
    """The study's rows of an event and some listings, in their order. They hold the outcome."""
    pairs = run_study(snapshot, StudySpec(window=window, clean_estimation=not every_session)).pairs
    return pairs[(pairs["event_id"] == event) & pairs["symbol"].isin(symbols)]
