"""The study of a visitor's own events, on the record's shares and, if brought, on shares of their own.

Nothing is remembered: results live as long as the visit that asked for them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.study import StudySpec, returns_from_prices, study_events, study_frames, with_q
from components.study.control_returns import control_returns
from components.study.own_events import RULES, day0_of
from components.study.record import drift_variance
from components.study.spec import CONTROLS
from components.upload.own_shares import with_benchmarks, with_shares
from components.upload.prices import PricesUpload

if TYPE_CHECKING:
    from data import Snapshot


def own_pairs(
    snapshot: Snapshot,
    events: pd.DataFrame,
    spec: StudySpec,
    prices: PricesUpload | None = None,
    everyone: tuple[str, ...] | None = None,
) -> pd.DataFrame:
    """One row an event and share, in the columns of `/data/impacts`; q over all of them.

    events: index id, as `read_events` gives them. spec.symbols: listings of the record; shares of
    `prices` come in addition, and those for which the visitor's prices stand go from the record's.
    Where events name their shares, the pairs are exactly those; events that name none concern the
    listings of `everyone` (None: all of spec.symbols) and the shares of `prices`. Overlaps and clean
    estimation know the visitor's events only. Shares of their own have no market value, for want of
    a share count.
    """
    replaced = set(prices.replaced) if prices is not None else set()
    wanted = tuple(spec.symbols or snapshot.symbols())
    symbols = tuple(one for one in wanted if one not in replaced)
    frames = []
    if symbols:
        result = study_events(snapshot, _by_company(snapshot, events), replace(spec, symbols=symbols))
        frames.append(result.pairs)
    if prices is not None and len(prices.prices):
        frames.append(_own_shares(snapshot, events, spec, prices))
    pairs = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]
    only_named = set(symbols) - set(wanted if everyone is None else everyone)
    return with_q(_as_named(pairs, events, only_named))


def _by_company(snapshot: Snapshot, events: pd.DataFrame) -> pd.DataFrame:
    """The events with the companies of the listings they name among those affected."""
    if "symbols" not in events:
        return events
    company = snapshot.listings["company"].to_dict()
    affects = [
        tuple(dict.fromkeys((*names, *(company.get(symbol, symbol) for symbol in symbols))))
        for names, symbols in zip(events["affects"], events["symbols"], strict=True)
    ]
    return events.assign(affects=affects)


def concerns(events: pd.DataFrame, symbol: str, company: str) -> np.ndarray:
    """Whether each event concerns a listing: it names the listing, or its company, or nobody at all."""
    listings = events["symbols"] if "symbols" in events else [()] * len(events)
    return np.array(
        [
            symbol in symbols or company in names or not (symbols or names)
            for names, symbols in zip(events["affects"], listings, strict=True)
        ],
        bool,
    )


def _as_named(pairs: pd.DataFrame, events: pd.DataFrame, only_named: set[str]) -> pd.DataFrame:
    """The pairs with `affected` by listing; where events name their shares, no others.

    only_named: listings in the study for the sake of events that name them, which have no pair with
    events that name none.
    """
    table = [
        events.index,
        *(events[name] if name in events else [()] * len(events) for name in ("affects", "symbols")),
    ]
    named = {event: bool(names or symbols) for event, names, symbols in zip(*table, strict=True)}
    if not any(named.values()):
        return pairs
    by_share = {
        (symbol, company): dict(zip(events.index, concerns(events, symbol, company), strict=True))
        for symbol, company in pairs[["symbol", "company"]].drop_duplicates().itertuples(index=False)
    }
    affected = np.array(
        [
            by_share[symbol, company][event] and (named[event] or symbol not in only_named)
            for event, symbol, company in zip(
                pairs["event_id"], pairs["symbol"], pairs["company"], strict=True
            )
        ],
        bool,
    )
    return pairs.assign(affected=affected)


def _own_shares(
    snapshot: Snapshot, events: pd.DataFrame, spec: StudySpec, upload: PricesUpload
) -> pd.DataFrame:
    """The pairs of the uploaded shares, each against its benchmark on its exchange's sessions."""
    listings = with_benchmarks(snapshot, upload)
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
        at, rule = day0_of(events, listing["exchange"], sessions)
        day0 = pd.DatetimeIndex(
            np.where(at < 0, np.datetime64("NaT"), sessions.to_numpy()[np.maximum(at, 0)])
        )
        rows.append(
            events.reset_index(names="event_id")[
                ["event_id", "date", "title", "type", "direction", "severity"]
            ].assign(
                symbol=symbol,
                day0=day0,
                affected=concerns(events, str(symbol), listing["company"]),
                rule=np.array(RULES, object)[rule],
            )
        )
    table = pd.concat(rows, ignore_index=True)
    result = study_frames(
        pd.DataFrame(returns),
        pd.DataFrame(levels),
        table,
        replace(spec, symbols=None, benchmark=None, drift_variance=drift_variance(snapshot, spec)),
        prices=closes.reindex(days),
        companies=listings["company"].to_dict(),
        controls={
            str(symbol): control_returns(snapshot, exchange, spec.returns)
            for symbol, exchange in listings["exchange"].items()
        }
        if spec.model == CONTROLS
        else None,
    )
    benchmarks = (
        listings["benchmark"] if spec.benchmark is None else pd.Series(spec.benchmark, index=listings.index)
    )
    pairs = result.pairs
    rules = table.set_index(["event_id", "symbol"])["rule"]
    keys = pd.MultiIndex.from_frame(pairs[["event_id", "symbol"]])
    return pairs.assign(benchmark=pairs["symbol"].map(benchmarks), day0_rule=rules.reindex(keys).to_numpy())


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
    """The record with its events replaced by the visitor's and their shares added, so that all that is
    drawn, written and worked out of the record can be of theirs.

    It is private: nothing that is computed from it reaches what other visits share.
    """
    base = with_shares(snapshot, prices) if prices is not None and len(prices.listings) else snapshot
    return replace(
        base,
        version=f"{snapshot.version}+own",
        events=_as_record(snapshot, events),
        sources=snapshot.sources.iloc[:0],
        private=True,
    )


def _as_record(snapshot: Snapshot, events: pd.DataFrame) -> pd.DataFrame:
    """The visitor's events with every column of the record's, day 0 found on each exchange."""
    table = _by_company(snapshot, events)
    for exchange, column in {"XHKG": "day0_hk", "XNYS": "day0_us"}.items():
        sessions = snapshot.sessions(exchange)
        at, rule = day0_of(events, exchange, sessions)
        found = np.where(at < 0, np.datetime64("NaT"), sessions.to_numpy()[np.maximum(at, 0)])
        table = table.assign(
            **{column: pd.DatetimeIndex(found), column.replace("day0_", "day0_rule_"): np.array(RULES)[rule]}
        )
    everyone = tuple(snapshot.companies.index[snapshot.companies["ring"] == 1])
    blank = {name: "" for name in snapshot.events.columns if name not in table}
    table = table.assign(**blank).assign(
        affects=[names or everyone for names in table["affects"]],
        companies=[()] * len(table),
        label_rank=np.nan,
    )
    return table[list(snapshot.events.columns)]
