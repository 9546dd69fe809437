"""Events that are looked for: by words in English or Chinese, and by everything that pages filter by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from components.answers.answer import Answer, Shown, cells, finished
from components.answers.pages import page, rest
from components.charts import timeline
from components.language import counted
from components.params.answers import Rows
from components.params.chosen_events import filtered_events
from components.params.record import RecordFilters
from data import search_events

if TYPE_CHECKING:
    from data import Snapshot

COLUMNS = ("id", "date", "title", "title_zh", "type", "direction", "severity")


@dataclass(frozen=True)
class SearchParams(Rows, RecordFilters):
    """Which events are looked for."""

    FIXED = RecordFilters.FIXED | {"event"}


def search_answer(snapshot: Snapshot, params: SearchParams, base: str) -> Answer:
    """The events that pass every filter: best match first for words, else the latest first."""
    found = filtered_events(snapshot, params, params.from_, params.to)
    if params.q:
        ranks = search_events(snapshot, params.q).set_index("event_id")["rank"]
        found = found.loc[ranks.reindex(found.index).sort_values(kind="stable").index]
    else:
        found = found.iloc[::-1]
    rows = found.rename_axis("id").reset_index().to_dict("records")

    def make(shown: list[dict[str, Any]], place: dict[str, int | None]) -> Answer:
        many = counted(len(rows), "event")
        return finished(
            snapshot,
            base,
            title=f"{many} of the record",
            sentences=[
                f"{many} {'passes' if len(rows) == 1 else 'pass'} these choices"
                f"{', best match first' if params.q else ', the latest first'}.",
                *(_line(row) for row in shown),
                *rest(place),
            ],
            facts={**place, "events": [cells(row, COLUMNS) for row in shown]},
            units={"severity": "1 to 5"},
            shown=Shown.chart_of("timeline", timeline.Params.taking(params), "/data/events.csv"),
            caveats=[],
        )

    return page(rows, params, make)


def _line(row: dict[str, Any]) -> str:
    date: pd.Timestamp = row["date"]
    return f"{date:%Y-%m-%d} {row['title']} ({row['direction']}, severity {row['severity']}) [{row['id']}]"
