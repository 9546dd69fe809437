"""One event, whole: what happened, when shares could react, what they did, how firm that is, who says so."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pandas as pd

from components.charts import car, event_window, robustness
from components.charts.kit.event_study import affected_companies
from components.charts.kit.one_share import chosen_symbol
from components.charts.kit.record import market_name, plain_title
from components.charts.kit.share_params import ShareParams
from components.charts.kit.theme import SEVERITY_NAMES, TYPE_NAMES
from components.language import day, listed, percent
from components.report.asked import ReportParams
from components.report.blocks import Block, Figure, Heading, Item, Items, Table, Text
from components.study import run_study
from components.study.model_words import MODEL_WORDS
from components.study.status import MEANING, USED
from components.study.words import out_of
from data.kinds import DAY0_COLUMNS

if TYPE_CHECKING:
    from data import Snapshot

MARKETS = {
    column: next(exchange for exchange, own in DAY0_COLUMNS.items() if own == column)
    for column in DAY0_COLUMNS.values()
}
"""The columns of day 0 with an exchange whose market they stand for."""
CONFIDENCE = {"high": "sources agree", "medium": "sources differ or are few"}


def event_blocks(snapshot: Snapshot, event: str, params: ReportParams, *, titled: bool) -> list[Block]:
    """The part of a report that tells one event. titled: under its own heading, unless the report has it."""
    row = snapshot.events.loc[event]
    pairs = pairs_of(snapshot, event, params)
    blocks: list[Block] = [
        *([Heading(plain_title(row["title"]))] if titled else []),
        Text(_kicker(row), "kicker"),
        *([Text(row["title_zh"], "small", "zh")] if row["title_zh"] else []),
        Text(row["summary"], "lead"),
        *_people(snapshot, row),
        Heading("When shares could react", 3),
        *(Text(text) for text in _dating(row)),
        Heading("What the shares did", 3),
    ]
    chosen = {"event": event, "company": params.company}
    if pairs.empty:
        blocks.append(Text("The record holds no price of a share around this event."))
    else:
        blocks += [
            pair_table(snapshot, pairs),
            Figure(event_window.SLUG, event_window.Params.taking(params, **chosen)),
            Figure(car.SLUG, car.Params.taking(params, **chosen)),
        ]
    if (pairs["status"] == USED).any():
        symbol = _main_share(snapshot, event, list(pairs.loc[pairs["status"] == USED, "symbol"]))
        own = robustness.Params(event=event, symbol=symbol)
        blocks += [Heading("How firm it is", 3), Figure(robustness.SLUG, own)]
    return [*blocks, Heading("Sources", 3), _sources(snapshot, event)]


def pairs_of(snapshot: Snapshot, event: str, params: ReportParams) -> pd.DataFrame:
    """Rows of the study for one event: shares that it concerns, or those of the companies asked for."""
    symbols = snapshot.symbols(ring=9)
    pairs = run_study(snapshot, params.spec(symbols=symbols)).pairs
    companies = params.company or affected_companies(snapshot, event)
    return pairs[(pairs["event_id"] == event) & pairs["company"].isin(companies)]


def _main_share(snapshot: Snapshot, event: str, used: list[str]) -> str:
    """Of shares with numbers that of the company which the event names first, else the first of them."""
    usual = chosen_symbol(snapshot, ShareParams(event=event))
    return usual if usual in used else used[0]


def pair_table(snapshot: Snapshot, pairs: pd.DataFrame, *, titled: bool = False) -> Table:
    """Pairs as a reader takes them in. titled: name the event of each row, for rows of several."""
    exchange = snapshot.listings["exchange"]
    rows = [
        (
            *((_short(row),) if titled else ()),
            f"{row['company']}, {market_name(exchange[row['symbol']])}",
            day(row["day0"]) if pd.notna(row["day0"]) else "none",
            percent(row["raw_return"], signed=True) if pd.notna(row["raw_return"]) else "",
            *_measured(row),
        )
        for row in pairs.to_dict("records")
    ]
    beyond = MODEL_WORDS[pairs["model"].iloc[0]].column
    head = ("Share", "Day 0", "Return", beyond, "95% interval", "Ordinary windows as unusual")
    return Table((*(("Event",) if titled else ()), *head), tuple(rows), (0, 1) if titled else (0,))


def _short(row: dict[str, object]) -> str:
    return f"{row['date']:%Y-%m-%d} {plain_title(str(row['title']))}"


def _measured(row: dict[str, object]) -> tuple[str, str, str]:
    """The abnormal return, its interval and its rank among ordinary windows; or why there is none."""
    if row["status"] != USED:
        return MEANING[str(row["status"])].rstrip("."), "", ""
    low, high = (percent(float(str(row[name])), signed=True) for name in ("ci_low", "ci_high"))
    rank = out_of(float(str(row["placebo_share"])), float(str(row["placebo_n"])))
    return percent(float(str(row["car"])), signed=True), f"{low} to {high}", rank


def _kicker(row: pd.Series) -> str:
    judged = CONFIDENCE.get(row["confidence"], row["confidence"])
    severity = SEVERITY_NAMES[row["severity"]].lower()
    return (
        f"{day(row['date'])} · {TYPE_NAMES[row['type']]} · {row['direction']} · severity {row['severity']} "
        f"of 5, {severity} · {judged}"
    )


def _people(snapshot: Snapshot, row: pd.Series) -> list[Block]:
    """Who acted, whom it names and whom it concerns."""
    actors = [snapshot.actors.at[code, "name"] for code in row["actors"] if code in snapshot.actors.index]
    said = [
        *([f"Who acted: {listed(actors)}."] if actors else []),
        *([f"Named: {listed(row['companies'])}."] if row["companies"] else []),
        *([f"Expected to move: {listed(row['affects'])}."] if row["affects"] else []),
        *([f"Fine: {row['fine_cny'] / 1e6:,.6g} million yuan in all."] if row["fine_cny"] > 0 else []),
    ]
    return [Text(" ".join(said), "small")] if said else []


def _dating(row: pd.Series) -> list[str]:
    """Day 0 in each market with how it was found."""
    said = [
        f"{market_name(exchange)}: day 0 is {day(row[column])}, {row[column.replace('day0_', 'day0_rule_')]}."
        for column, exchange in MARKETS.items()
        if pd.notna(row[column])
    ]
    known = _announced(row["announced_at"]) if row["announced_at"] else "The hour is not known."
    return [known, *(said or ["No session on record could react."])]


def _announced(when: str) -> str:
    """`Public by 10:05 on 10 April 2021 (UTC+08:00).`"""
    told = datetime.fromisoformat(when)
    zone = f" ({told.tzinfo})" if told.tzinfo else ""
    return f"Public by {told:%H:%M} on {day(told)}{zone}."


def _sources(snapshot: Snapshot, event: str) -> Items:
    rows = snapshot.sources[snapshot.sources["event_id"] == event]
    return Items(
        tuple(
            Item(
                f"{row.publisher}: {row.title or row.url}" + (f", {row.published}" if row.published else ""),
                str(row.url) if str(row.url).startswith("http") else "",
            )
            for row in rows.itertuples()
        )
    )
