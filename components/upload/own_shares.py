"""The record with a visitor's own shares beside its listings, for their eyes alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from components.upload.prices import PricesUpload

if TYPE_CHECKING:
    from data import Snapshot

OWN_COLOURS = ("#6a5acd", "#a0522d", "#2f7f7f", "#b03060", "#556b2f", "#4b6a9b")
UPLOADED = "uploaded"
"""The source of their prices, where the record's have `bundled` or `yahoo`."""


def with_benchmarks(snapshot: Snapshot, upload: PricesUpload) -> pd.DataFrame:
    """The uploaded listings, each with the benchmark of its exchange."""
    return upload.listings.assign(benchmark=upload.listings["exchange"].map(snapshot.home_benchmark))


def with_shares(snapshot: Snapshot, prices: PricesUpload) -> Snapshot:
    """The record with the shares of `prices` added, their prices standing for the record's where they
    replace those. It is private: nothing computed from it reaches what other visits share."""
    added = with_benchmarks(snapshot, prices).assign(shares_per_unit=1, primary=True, ring=3)
    added = added[~added.index.isin(snapshot.listings.index)]
    companies, rows = snapshot.companies, snapshot.prices
    names = [name for name in dict.fromkeys(added["company"]) if name not in companies.index]
    colours = [OWN_COLOURS[place % len(OWN_COLOURS)] for place in range(len(names))]
    new = {"name": names, "name_zh": "", "ring": 3, "colour": colours, "aliases": [()] * len(names)}
    theirs = prices.prices.reindex(columns=rows.columns).assign(source=UPLOADED, fetched_at="")
    spans = theirs.groupby("symbol")["date"].agg(first="min", last="max", rows="count")
    told = snapshot.provenance[~snapshot.provenance.index.isin(spans.index)]
    return replace(
        snapshot,
        version=f"{snapshot.version}+own",
        listings=pd.concat([snapshot.listings, added]) if len(added) else snapshot.listings,
        companies=pd.concat([companies, pd.DataFrame(new, index=pd.Index(names, name="company"))])
        if names
        else companies,
        prices=pd.concat([rows[~rows["symbol"].isin(prices.replaced)], theirs], ignore_index=True),
        provenance=pd.concat([told, spans.assign(source=UPLOADED, fetched_at="")]),
        private=True,
    )
