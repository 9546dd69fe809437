"""Rules of companies, listings, corporate actions and share counts."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from data.curated import Tables, split_list
from data.kinds import CONTROL_EXCHANGES, EXCHANGES
from data.violations import Violation


def listings_are_complete(tables: Tables) -> Iterator[Violation]:
    """Company and benchmark known, currency of the exchange, prices at hand,
    one primary listing a company."""
    listings, companies = tables["listings.csv"], tables["companies.csv"]
    benchmarks = tables["benchmarks.csv"].set_index("symbol").exchanges.map(split_list)
    rings = companies.drop_duplicates("company").set_index("company").ring
    for row, listing in listings.iterrows():

        def wrong(column: str, rule: str, row: int = row, listing: pd.Series = listing) -> Violation:
            return Violation("listings.csv", row, column, str(listing[column]), rule)

        if listing.company not in rings.index:
            yield wrong("company", "no such company in companies.csv")
        elif rings[listing.company] != listing.ring:
            yield wrong("ring", "differs from the company's ring in companies.csv")
        if listing.benchmark not in benchmarks.index:
            yield wrong("benchmark", "no such symbol in benchmarks.csv")
        elif listing.exchange not in benchmarks[listing.benchmark]:
            yield wrong("benchmark", f"is not a benchmark of {listing.exchange}")
        if EXCHANGES.get(listing.exchange, listing.currency) != listing.currency:
            yield wrong("currency", f"shares on {listing.exchange} trade in {EXCHANGES[listing.exchange]}")
    primaries = listings[listings.primary == "yes"].company
    for row, company in primaries[primaries.duplicated()].items():
        yield Violation("listings.csv", row, "primary", "yes", f"{company} has another primary listing")
    for row, company in companies.company[~companies.company.isin(primaries)].items():
        yield Violation("companies.csv", row, "company", company, "has no primary listing in listings.csv")


def price_files_match_listings(tables: Tables) -> Iterator[Violation]:
    """A price file for every listing and benchmark, and no other."""
    for file in ("listings.csv", "benchmarks.csv"):
        for row, symbol in tables[file].symbol.items():
            name = f"prices/{symbol}.csv"
            if name not in tables:
                yield Violation(file, row, "symbol", symbol, f"{name} is missing or unreadable")
            elif ("adj_close" in tables[name]) != (file == "listings.csv"):
                kind = "a listing's" if file == "listings.csv" else "a benchmark's"
                yield Violation(name, 1, "", "", f"the columns are not {kind}")
    known = set(tables["listings.csv"].symbol) | set(tables["benchmarks.csv"].symbol)
    for name in tables:
        if name.startswith("prices/") and name[7:-4] not in known:
            yield Violation(name, 0, "", "", "neither a listing nor a benchmark has this symbol")


def control_files_match_controls(tables: Tables) -> Iterator[Violation]:
    """A series for every control and no other; a control is no share of the record."""
    controls = tables["controls.csv"]
    for row, symbol in controls.symbol.items():
        if f"control_prices/{symbol}.csv" not in tables:
            rule = f"control_prices/{symbol}.csv is missing or unreadable"
            yield Violation("controls.csv", row, "symbol", symbol, rule)
    for row, control in controls.iterrows():
        if CONTROL_EXCHANGES.get(control.exchange, control.currency) != control.currency:
            rule = f"shares on {control.exchange} trade in {CONTROL_EXCHANGES[control.exchange]}"
            yield Violation("controls.csv", row, "currency", control.currency, rule)
    listed = set(tables["listings.csv"].symbol) | set(tables["benchmarks.csv"].symbol)
    for row, symbol in controls.symbol[controls.symbol.isin(listed)].items():
        yield Violation("controls.csv", row, "symbol", symbol, "is a listing or a benchmark of the record")
    for name in tables:
        if name.startswith("control_prices/") and name[15:-4] not in set(controls.symbol):
            yield Violation(name, 0, "", "", "no control has this symbol")


def actions_fit_their_listing(tables: Tables) -> Iterator[Violation]:
    """Known symbol, its currency, an ex-date that was a session, less than the price."""
    file = "corporate_actions.csv"
    actions = tables[file]
    listings = tables["listings.csv"].drop_duplicates("symbol").set_index("symbol")
    currencies, benchmark = listings.currency, listings.benchmark
    levels = {symbol: tables.get(f"prices/{symbol}.csv") for symbol in set(benchmark)}
    sessions = {symbol: set(frame.date) for symbol, frame in levels.items() if frame is not None}
    for row, action in actions.iterrows():
        if action.symbol not in currencies.index:
            yield Violation(file, row, "symbol", action.symbol, "no such symbol in listings.csv")
            continue
        if action.currency != currencies[action.symbol]:
            yield Violation(
                file, row, "currency", action.currency, f"the listing's is {currencies[action.symbol]}"
            )
        if action.ex_date not in sessions.get(benchmark[action.symbol], {action.ex_date}):
            yield Violation(
                file, row, "ex_date", f"{action.ex_date:%Y-%m-%d}", "not a session of the exchange"
            )
        prices = tables.get(f"prices/{action.symbol}.csv")
        if prices is not None and action.kind != "split":
            before = prices.close[prices.date < action.ex_date]
            if not len(before):
                yield Violation(
                    file, row, "ex_date", f"{action.ex_date:%Y-%m-%d}", "no price comes before it"
                )
            elif action.amount_per_share >= before.iloc[-1]:
                yield Violation(
                    file,
                    row,
                    "amount_per_share",
                    f"{action.amount_per_share:g}",
                    f"not below the close before it, {before.iloc[-1]:g}",
                )


def share_counts_name_companies(tables: Tables) -> Iterator[Violation]:
    counts = tables["share_counts.csv"]
    known = set(tables["companies.csv"].company)
    for row, company in counts.company[~counts.company.isin(known)].items():
        yield Violation("share_counts.csv", row, "company", company, "no such company in companies.csv")


RULES = (
    (listings_are_complete, ("listings.csv", "companies.csv", "benchmarks.csv")),
    (price_files_match_listings, ("listings.csv", "benchmarks.csv")),
    (control_files_match_controls, ("controls.csv", "listings.csv", "benchmarks.csv")),
    (actions_fit_their_listing, ("corporate_actions.csv", "listings.csv")),
    (share_counts_name_companies, ("share_counts.csv", "companies.csv")),
)
