"""The study of a visitor's own events, on the record's shares and, if brought, on shares of their own.

Nothing is remembered: results live as long as the visit that asked for them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.study import StudySpec, returns_from_prices, study_events, study_frames, with_q
from components.study.own_events import RULES, day0_positions
from components.upload.prices import PricesUpload

if TYPE_CHECKING:
    from data import Snapshot

OWN_COLOURS = ("#6a5acd", "#a0522d", "#2f7f7f", "#b03060", "#556b2f", "#4b6a9b")


def own_pairs(
    snapshot: Snapshot, events: pd.DataFrame, spec: StudySpec, prices: PricesUpload | None = None
) -> pd.DataFrame:
    """One row an event and share, in the columns of `/data/impacts`; q over all of them.

    events: index id, as `read_events` gives them. spec.symbols: listings of the record; shares of
    `prices` come in addition. Overlaps and clean estimation know the visitor's events only. Shares
    of their own have no market value, for want of a share count.
    """
    pairs = study_events(snapshot, events, spec).pairs
    if prices is None or prices.prices.empty:
        return pairs
    return with_q(pd.concat([pairs, _own_shares(snapshot, events, spec, prices)], ignore_index=True))


def _own_shares(
    snapshot: Snapshot, events: pd.DataFrame, spec: StudySpec, upload: PricesUpload
) -> pd.DataFrame:
    """The pairs of the uploaded shares, each against its benchmark on its exchange's sessions."""
    listings = _with_benchmarks(snapshot, upload)
    closes = upload.prices.pivot(index="date", columns="symbol", values="adj_close")
    calendar = {exchange: snapshot.sessions(exchange) for exchange in dict.fromkeys(listings["exchange"])}
    days = pd.DatetimeIndex(sorted(set().union(*calendar.values())))
    returns, levels, rows = {}, {}, []
    for symbol, listing in listings.iterrows():
        sessions = calendar[listing["exchange"]]
        level = _known_level(snapshot, spec.benchmark or listing["benchmark"], listing["exchange"], sessions)
        returns[symbol] = returns_from_prices(closes[[symbol]].reindex(sessions), spec.returns)[
            symbol
        ].reindex(days)
        levels[symbol] = returns_from_prices(level.to_frame(symbol), spec.returns)[symbol].reindex(days)
        at, rule = day0_positions(events["date"], events["announced_at"], listing["exchange"], sessions)
        day0 = pd.DatetimeIndex(
            np.where(at < 0, np.datetime64("NaT"), sessions.to_numpy()[np.maximum(at, 0)])
        )
        concerns = np.array([not named or listing["company"] in named for named in events["affects"]], bool)
        rows.append(
            events.reset_index(names="event_id")[
                ["event_id", "date", "title", "type", "direction", "severity"]
            ].assign(symbol=symbol, day0=day0, affected=concerns, rule=np.array(RULES, object)[rule])
        )
    table = pd.concat(rows, ignore_index=True)
    result = study_frames(
        pd.DataFrame(returns),
        pd.DataFrame(levels),
        table,
        replace(spec, symbols=None, benchmark=None),
        prices=closes.reindex(days),
        companies=listings["company"].to_dict(),
    )
    benchmarks = (
        listings["benchmark"] if spec.benchmark is None else pd.Series(spec.benchmark, index=listings.index)
    )
    pairs = result.pairs
    rules = table.set_index(["event_id", "symbol"])["rule"]
    keys = pd.MultiIndex.from_frame(pairs[["event_id", "symbol"]])
    return pairs.assign(benchmark=pairs["symbol"].map(benchmarks), day0_rule=rules.reindex(keys).to_numpy())


def _with_benchmarks(snapshot: Snapshot, upload: PricesUpload) -> pd.DataFrame:
    """The uploaded listings, each with the benchmark of its exchange."""
    return upload.listings.assign(benchmark=upload.listings["exchange"].map(snapshot.home_benchmark))


def _known_level(snapshot: Snapshot, benchmark: str, exchange: str, sessions: pd.DatetimeIndex) -> pd.Series:
    """The benchmark as last known at each close of `exchange`, as the study of the record takes it.

    Abroad that is the latest close before: on one date New York closes after Hong Kong.
    """
    levels = snapshot.benchmarks[benchmark].dropna()
    if exchange in snapshot.benchmark_names.at[benchmark, "exchanges"]:
        return levels.reindex(sessions)
    at = levels.index.searchsorted(sessions, side="left" if exchange == "XHKG" else "right") - 1
    return pd.Series(np.where(at >= 0, levels.to_numpy()[np.maximum(at, 0)], np.nan), index=sessions)


def as_snapshot(snapshot: Snapshot, events: pd.DataFrame, prices: PricesUpload | None = None) -> Snapshot:
    """The record with its events replaced by the visitor's and their shares added: for drawing only.

    It has a memory of its own, so that nothing of the upload reaches what other visits share.
    """
    own = events.assign(label="", notes=events["notes"])
    listings, companies = snapshot.listings, snapshot.companies
    if prices is not None and len(prices.listings):
        added = _with_benchmarks(snapshot, prices).assign(shares_per_unit=1, primary=True, ring=3)
        listings = pd.concat([listings, added])
        names = [name for name in dict.fromkeys(prices.listings["company"]) if name not in companies.index]
        colours = [OWN_COLOURS[place % len(OWN_COLOURS)] for place in range(len(names))]
        companies = pd.concat(
            [
                companies,
                pd.DataFrame(
                    {"name": names, "name_zh": "", "ring": 3, "colour": colours},
                    index=pd.Index(names, name="company"),
                ),
            ]
        )
    return replace(
        snapshot,
        version=f"{snapshot.version}+own",
        events=own,
        listings=listings,
        companies=companies,
        _memory={},
    )
