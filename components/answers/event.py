"""One event as an answer: its story, dating, sources, and what each share that it concerns did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from components.answers.answer import NO_PROOF, RETURNS, WINDOWS, Answer, Shown, cell, cells, finished
from components.charts import event_window
from components.charts.kit.study_words import window_words
from components.language import counted, day, listed, percent
from components.params import BadParam
from components.params.method import Method
from components.params.record import Event
from components.study import run_study
from components.study.model_words import MODEL_WORDS
from components.study.status import MEANING, USED
from components.study.words import out_of

if TYPE_CHECKING:
    from data import Snapshot

LONGEST = 3_800
"""Bytes of an event's answer; its sources are told as far as they fit."""
STORY = ("title", "title_zh", "date", "type", "direction", "severity", "confidence")
NAMED = ("actors", "companies", "affects")
WHERE_KNOWN = ("announced_at", "official_name_zh", "fine_cny", "added", "revised")
"""Told of events that have them."""
MARKETS = {"hk": "Hong Kong", "us": "New York"}
NUMBERS = ("raw_return", "car", "ci_low", "ci_high", "placebo_k", "placebo_n")


@dataclass(frozen=True)
class EventParams(Event):
    """The event that an answer is about."""

    NEEDED = frozenset({"event"})

    def check(self, snapshot: Snapshot) -> None:
        super().check(snapshot)
        if self.event is None:
            raise BadParam("event", "", "name the event by its id, as a search tells it")


@dataclass(frozen=True)
class EventAnswerParams(EventParams, Method):
    """Which event, and how its moves are measured."""


def event_answer(snapshot: Snapshot, params: EventAnswerParams, base: str) -> Answer:
    """The event named by `params`.

    Numbers are those of `/data/impacts` for the same method: the whole table is studied, since q
    depends on it. Shares are the principals that the event concerns. Sources: originals before
    copies, as many as fit.
    """
    event = snapshot.events.loc[params.event]
    pairs = run_study(snapshot, params.spec()).pairs
    pairs = pairs[(pairs["event_id"] == params.event) & pairs["affected"]]
    sources = snapshot.sources[snapshot.sources["event_id"] == params.event]
    sources = sources.sort_values("kind", ascending=False, kind="stable")
    facts = {
        "id": params.event,
        **cells(event, STORY),
        **cells(event, NAMED),
        **{name: value for name in WHERE_KNOWN if (value := cell(event[name]))},
        "day0": {
            market: {"day": cell(event[f"day0_{market}"]), "rule": event[f"day0_rule_{market}"]}
            for market in MARKETS
        },
        "impacts": [_impact(row) for row in pairs.to_dict("records")],
        "window": list(params.window),
        "model": params.model,
    }
    told = [cells(row, ("publisher", "url", "published")) for row in sources.to_dict("records")]
    for many in range(len(told), -1, -1):
        answer = finished(
            snapshot,
            base,
            title=event["title"],
            sentences=_sentences(event, pairs, params, len(told)),
            facts={**facts, "sources": told[:many], "sources_total": len(told)},
            units=RETURNS | WINDOWS | {"fine_cny": "yuan"},
            shown=Shown.chart_of("event-window", event_window.Params.taking(params)),
            caveats=_caveats(pairs),
        )
        if answer.size <= LONGEST:
            break
    return answer


def _impact(row: dict[str, Any]) -> dict[str, Any]:
    """One share's numbers; of a pair without them its status."""
    if row["status"] == USED:
        return {"symbol": row["symbol"], **cells(row, NUMBERS)}
    return {"symbol": row["symbol"], "raw_return": cell(row["raw_return"]), "status": row["status"]}


def _sentences(event: pd.Series, pairs: pd.DataFrame, params: EventAnswerParams, sources: int) -> list[str]:
    days = [
        f"{day(event[f'day0_{market}'])} in {name}"
        for market, name in MARKETS.items()
        if pd.notna(event[f"day0_{market}"])
    ]
    return [
        f"{event['title']} ({day(event['date'])}; {event['type'].replace('_', ' ')}, {event['direction']}, "
        f"severity {event['severity']} of 5; {counted(sources, 'source')}). {event['summary']}",
        f"First session that could react: {listed(days)}." if days else "No session on record could react.",
        *moves(pairs, params),
    ]


def moves(pairs: pd.DataFrame, params: Method) -> list[str]:
    """What the shares did beside one event, in a sentence, and each reason why one has no number."""
    used = pairs[pairs["status"] == USED]
    told = [
        f"{row['symbol']} {percent(row['car'], signed=True)} ({percent(row['ci_low'], signed=True)} to "
        f"{percent(row['ci_high'], signed=True)}; {out_of(row['placebo_share'], row['placebo_n'])})"
        for row in used.to_dict("records")
    ]
    lead = (
        f"Return {MODEL_WORDS[params.model].beyond}, {window_words(params.window)} "
        f"({100 * params.confidence:g}% range; ordinary windows as unusual): {listed(told)}."
    )
    others = pairs[pairs["status"] != USED].groupby("status", sort=False)["symbol"]
    return [*([lead] if told else []), *(f"{listed(names)}: {MEANING[status]}" for status, names in others)]


def _caveats(pairs: pd.DataFrame) -> list[str]:
    mixed = int((pairs["overlap_count"] > 0).sum())
    return [
        *(
            [f"{counted(mixed, 'share')} moved with other events in the window, which cannot be told apart."]
            if mixed
            else []
        ),
        NO_PROOF,
    ]
