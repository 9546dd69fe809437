"""One event and one share: its return, beyond the index, beyond shares outside tech, and the doubts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from components.answers.answer import NO_PROOF, RETURNS, WINDOWS, Answer, Shown, cell, cells, finished
from components.answers.event import EventParams
from components.charts import event_window
from components.charts.kit.event_study import study_of
from components.charts.kit.one_share import chosen_symbol
from components.charts.kit.record import market_name
from components.charts.kit.share_params import ShareParams
from components.charts.kit.study_words import index_name, window_words
from components.language import counted, day, listed, percent
from components.params.method import Method
from components.params.record import Share
from components.study import run_study
from components.study.model_words import MODEL_WORDS
from components.study.robustness import Robustness, robustness
from components.study.spec import CONTROLS
from components.study.status import MEANING, USED
from components.study.words import how_unusual

if TYPE_CHECKING:
    from data import Snapshot

NUMBERS = ("car", "ci_low", "ci_high", "p", "q", "placebo_k", "placebo_n")
MOST_OVERLAPS = 8
UNITS = (
    RETURNS
    | WINDOWS
    | {
        "p, q": "0 to 1; q is the false-discovery rate over all pairs",
        "mv_change_usd_bn": "US$ billion",
        "detectable": "smallest car in size that can be told from 0 at 5%, fraction",
        "robustness": "ways to measure it with the same sign and p below 5%, of those tried",
    }
)


@dataclass(frozen=True)
class ImpactAnswerParams(Share, EventParams, Method):
    """Which event and share, and how the move is measured: against the index, then against controls."""

    FIXED = Method.FIXED | {"model"}


def impact_answer(snapshot: Snapshot, params: ImpactAnswerParams, base: str) -> Answer:
    """The move of one share beside one event, with the numbers of `/data/impacts` and of the Event page."""
    event, symbol = str(params.event), chosen_symbol(snapshot, ShareParams.taking(params))
    own, other = (_pair(snapshot, params, symbol, model) for model in ("market", CONTROLS))
    firm = robustness(snapshot, event, symbol) if own["status"] == USED else None
    row, listing = snapshot.events.loc[event], snapshot.listings.loc[symbol]
    name = f"{listing['company']} in {market_name(listing['exchange'])} ({symbol})"
    others = list(own["overlaps"])
    method = Method.taking(params)
    return finished(
        snapshot,
        base,
        title=f"{name} beside “{row['title']}”",
        sentences=[
            f"{name} beside “{row['title']}” ({day(row['date'])}), {window_words(params.window)}; day 0 "
            f"{_day0(own)}.",
            f"Return {percent(own['raw_return'], signed=True)}.",
            _beyond(own, f"beyond {index_name(snapshot, own['benchmark'])}", params.confidence),
            _beyond(other, MODEL_WORDS[CONTROLS].beyond, params.confidence),
            *_firm(firm),
            *_overlaps(snapshot, others),
        ],
        facts={
            "event": event,
            "title": row["title"],
            "date": cell(row["date"]),
            "symbol": symbol,
            "company": listing["company"],
            "affected": bool(own["affected"]),
            **cells(own, ("day0", "day0_rule", "window_start", "window_end", "raw_return")),
            "confidence": params.confidence,
            "beyond_index": _numbers(own) | {"benchmark": own["benchmark"]},
            "beyond_controls": _numbers(other),
            "robustness": {"stands_in": firm.stands_in, "tried": firm.tried} if firm else None,
            **cells(own, ("mv_change_usd_bn", "detectable")),
            "overlaps": others[:MOST_OVERLAPS],
            "overlap_count": len(others),
        },
        units=UNITS,
        shown=Shown.chart_of(
            "event-window", event_window.Params.taking(method, event=event, company=(listing["company"],))
        ),
        caveats=[
            *(
                ["The hour of publication is unknown, so day 0 may be a session early or late."]
                if "unknown" in own["day0_rule"]
                else []
            ),
            *(["The event does not name or concern this company."] if not own["affected"] else []),
            *(
                ["Robustness is told of the usual choices, whatever was asked for here."]
                if firm and method != Method()
                else []
            ),
            NO_PROOF,
        ],
    )


def _pair(snapshot: Snapshot, params: ImpactAnswerParams, symbol: str, model: str) -> dict[str, Any]:
    """The pair's row in the study of all principals, since q depends on its company."""
    method = Method.taking(params, model=model)
    result = run_study(snapshot, study_of(snapshot, method, params.window, (symbol,)))
    return result.pair(str(params.event), symbol).to_dict()


def _numbers(pair: dict[str, Any]) -> dict[str, Any]:
    if pair["status"] == USED:
        return cells(pair, NUMBERS) | {"status": USED}
    return {"status": pair["status"], "reason": MEANING[pair["status"]]}


def _beyond(pair: dict[str, Any], beyond: str, confidence: float) -> str:
    if pair["status"] != USED:
        return f"No number {beyond}: {MEANING[pair['status']]}"
    interval = f"{percent(pair['ci_low'], signed=True)} to {percent(pair['ci_high'], signed=True)}"
    return (
        f"{percent(pair['car'], signed=True)} {beyond} ({100 * confidence:g}% range {interval}); "
        f"{how_unusual(pair)}."
    )


def _firm(firm: Robustness | None) -> list[str]:
    if firm is None:
        return []
    way = "fall" if firm.default["car"] < 0 else "rise"
    return [f"Clearly a {way} in {firm.stands_in:,} of {counted(firm.tried, 'way')} to measure it."]


def _day0(pair: dict[str, Any]) -> str:
    return f"{day(pair['day0'])} ({pair['day0_rule']})" if pd.notna(pair["day0"]) else "is not on record"


def _overlaps(snapshot: Snapshot, others: list[str]) -> list[str]:
    if not others:
        return []
    named = [f"“{snapshot.events.at[one, 'title']}”" for one in others[:3] if one in snapshot.events.index]
    more = [counted(len(others) - len(named), "other")] if len(others) > len(named) else []
    return [f"Also in the window, so that the moves cannot be told apart: {listed([*named, *more])}."]
