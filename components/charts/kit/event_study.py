"""One event and the listings it may have moved: the study's numbers beside the prices."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.kit.event_params import EventParams
from components.charts.kit.memo import remembered
from components.charts.kit.record import listings_of, market_name
from components.params import Days
from components.params.chosen_events import principals
from components.params.method import Method
from components.params.record import Event
from components.study import MEANING, StudyResult, StudySpec, run_study
from components.study.concern import by_concern

if TYPE_CHECKING:
    from data import Snapshot

FALLBACK_EVENT = "2020-12-24-samr-opens-alibaba-probe"


@dataclass(frozen=True)
class Reaction:
    """One listing around the event.

    pair: its row of the study (status, car, se, raw_return, overlaps …).
    path: index relative day, every session of the span that exists: session, price
    (total return, scaled to the traded close before the window), expected_price,
    expected_low, expected_high, return, expected_return, abnormal_return, car,
    ci_low, ci_high. Columns of the model are NaN outside the days from the window's
    first on, or where the study has no numbers.
    """

    symbol: str
    company: str
    name: str
    exchange: str
    currency: str
    day0: pd.Timestamp | None
    day0_rule: str
    pair: pd.Series
    path: pd.DataFrame
    window: tuple[int, int]
    reason: str

    @property
    def has_prices(self) -> bool:
        return bool(len(self.path)) and bool(self.path["price"].notna().any())

    @property
    def modelled(self) -> bool:
        return bool(len(self.path)) and bool(self.path["expected_price"].notna().any())

    @cached_property
    def expected_return(self) -> float:
        """Expected return over the event window, NaN when unknown."""
        days = (
            self.path.reindex(range(self.window[0], self.window[1] + 1))["expected_return"]
            if len(self.path)
            else pd.Series([np.nan])
        )
        return float(days.sum(min_count=len(days)))

    @property
    def place(self) -> str:
        return f"{self.company} in {market_name(self.exchange)}"


def chosen_event(snapshot: Snapshot, params: Event) -> str:
    """The event asked for; else the landmark that a chart without one shows."""
    if params.event is not None:
        return params.event
    if FALLBACK_EVENT in snapshot.events.index:
        return FALLBACK_EVENT
    return snapshot.events["severity"].idxmax()


def affected_companies(snapshot: Snapshot, event: str) -> tuple[str, ...]:
    """Principal companies that the event names or was expected to move; all of them when it is none.

    An event that names other companies with shares on record, and no principal one, is drawn with
    those too: its title speaks of them.
    """
    row = snapshot.events.loc[event]
    named, own = {*row["affects"], *row["companies"]}, principals(snapshot)
    found = tuple(name for name in own if name in named)
    if not set(own) & set(row["companies"]):
        found = (*(c for c in dict.fromkeys(snapshot.listings["company"]) if c in row["companies"]), *found)
    return found or own


def study_of(snapshot: Snapshot, method: Method, days: Days, symbols: tuple[str, ...]) -> StudySpec:
    """The study of these symbols over `days`; of the principal listings together when they are among them."""
    own = tuple(snapshot.symbols())
    others = tuple(symbol for symbol in symbols if symbol not in own)
    return method.spec(window=days, symbols=(*own, *others) if others else ())


@remembered(64)
def reactions(snapshot: Snapshot, params: EventParams) -> list[Reaction]:
    """Every listing to draw, whom the event names first; those without numbers included (their `reason`
    says why).
    """
    event = chosen_event(snapshot, params)
    companies = params.company or affected_companies(snapshot, event)
    listings = listings_of(snapshot, companies, params.market)
    listings = listings.loc[by_concern(snapshot, event, listings.index)]
    symbols = tuple(listings.index)
    result = run_study(snapshot, study_of(snapshot, params, params.window, symbols))
    longer = run_study(snapshot, study_of(snapshot, params, (params.window[0], params.days[1]), symbols))
    several = listings["company"].duplicated(keep=False)
    found = []
    for symbol, listing in listings.iterrows():
        pair = result.pairs.iloc[result.number_of(event, symbol)]
        day0 = snapshot.day0(event, symbol)
        name = (
            f"{listing['company']} {'NY' if market_name(listing['exchange']) == 'New York' else 'HK'}"
            if several[symbol]
            else listing["company"]
        )
        path = _path(snapshot, longer, event, symbol, day0, params, pair)
        reason = "" if pair["status"] == "used" else MEANING[pair["status"]]
        found.append(
            Reaction(
                symbol,
                listing["company"],
                name,
                listing["exchange"],
                listing["currency"],
                None if pd.isna(day0) else day0,
                str(pair["day0_rule"]),
                pair,
                path,
                params.window,
                reason,
            )
        )
    return found


UNMODELLED = ("no session", "no prices", "too few estimation sessions", "no variation", "model not defined")
"""Statuses of a pair that leave no model to expect anything from."""
STUDY_COLUMNS = {
    "return": "return",
    "expected_return": "expected",
    "abnormal_return": "ar",
    "car": "car",
    "ci_low": "ci_low",
    "ci_high": "ci_high",
}
"""Columns of `Reaction.path` and the study's names for them."""
PATH_COLUMNS = (
    "session",
    "price",
    "expected_price",
    "expected_low",
    "expected_high",
    "return",
    "expected_return",
    "abnormal_return",
    "car",
    "ci_low",
    "ci_high",
)


@remembered(32)
def _closes(snapshot: Snapshot, symbol: str) -> tuple[pd.DatetimeIndex, np.ndarray, np.ndarray]:
    """Sessions of the listing's exchange, with its adjusted and traded close in each (NaN where there is
    none).
    """
    sessions = snapshot.sessions(snapshot.listings.at[symbol, "exchange"])
    prices = snapshot.ohlc(symbol).reindex(sessions)
    return sessions, prices["adj_close"].to_numpy(float), prices["close"].to_numpy(float)


def _path(
    snapshot: Snapshot,
    study: StudyResult,
    event: str,
    symbol: str,
    day0: pd.Timestamp,
    params: EventParams,
    pair: pd.Series,
) -> pd.DataFrame:
    """`Reaction.path`: empty when the event has no session on this exchange."""
    sessions, adjusted, close = _closes(snapshot, symbol)
    at = sessions.get_indexer([day0])[0] if pd.notna(day0) else -1
    if at < 0:
        return pd.DataFrame(columns=list(PATH_COLUMNS), dtype=float)
    # the session before the window too: the expected path sets out from its close
    days = np.arange(
        max(min(params.days[0], params.window[0] - 1), -at), min(params.days[1], len(sessions) - 1 - at) + 1
    )
    price = adjusted[at + days]
    before = np.flatnonzero((days < params.window[0]) & np.isfinite(price))
    base = int(before[-1]) if len(before) else -1
    if base >= 0:
        price = price * (close[at + days[base]] / price[base])
    columns = {"session": sessions[at + days], "price": price} | {
        name: np.full(len(days), np.nan) for name in PATH_COLUMNS[2:]
    }
    if pair["status"] not in UNMODELLED and pair["n_estimation"] >= study.spec.sessions_needed:
        numbers = study.paths_of(np.array([study.number_of(event, symbol)]))
        inside = np.flatnonzero(days >= params.window[0])
        for name, theirs in STUDY_COLUMNS.items():
            columns[name][inside] = numbers[theirs].to_numpy(float)[: len(inside)]
        if base >= 0 and days[base] == params.window[0] - 1:
            _expect(columns, base, params.returns)
    return pd.DataFrame(columns, index=pd.Index(days, name="day"))


def _expect(columns: dict[str, np.ndarray], base: int, returns: str) -> None:
    """Fill the counterfactual: the price before the window, compounded by expected returns, with its band.

    The band's half-width is that of the cumulative abnormal return's prediction interval.
    """
    after = slice(base + 1, None)
    expected, start = columns["expected_return"][after], columns["price"][base]
    half = columns["ci_high"][after] - columns["car"][after]
    if returns == "log":
        level = start * np.exp(np.cumsum(expected))
        low, high = level * np.exp(-half), level * np.exp(half)
    else:
        level = start * np.cumprod(1 + expected)
        low, high = level * np.maximum(1 - half, 0), level * (1 + half)
    for name, values in (("expected_price", level), ("expected_low", low), ("expected_high", high)):
        columns[name][base], columns[name][after] = start, values


@remembered(32)
def _own_events(snapshot: Snapshot, company: str, exchange: str) -> tuple[np.ndarray, np.ndarray]:
    """Day 0 on the exchange, in order, of the events that concern a company, and their ids."""
    events = snapshot.events
    mine = np.array(
        [
            company in affects or company in named
            for affects, named in zip(events["affects"], events["companies"], strict=True)
        ],
        bool,
    )
    own = events.loc[mine, snapshot.day0_column(exchange)].dropna().sort_values(kind="stable")
    return own.to_numpy(), own.index.to_numpy(object)


def neighbours(snapshot: Snapshot, event: str, reaction: Reaction) -> list[tuple[int, str]]:
    """(relative day, id) of the other events on the company whose day 0 lies in the span shown."""
    if not len(reaction.path):
        return []
    day0, ids = _own_events(snapshot, reaction.company, reaction.exchange)
    sessions, days = reaction.path["session"].to_numpy(), reaction.path.index.to_numpy()
    first, last = np.searchsorted(day0, sessions[0]), np.searchsorted(day0, sessions[-1], side="right")
    at = np.searchsorted(sessions, day0[first:last])
    return [
        (int(days[place]), other) for place, other in zip(at, ids[first:last], strict=True) if other != event
    ]


def tidy(snapshot: Snapshot, event: str, found: list[Reaction], columns: tuple[str, ...]) -> pd.DataFrame:
    """The paths as one long frame: event_id, company, symbol, currency, day, session and `columns`."""
    found = [r for r in found if len(r.path)]
    if not found:
        return pd.DataFrame(columns=["event_id", "company", "symbol", "currency", "day", "session", *columns])
    lengths = [len(r.path) for r in found]
    frame = pd.DataFrame({"event_id": event, "company": np.repeat([r.company for r in found], lengths)})
    frame["symbol"] = np.repeat([r.symbol for r in found], lengths)
    frame["currency"] = np.repeat([r.currency for r in found], lengths)
    frame["day"] = np.concatenate([r.path.index for r in found])
    for name in ("session", *columns):
        frame[name] = np.concatenate([r.path[name].to_numpy() for r in found])
    return frame
