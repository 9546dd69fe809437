"""What was corrected or added since an edition, a day or a data version."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from components.answers.answer import Answer, Shown, finished
from components.answers.pages import page, rest
from components.edition_words import change_and_reason
from components.language import counted, listed
from components.params import BadParam
from components.params.answers import Rows
from components.params.changes import ChangeParams
from data.editions import changes_since
from data.versions import NotHeld, Unreadable

if TYPE_CHECKING:
    from data import Snapshot

COLUMNS = ("edition", "table", "key", "column", "old", "new", "reason", "evidence")
LONGEST_CELL = 160


@dataclass(frozen=True)
class ChangesAnswerParams(Rows, ChangeParams):
    """Since when changes are told."""


def changes_answer(snapshot: Snapshot, params: ChangesAnswerParams, base: str) -> Answer:
    """Corrections first, then what merely came, each in the order in which they are told."""
    try:
        told = changes_since(snapshot, params.since)
    except (NotHeld, Unreadable) as error:
        raise BadParam("since", params.since, str(error).rstrip("."), unknown_id=True) from None
    told = told.iloc[(told["column"] == "").to_numpy().argsort(kind="stable")]
    rows = [row for _, row in told.iterrows()]
    since = f"since {params.since}" if params.since else "since the first edition"
    corrected = int((told["column"] != "").sum())

    def make(shown: list[pd.Series], place: dict[str, int | None]) -> Answer:
        return finished(
            snapshot,
            base,
            title=f"What changed {since}",
            sentences=[
                f"{counted(len(rows), 'change')} {since}: "
                f"{counted(corrected, 'corrected entry', 'corrected entries')} and "
                f"{counted(len(rows) - corrected, 'row')} that came or went{_tables(told)}.",
                *(change_and_reason(row) for row in shown),
                *rest(place),
            ],
            facts={**place, "corrected": corrected, "changes": [_facts(row) for row in shown]},
            units={"old, new": "cells as they stand in the table; long ones are cut"},
            shown=Shown("method", {"tab": "changes"}, data=_file(params.since)),
        )

    return page(rows, params, make)


def _file(since: str) -> str:
    return f"/data/changes.csv?since={since}" if since else "/data/changes.csv"


def _facts(row: pd.Series) -> dict[str, Any]:
    return {name: textwrap.shorten(str(row[name]), LONGEST_CELL, placeholder="…") for name in COLUMNS}


def _tables(told: pd.DataFrame) -> str:
    """Where most of them are."""
    counts = told["table"].value_counts().head(4)
    return f", most of them in {listed(counts.index)}" if len(counts) else ""
