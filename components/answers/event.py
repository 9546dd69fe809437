"""One event as an answer: its story, dating, sources, and what each share that it concerns did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from components.downloads.cells import plain
from components.language import listed, percent
from components.params.method import Method
from components.params.record import Event
from components.study import run_study
from components.study.model_words import MODEL_WORDS
from components.study.words import how_unusual
from data.kinds import DAY0_COLUMNS

if TYPE_CHECKING:
    from data import Snapshot

STORY = (
    *("date", "announced_at", "title", "title_zh", "official_name_zh", "summary", "type", "direction"),
    *("severity", "confidence", "actors", "companies", "affects", "fine_cny", "added", "revised"),
)
NUMBERS = (
    *("symbol", "company", "day0", "day0_rule", "model", "benchmark", "window_start", "window_end"),
    *("raw_return", "car", "ci_low", "ci_high", "placebo_k", "placebo_n", "q", "overlaps", "status"),
)
UNITS = {
    "raw_return, car, ci_low, ci_high": "fractions; 0.01 is one percent",
    "placebo_k, placebo_n": "ordinary windows at least as unusual, and how many there are",
    "fine_cny": "yuan",
    "severity": "1 to 5",
}


@dataclass(frozen=True)
class EventAnswerParams(Event, Method):
    """Which event, and how its moves are measured."""


def event_answer(snapshot: Snapshot, params: EventAnswerParams) -> dict[str, Any]:
    """The event named by `params`, ready for JSON: lists stay lists, what is missing is null.

    Numbers are those of `/data/impacts` for the same method: the whole table is studied, since q
    depends on it. Shares are the principals that the event concerns.
    """
    event = snapshot.events.loc[params.event]
    pairs = run_study(snapshot, params.spec()).pairs
    pairs = pairs[(pairs["event_id"] == params.event) & pairs["affected"]]
    sources = snapshot.sources[snapshot.sources["event_id"] == params.event]
    return {
        "id": params.event,
        **{name: _cell(event[name]) for name in STORY},
        "day0": {
            exchange: {
                "day": _cell(event[column]),
                "rule": event[column.replace("day0_", "day0_rule_")],
            }
            for exchange, column in DAY0_COLUMNS.items()
        },
        "sources": [
            {name: _cell(row[name]) for name in ("publisher", "title", "url", "published")}
            for row in sources.to_dict("records")
        ],
        "impacts": [
            {**{name: _cell(row[name]) for name in NUMBERS}, "sentence": _sentence(row, params.confidence)}
            for row in pairs.to_dict("records")
        ],
        "units": UNITS,
        "data_version": snapshot.version,
        "as_of": f"{snapshot.last_session:%Y-%m-%d}",
    }


def _sentence(pair: dict[str, Any], confidence: float) -> str:
    """What one share did, how unusual that was, and what else happened in the same sessions."""
    if pd.isna(pair["car"]):
        return f"{pair['symbol']}: {how_unusual(pair)}."
    move = f"{percent(pair['car'], signed=True)} {MODEL_WORDS[pair['model']].beyond}"
    interval = f"{percent(pair['ci_low'], signed=True)} to {percent(pair['ci_high'], signed=True)}"
    text = f"{pair['symbol']}: {move} ({100 * confidence:g}% range {interval}); {how_unusual(pair)}."
    if pair["overlaps"]:
        text += f" In the same sessions: {listed(pair['overlaps'])}."
    return text


def _cell(value: Any) -> Any:
    """A cell as JSON has it; a day as YYYY-MM-DD."""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return list(value) if isinstance(value, tuple) else plain(value)
