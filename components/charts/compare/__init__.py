"""Compare: two to four events, or one event's shares, on one axis of relative days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from components.charts.chart import Chart
from components.charts.compare.figure import draw
from components.charts.kit.look import Look
from components.charts.kit.memo import remembered
from components.charts.kit.picture import Drawn
from components.charts.kit.record import MARKETS, companies_with_prices, listings_of, principals
from components.charts.kit.study_words import (
    method_words,
    share_names,
    short_title,
    study_sources,
    window_words,
)
from components.language import listed, percent, relative_day
from components.params import BadParam, choice, choices, event_id, event_ids, flag, window
from components.params import Params as BaseParams
from components.study import MEANING, MODELS, StudySpec, run_study
from components.study.status import USED

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "compare"
NAME = "Side by side"
SUMMARY = "How did one share take several events, or several shares one event?"

MOST = 4
OPENING = (
    "2020-11-03-ant-ipo-suspended",
    "2020-12-24-samr-opens-alibaba-probe",
    "2022-03-16-liu-he-rescue-meeting",
    "2023-07-07-ant-and-tenpay-fined",
)
"""What is compared when nothing is chosen."""


@dataclass(frozen=True)
class Params(BaseParams):
    event: str | None = event_id(help="the selected event, compared when “events” names none")
    events: tuple[str, ...] = event_ids(most=MOST, help="two to four events; one compares its shares")
    company: tuple[str, ...] = choices(
        (),
        companies_with_prices,
        help="companies; none means those concerned. With several events the first one counts",
    )
    market: str = choice("both", MARKETS, help="which listing of a company that has two")
    span: tuple[int, int] = window((-1, 20), help="sessions shown around day 0")
    model: str = choice("market", MODELS, help="what the share was expected to do")
    benchmark: str | None = choice(
        None, lambda s: tuple(s.benchmarks.columns), help="none means each listing's own"
    )
    clean_estimation: bool = flag(True, help="leave days near other events out of the estimation")

    def check(self, snapshot: Snapshot) -> None:
        if self.span[1] < 1:
            raise BadParam("span", f"{self.span[0]},{self.span[1]}", "it must reach at least day 1")

    def spec(self, symbols: tuple[str, ...], events: tuple[str, ...]) -> StudySpec:
        return StudySpec(
            window=self.span,
            model=self.model,
            benchmark=self.benchmark,
            clean_estimation=self.clean_estimation,
            symbols=symbols,
            events=events,
        )


@dataclass(frozen=True)
class Line:
    """One event and share: its pair of the study and its path (empty when it has no numbers)."""

    event_id: str
    symbol: str
    company: str
    name: str
    pair: pd.Series
    path: pd.DataFrame

    @property
    def drawn(self) -> bool:
        return bool(len(self.path))


def chosen_events(snapshot: Snapshot, params: Params) -> tuple[str, ...]:
    """What is compared: the events named, else the selected one, else landmark events."""
    if params.events:
        return params.events
    if params.event:
        return (params.event,)
    return tuple(event for event in OPENING if event in snapshot.events.index) or tuple(
        snapshot.events.index[:MOST]
    )


def chosen_symbols(snapshot: Snapshot, params: Params, events: tuple[str, ...]) -> tuple[str, ...]:
    """One listing for several events; every listing asked for, of one event."""
    affected = [
        set(snapshot.events.at[event, "affects"]) | set(snapshot.events.at[event, "companies"])
        for event in events
    ]
    if len(events) == 1:
        companies = (
            params.company
            or tuple(c for c in principals(snapshot) if c in affected[0])
            or principals(snapshot)
        )
        return tuple(listings_of(snapshot, companies, params.market).index)
    usual = sorted(principals(snapshot), key=lambda company: -sum(company in names for names in affected))
    listings = listings_of(
        snapshot, (params.company or tuple(usual))[:1], "hk" if params.market == "both" else params.market
    )
    return (listings.index[0],)


def lines(snapshot: Snapshot, params: Params) -> list[Line]:
    events = chosen_events(snapshot, params)
    symbols = chosen_symbols(snapshot, params, events)
    result = run_study(snapshot, params.spec(symbols, events))
    names = share_names(snapshot, symbols)
    found = []
    for event in events:
        for symbol in symbols:
            number = result.number_of(event, symbol)
            pair = result.pairs.iloc[number]
            path = result.paths_of(np.array([number])) if pair["status"] == USED else pd.DataFrame()
            name = names[symbol] if len(events) == 1 else short_title(snapshot.events.loc[event], 34)
            found.append(Line(event, symbol, pair["company"], name, pair, path))
    return found


@remembered(64)
def _drawn(snapshot: Snapshot, params: Params, look: Look) -> Drawn:
    found = lines(snapshot, params)
    one_event = len({line.event_id for line in found}) == 1
    return Drawn(
        draw(snapshot, found, params.span, one_event, look),
        _title(snapshot, found, params, one_event),
        _subtitle(found, params, one_event),
        _alt(found, params),
        _table(snapshot, found),
        study_sources(snapshot, dict.fromkeys(line.symbol for line in found)),
        _notes(snapshot, found),
    )


def build(snapshot: Snapshot, params: Params, look: Look = Look()) -> Chart:
    """A line an event, or a line a share when there is one event."""
    asked = params.replace(events=chosen_events(snapshot, params), event=None)
    return _drawn(snapshot, asked, look).chart(SLUG, snapshot, params, look)


def _title(snapshot: Snapshot, found: list[Line], params: Params, one_event: bool) -> str:
    drawn = sorted((line for line in found if line.drawn), key=lambda line: line.pair["car"])
    if not drawn:
        return "None of these pairs of event and share has numbers"
    day = relative_day(params.span[1])
    low, high = drawn[0], drawn[-1]
    if one_event:
        about = f"“{short_title(snapshot.events.loc[low.event_id], 60)}”"
        if low is high:
            return f"{about}: {low.name} at {percent(low.pair['car'], signed=True)} by day {day}"
        return f"{about}: by day {day} from {percent(low.pair['car'], signed=True)} ({low.name}) to {percent(high.pair['car'], signed=True)} ({high.name})"
    share = share_names(snapshot, [low.symbol])[low.symbol]
    if low is high:
        return f"{share} around {low.name}: {percent(low.pair['car'], signed=True)} by day {day}"
    return f"{share} by day {day}: {percent(low.pair['car'], signed=True)} around {low.name}, {percent(high.pair['car'], signed=True)} around {high.name}"


def _subtitle(found: list[Line], params: Params, one_event: bool) -> str:
    place = "" if one_event else f" of {found[0].company} ({found[0].symbol})"
    return (
        f"Cumulative abnormal return{place}, {window_words(params.span)}: returns less what {method_words(params)} would give. "
        "Whiskers: 95% interval on the last day"
    )


def _notes(snapshot: Snapshot, found: list[Line]) -> tuple[str, ...]:
    notes = []
    for line in found:
        if not line.drawn:
            notes.append(f"{line.name}: {MEANING[line.pair['status']]}")
    mixed = [line.name for line in found if line.drawn and line.pair["overlap_count"] > 0]
    if mixed:
        notes.append(
            f"Other events on the company fall into the sessions shown: {listed(dict.fromkeys(mixed))}. Their effects cannot be told apart."
        )
    markets = {snapshot.listing(line.symbol)["exchange"] for line in found}
    if len(markets) > 1:
        notes.append(
            "Day 0 is each market's own first session that could react; Hong Kong closes before New York opens."
        )
    notes.append("A move beside an event is not proof that the event caused it.")
    return tuple(notes)


def _alt(found: list[Line], params: Params) -> str:
    parts = [
        f"{line.name} {percent(line.pair['car'], signed=True)} (95% interval {percent(line.pair['ci_low'], signed=True)} to {percent(line.pair['ci_high'], signed=True)})"
        for line in found
        if line.drawn
    ]
    if not parts:
        return "An empty chart: none of these pairs of event and share has numbers."
    return f"Line chart of cumulative abnormal returns, {window_words(params.span)}. On the last day: {'; '.join(parts)}."


def _table(snapshot: Snapshot, found: list[Line]) -> pd.DataFrame:
    columns = [
        "event_id",
        "title",
        "company",
        "symbol",
        "day",
        "session",
        "return",
        "expected",
        "ar",
        "car",
        "ci_low",
        "ci_high",
    ]
    frames = [
        line.path.assign(company=line.company, title=snapshot.events.at[line.event_id, "title"])[columns]
        for line in found
        if line.drawn
    ]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


def example(snapshot: Snapshot) -> Params:
    """Four landmark events and Alibaba."""
    return Params()
