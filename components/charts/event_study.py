"""One event and the listings it may have moved: the study's numbers beside the prices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.alt import counted, day, listed, relative_day
from components.charts.chart import Source
from components.charts.record import MARKETS, companies_with_prices, listings_of, market_name, market_sources, principals
from components.params import BadParam, Params as BaseParams
from components.params import choice, choices, event_id, flag, window as session_range
from components.study import MEANING, MODELS, StudySpec, run_study

if TYPE_CHECKING:
    from data import Snapshot

MODEL_NAMES = {
    "market": "market model",
    "market-adjusted": "benchmark’s own return",
    "mean-adjusted": "share’s own average return",
    "two-factor": "two-factor model",
}
FALLBACK_EVENT = "2020-12-24-samr-opens-alibaba-probe"
MOST_OVERLAPS = 4


@dataclass(frozen=True)
class EventParams(BaseParams):
    """What every chart of one event shares. A subclass sets the days that it shows."""

    event: str | None = event_id(help="the event; by default the opening of the Alibaba probe")
    company: tuple[str, ...] = choices((), companies_with_prices, help="companies; none means those the event affects")
    market: str = choice("both", MARKETS, help="which listing of a company that has two")
    window: tuple[int, int] = session_range((-1, 1), help="event window in sessions around day 0")
    span: tuple[int, int] = session_range((-20, 20), help="sessions shown around day 0; it must hold the event window")
    model: str = choice("market", MODELS, help="what the expected return is taken from")
    benchmark: str | None = choice(None, lambda snapshot: tuple(snapshot.benchmarks.columns), help="by default each listing’s own")
    estimation: tuple[int, int] = session_range((-130, -11), -260, -2, help="sessions that the model is fitted on")
    returns: str = choice("simple", ("simple", "log"), help="how returns are measured")
    clean_estimation: bool = flag(True, help="leave sessions near other events out of the estimation")

    def check(self, snapshot: "Snapshot") -> None:
        if not self.span[0] <= self.window[0] <= self.window[1] <= self.span[1]:
            raise BadParam("span", f"{self.span[0]},{self.span[1]}", f"it must hold the event window, {self.window[0]},{self.window[1]}")
        first, last = self.estimation[0], min(self.estimation[1], self.window[0] - 1)
        if last - first + 1 < StudySpec().min_estimation:
            raise BadParam("estimation", f"{self.estimation[0]},{self.estimation[1]}", f"at least {StudySpec().min_estimation} sessions before the event window are needed")

    def covering(self) -> "EventParams":
        """These parameters with the span stretched to hold the event window."""
        low, high = min(self.span[0], self.window[0]), max(self.span[1], self.window[1])
        return self if (low, high) == self.span else self.replace(span=(low, high))

    def spec(self, snapshot: "Snapshot", days: tuple[int, int], symbols: tuple[str, ...]) -> StudySpec:
        """The study of these symbols over `days`; of the principal listings together when they are among them."""
        own = tuple(snapshot.symbols())
        return StudySpec(
            window=days,
            estimation=self.estimation,
            model=self.model,
            returns=self.returns,
            benchmark=self.benchmark,
            clean_estimation=self.clean_estimation,
            symbols=None if set(symbols) <= set(own) else (*own, *(s for s in symbols if s not in own)),
        )


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
    def drawn(self) -> bool:
        return bool(len(self.path)) and bool(self.path["price"].notna().any())

    @property
    def modelled(self) -> bool:
        return bool(len(self.path)) and bool(self.path["expected_price"].notna().any())

    @cached_property
    def expected_return(self) -> float:
        """Expected return over the event window, NaN when unknown."""
        days = self.path.reindex(range(self.window[0], self.window[1] + 1))["expected_return"] if len(self.path) else pd.Series([np.nan])
        return float(days.sum(min_count=len(days)))

    @property
    def place(self) -> str:
        return f"{self.company} in {market_name(self.exchange)}"


def chosen_event(snapshot: "Snapshot", params: EventParams) -> str:
    """The event asked for; else the landmark that a chart without one shows."""
    if params.event is not None:
        return params.event
    if FALLBACK_EVENT in snapshot.events.index:
        return FALLBACK_EVENT
    return snapshot.events["severity"].idxmax()


def affected_companies(snapshot: "Snapshot", event: str) -> tuple[str, ...]:
    """Principal companies that the event names or was expected to move; all of them when it is none."""
    row = snapshot.events.loc[event]
    named = {*row["affects"], *row["companies"]}
    return tuple(c for c in principals(snapshot) if c in named) or principals(snapshot)


def reactions(snapshot: "Snapshot", params: EventParams) -> list[Reaction]:
    """Every listing to draw, those without numbers included (their `reason` says why)."""
    event = chosen_event(snapshot, params)
    companies = params.company or affected_companies(snapshot, event)
    listings = listings_of(snapshot, companies, params.market)
    symbols = tuple(listings.index)
    result = run_study(snapshot, params.spec(snapshot, params.window, symbols))
    longer = run_study(snapshot, params.spec(snapshot, (params.window[0], params.span[1]), symbols))
    several = listings["company"].duplicated(keep=False)
    found = []
    for symbol, listing in listings.iterrows():
        pair = result.pairs.iloc[result.number_of(event, symbol)]
        day0 = snapshot.day0(event, symbol)
        name = f"{listing['company']} {'NY' if market_name(listing['exchange']) == 'New York' else 'HK'}" if several[symbol] else listing["company"]
        path = _path(snapshot, longer, event, symbol, listing["exchange"], day0, params, pair)
        reason = "" if pair["status"] == "used" else MEANING[pair["status"]]
        found.append(
            Reaction(
                symbol, listing["company"], name, listing["exchange"], listing["currency"], None if pd.isna(day0) else day0,
                str(pair["day0_rule"]), pair, path, params.window, reason,
            )
        )  # fmt: skip
    return found


PATH_COLUMNS = (
    "session", "price", "expected_price", "expected_low", "expected_high",
    "return", "expected_return", "abnormal_return", "car", "ci_low", "ci_high",
)  # fmt: skip


def _path(snapshot, study, event, symbol, exchange, day0, params, pair) -> pd.DataFrame:
    sessions = snapshot.sessions(exchange)
    at = sessions.get_indexer([day0])[0] if pd.notna(day0) else -1
    if at < 0:
        return pd.DataFrame(columns=list(PATH_COLUMNS), dtype=float)
    days = np.arange(max(params.span[0], -at), min(params.span[1], len(sessions) - 1 - at) + 1)
    prices = snapshot.ohlc(symbol).reindex(sessions[at + days])
    path = pd.DataFrame({"session": sessions[at + days], "price": prices["adj_close"].to_numpy(float)}, index=pd.Index(days, name="day"))
    before = [d for d in days if d < params.window[0] and np.isfinite(path.at[d, "price"])]
    base = before[-1] if before else None
    if base is not None:
        path["price"] *= prices["close"].iloc[base - days[0]] / prices["adj_close"].iloc[base - days[0]]
    for column in PATH_COLUMNS[2:]:
        path[column] = np.nan
    fitted = pair["n_estimation"] >= study.spec.min_estimation and np.isfinite(pair["sigma"] if np.isfinite(pair["sigma"]) else np.nan)
    if pair["status"] in ("used", "overlap") or fitted:
        numbers = study.paths_of(np.array([study.number_of(event, symbol)])).set_index("day").reindex(path.index)
        path["return"], path["expected_return"], path["abnormal_return"] = numbers["return"], numbers["expected"], numbers["ar"]
        path[["car", "ci_low", "ci_high"]] = numbers[["car", "ci_low", "ci_high"]]
        if base == params.window[0] - 1:
            _expect(path, base, params.returns)
    return path


def _expect(path: pd.DataFrame, base: int, returns: str) -> None:
    """Fill the counterfactual: the price before the window, compounded by expected returns, with its band.

    The band's half-width is that of the cumulative abnormal return's prediction interval.
    """
    inside = path.index > base
    expected = path.loc[inside, "expected_return"]
    growth = np.exp(expected.cumsum()) if returns == "log" else (1 + expected).cumprod()
    level = path.at[base, "price"] * growth
    half = path.loc[inside, "ci_high"] - path.loc[inside, "car"]
    path.loc[inside, "expected_price"] = level
    if returns == "log":
        path.loc[inside, "expected_low"], path.loc[inside, "expected_high"] = level * np.exp(-half), level * np.exp(half)
    else:
        path.loc[inside, "expected_low"], path.loc[inside, "expected_high"] = level * (1 - half).clip(lower=0), level * (1 + half)
    path.loc[base, ["expected_price", "expected_low", "expected_high"]] = path.at[base, "price"]


def neighbours(snapshot: "Snapshot", event: str, reaction: Reaction) -> Iterator[tuple[int, str]]:
    """(relative day, id) of the other events on the company whose day 0 lies in the span shown."""
    if not len(reaction.path):
        return
    column = snapshot.day0_column(reaction.exchange)
    events = snapshot.events
    sessions = pd.Index(reaction.path["session"])
    near = events[events[column].between(sessions[0], sessions[-1])]
    for other, row in near.iterrows():
        if other != event and (reaction.company in row["affects"] or reaction.company in row["companies"]):
            at = sessions.get_indexer([row[column]])[0]
            if at >= 0:
                yield int(reaction.path.index[at]), other


def tidy(snapshot: "Snapshot", event: str, found: list[Reaction], columns: tuple[str, ...]) -> pd.DataFrame:
    """The paths as one long frame: event_id, company, symbol, currency, day, session and `columns`."""
    frames = [
        r.path.reset_index()[["day", "session", *columns]].assign(event_id=event, company=r.company, symbol=r.symbol, currency=r.currency)
        for r in found
        if len(r.path)
    ]
    lead = ["event_id", "company", "symbol", "currency", "day", "session"]
    if not frames:
        return pd.DataFrame(columns=[*lead, *columns])
    return pd.concat(frames, ignore_index=True)[[*lead, *columns]]


def event_sources(snapshot: "Snapshot", event: str, found: list[Reaction]) -> tuple[Source, ...]:
    """The event's sources (publisher and address), then where prices come from."""
    rows = snapshot.sources[snapshot.sources["event_id"] == event]
    cited = [Source(str(row["publisher"]), str(row["url"])) for _, row in rows.iterrows()]
    symbols = [r.symbol for r in found] + [str(r.pair["benchmark"]) for r in found]
    return (*dict.fromkeys(cited), *(Source(name) for name in market_sources(snapshot, symbols)))


def method(params: EventParams) -> str:
    """Window and model in one phrase."""
    first, last = params.window
    days = f"day {relative_day(first)}" if first == last else f"days {relative_day(first)} to {relative_day(last)}"
    benchmark = f" on {params.benchmark}" if params.benchmark else ""
    return f"{MODEL_NAMES[params.model]}{benchmark}; event window {days}"


def caveats(snapshot: "Snapshot", event: str, found: list[Reaction], params: EventParams) -> tuple[str, ...]:
    """Notes under the chart: how day 0 was found, overlaps, what is missing and why."""
    notes = []
    unknown = [r for r in found if "unknown" in r.day0_rule]
    if unknown:
        notes.append(f"The hour of publication is unknown, so day 0 ({_days0(unknown)}) may be a session early or late.")
    elif any(r.day0 is not None for r in found):
        notes.append(f"Day 0 is {_days0([r for r in found if r.day0 is not None])}.")
    others = list(dict.fromkeys(other for r in found for other in r.pair["overlaps"]))
    if others:
        titles = [f"“{snapshot.events.at[other, 'title']}”" for other in others[:MOST_OVERLAPS]]
        more = [counted(len(others) - MOST_OVERLAPS, "other")] if len(others) > MOST_OVERLAPS else []
        notes.append(f"Also inside the event window, so the moves cannot be told apart: {listed([*titles, *more])}.")
    for reason in dict.fromkeys(r.reason for r in found if r.reason):
        notes.append(f"{listed(r.place for r in found if r.reason == reason)}: {reason}")
    if not params.company and not {*snapshot.events.at[event, "affects"], *snapshot.events.at[event, "companies"]} & set(principals(snapshot)):
        notes.append("The record expects no particular company to react; the principal ones are shown.")
    return tuple(notes)


def _days0(found: list[Reaction]) -> str:
    by_market = {market_name(r.exchange): r.day0 for r in found if r.day0 is not None}
    if len(set(by_market.values())) == 1:
        return day(next(iter(by_market.values())))
    return listed(f"{day(when)} in {place}" for place, when in by_market.items())
