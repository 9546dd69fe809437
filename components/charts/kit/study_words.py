"""Sentences that every chart of the study needs: window, method, caveats, names of shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from components.charts.chart import Source
from components.charts.kit.columns import Columns
from components.charts.kit.memo import remembered
from components.charts.kit.method_notes import method_notes
from components.charts.kit.record import market_name, market_sources, plain_title
from components.charts.kit.study_params import StudyParams
from components.language import counted, listed, percent, relative_day
from components.params.method import Method
from components.study.benchmark_returns import OVERSEAS_FACTOR
from components.study.model_words import MODEL_WORDS
from components.study.status import USED

if TYPE_CHECKING:
    from data import Snapshot

ESTIMATED = ("low", "derived")
"""How the confidence of a share count begins when it is good to a few per cent only."""


def window_words(window: tuple[int, int]) -> str:
    """`sessions −1 to +1`, `day 0`."""
    first, last = window
    if first == last:
        return f"session {relative_day(first)}" if first else "day 0"
    return f"sessions {relative_day(first)} to {relative_day(last)}"


def index_name(snapshot: Snapshot, benchmark: str) -> str:
    """`the Hang Seng Index`, by its symbol in `benchmarks.csv`."""
    return f"the {snapshot.benchmark_names.at[benchmark, 'name']}"


def method_words(snapshot: Snapshot, params: Method) -> str:
    """What the abnormal return is measured against."""
    return MODEL_WORDS[params.model].expected.format(
        index=index_name(snapshot, params.benchmark) if params.benchmark else "its home index",
        overseas=index_name(snapshot, OVERSEAS_FACTOR),
    )


def beyond_words(snapshot: Snapshot, params: StudyParams) -> str:
    """What an abnormal return is, in a clause: nothing is subtracted twice."""
    return f"the return beyond what {method_words(snapshot, params)} would have given"


def beside_ordinary(row: pd.Series) -> str:
    """`4.2% (ordinary windows 2.3%)`: the median size of a row's moves, and that of its ordinary windows."""
    usual = f" (ordinary windows {percent(row['ordinary'])})" if row["windows"] else ""
    return f"{percent(row['median'])}{usual}"


def share_names(snapshot: Snapshot, symbols: Iterable[str]) -> dict[str, str]:
    """`Tencent`, but `Alibaba HK` and `Alibaba NY`: the market is named where a company has two listings
    here.
    """
    return _share_names(snapshot, tuple(symbols))


@remembered(64)
def _share_names(snapshot: Snapshot, symbols: tuple[str, ...]) -> dict[str, str]:
    listings = snapshot.listings.loc[list(symbols)]
    twice = listings["company"].duplicated(keep=False)
    markets = {"Hong Kong": "HK", "New York": "NY"}
    return {
        symbol: f"{row['company']} {markets.get(market_name(row['exchange']), row['exchange'])}"
        if twice[symbol]
        else row["company"]
        for symbol, row in listings.iterrows()
    }


def short_title(snapshot: Snapshot, event_id: str, longest: int = 70) -> str:
    """The landmark's short name, else the title cut at a word; `KeyError` for an unknown event."""
    label, title = _titles(snapshot)[event_id]
    if label or len(title) <= longest:
        return label or title
    return title[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


@remembered(4)
def _titles(snapshot: Snapshot) -> dict[str, tuple[str, str]]:
    """Short name ("" without one) and plain title by event."""
    events = snapshot.events
    titles = [plain_title(title) for title in events["title"].tolist()]
    return dict(zip(events.index.tolist(), zip(events["label"].tolist(), titles, strict=True), strict=True))


def study_sources(snapshot: Snapshot, symbols: Iterable[str]) -> tuple[Source, ...]:
    """The prices behind the numbers, and the record of events."""
    prices = [Source(name) for name in market_sources(snapshot, symbols)]
    return (
        *prices,
        Source(f"event record of {len(snapshot.events)} events, each with its sources", "/data/events.csv"),
    )


def study_notes(snapshot: Snapshot, pairs: pd.DataFrame, params: StudyParams) -> tuple[str, ...]:
    """What a reader must know before quoting a number of these pairs."""
    notes = list(method_notes(snapshot, params))
    status = pairs["status"].to_numpy(object)
    used = status == USED
    if not used.all():
        counts = Counter(status[~used].tolist()).most_common()
        reasons = listed(f"{number:,} {why}" for why, number in counts)
        notes.append(f"{counted(int((~used).sum()), 'pair')} of event and share without numbers: {reasons}.")
    overlaps = pairs["overlap_count"].to_numpy()[used]
    mixed = int((overlaps > 0).sum())
    if mixed:
        notes.append(
            f"In {mixed:,} of {len(overlaps):,} pairs other events on the company fall into the same window; "
            "their effects cannot be told apart."
        )
    notes.append("A move beside an event is not proof that the event caused it.")
    return tuple(notes)


def share_count_note(rows: Columns) -> tuple[str, ...]:
    """Names the companies whose market value rests on estimated share counts."""
    valued = rows.at(pd.notna(rows["mv_change_usd_bn"]))
    confidence = zip(valued["company"].tolist(), valued["shares_confidence"].tolist(), strict=True)
    unsure = dict.fromkeys(company for company, how in confidence if str(how).startswith(ESTIMATED))
    if not unsure:
        return ()
    names = listed(unsure)
    return (
        (
            f"Market values of {names} rest, on some dates, on share counts of low confidence or "
            "derived ones, good to a few per cent."
        ),
    )
