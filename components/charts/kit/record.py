"""Which events and listings of the record a chart shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from components.charts.kit.memo import remembered
from components.params.chosen_events import principals

if TYPE_CHECKING:
    from data import Snapshot

HONG_KONG = "XHKG"
EXCHANGE_NAMES = {"XHKG": "Hong Kong", "XNYS": "New York", "XNAS": "New York"}
CURRENCY_SIGNS = {"HKD": "HK$", "USD": "US$", "CNY": "¥"}


def chosen_companies(snapshot: Snapshot, company: tuple[str, ...]) -> tuple[str, ...]:
    """The companies asked for; the three principals when none is."""
    return company or principals(snapshot)


def listings_of(snapshot: Snapshot, companies: Iterable[str], market: str) -> pd.DataFrame:
    """Rows of `snapshot.listings` to draw: per company its Hong Kong or New York line, or both.

    A company listed in one market only is drawn from there whatever was asked,
    so that none is lost silently.
    """
    return _listings_of(snapshot, tuple(companies), market)


@remembered(64)
def _listings_of(snapshot: Snapshot, companies: tuple[str, ...], market: str) -> pd.DataFrame:
    listings = snapshot.listings
    rows = []
    for company in companies:
        own = listings[listings["company"] == company]
        in_hong_kong = own["exchange"] == HONG_KONG
        wanted = own if market == "both" else own[in_hong_kong] if market == "hk" else own[~in_hong_kong]
        rows.append(wanted if len(wanted) else own)
    return pd.concat(rows) if rows else listings.iloc[:0]


def market_name(exchange: str) -> str:
    return EXCHANGE_NAMES.get(exchange, exchange)


def market_sources(snapshot: Snapshot, symbols: Iterable[str]) -> tuple[str, ...]:
    """Where the prices of these listings and benchmarks come from, in words."""
    kinds = {
        kind
        for symbol in symbols
        if symbol in snapshot.provenance.index
        for kind in str(snapshot.provenance.at[symbol, "source"]).split("+")
    }
    names = []
    if any("bundled" in kind for kind in kinds) or not kinds:
        names.append("daily closes compiled from public quote pages and cross-checked")
    if any("yahoo" in kind.lower() for kind in kinds):
        names.append("Yahoo Finance")
    if any(kind == "uploaded" for kind in kinds):
        names.append("your own file")
    return tuple(names)


def plain_title(title: str) -> str:
    """An event's title without the table's own prefix: that it is another shock is said by its type."""
    bare = title.removeprefix("Confounder: ")
    return bare[:1].upper() + bare[1:]


@remembered(4)
def opening_event(snapshot: Snapshot) -> str:
    """The event that a page shows when no event is chosen: the most prominent one."""
    labelled = snapshot.events[snapshot.events["label"] != ""]
    return str(labelled["label_rank"].idxmin() if len(labelled) else snapshot.events.index[0])
