"""The ranking of moves by any filter: which shares moved farthest beside which events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pandas as pd

from components.answers.answer import NO_PROOF, RETURNS, WINDOWS, Answer, Shown, cells, finished
from components.answers.pages import page, rest
from components.charts import impact
from components.charts.impact import words
from components.charts.impact.params import BeyondChance
from components.charts.impact.study import claimed, ranked, ranking
from components.charts.kit.pairs import impact_params, used
from components.charts.kit.study_params import StudyParams
from components.charts.kit.study_words import method_words, short_title, window_words
from components.language import counted, percent
from components.params.answers import Order, Rows
from components.params.impact import ImpactParams
from components.study.words import out_of

if TYPE_CHECKING:
    from data import Snapshot

COLUMNS = (
    *("event_id", "date", "title", "direction", "symbol", "raw_return", "car", "ci_low", "ci_high"),
    *("placebo_k", "placebo_n", "q", "overlap_count"),
)


@dataclass(frozen=True)
class RankParams(Order, Rows, BeyondChance, StudyParams):
    """Which moves are ranked, how they are measured, and which end of the ranking comes first."""

    FIXED = StudyParams.FIXED | {"event"}


def rank_answer(snapshot: Snapshot, params: RankParams, base: str) -> Answer:
    """The moves that the chart of the Impact page shows for the same choices, with its numbers.

    A move that several events claim is one row, under the gravest of them.
    """
    asked = impact.Params.taking(params)
    shown_pairs = used(ranked(snapshot, asked))
    pairs = _ordered(claimed(shown_pairs), params.order)
    rows = pairs.to_dict("records")
    title = words.title(snapshot, ranking(snapshot, asked), only_significant=params.significant)

    def make(shown: list[dict[str, Any]], place: dict[str, int | None]) -> Answer:
        return finished(
            snapshot,
            base,
            title=title,
            sentences=[
                f"{title}.",
                impact.finding(snapshot, asked),
                *([moves] if (moves := impact.moves(snapshot, asked)) else []),
                f"Return beyond {method_words(snapshot, params)}, {window_words(params.window)} (95% range; "
                "ordinary windows as unusual):",
                *(_line(snapshot, row) for row in shown),
                *rest(place),
            ],
            facts={
                **place,
                "order": params.order,
                "window": list(params.window),
                "model": params.model,
                "moves": [{**cells(row, COLUMNS), "other_events": list(row["others"])} for row in shown],
            },
            units=RETURNS | WINDOWS | {"q": "false-discovery rate, over all pairs of this choice"},
            shown=Shown.chart_of("impact", asked, _file(impact_params(snapshot, asked))),
            caveats=[*_caveats(pairs), words.CORRECTION, NO_PROOF],
        )

    return page(rows, params, make)


def _file(table: ImpactParams | None) -> str:
    """The table with these numbers, as far as an address of decent length can name it."""
    if table is None or table.events:
        return ""
    return (
        f"/data/impacts.csv?{urlencode(query, safe=',')}" if (query := table.query()) else "/data/impacts.csv"
    )


def _caveats(pairs: pd.DataFrame) -> list[str]:
    said = []
    if (pairs["type"] == "confounder").any():
        said.append(
            "Confounders (results, wars, US measures) are ranked too; they are no part of the campaign."
        )
    if mixed := int((pairs["overlap_count"] > 0).sum()):
        said.append(f"{mixed:,} of {len(pairs):,} moves have other events on the company in their window.")
    return said


def _ordered(pairs: pd.DataFrame, order: str) -> pd.DataFrame:
    """pairs: from the deepest fall to the highest rise."""
    if order == "size":
        return pairs.iloc[(-pairs["car"].abs()).argsort(kind="stable")]
    return pairs if order == "falls" else pairs.iloc[::-1]


def _line(snapshot: Snapshot, row: dict[str, Any]) -> str:
    interval = f"{percent(row['ci_low'], signed=True)} to {percent(row['ci_high'], signed=True)}"
    more = f" and {counted(len(row['others']), 'other event')} of that session" if row["others"] else ""
    usual = out_of(row["placebo_share"], row["placebo_n"])
    return (
        f"{row['date']:%Y-%m-%d} {row['symbol']} {percent(row['car'], signed=True)} ({interval}; {usual}): "
        f"{short_title(snapshot, row['event_id'])}{more}"
    )
