"""Impact: every pair of event and share ranked by its abnormal return, with its interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from components.charts import impact_words as words
from components.charts.chart import Chart, Source
from components.charts.impact_figure import Picture, draw, with_selected
from components.charts.look import Look
from components.charts.memo import remembered
from components.charts.pairs import SIGNIFICANT, shown_pairs, used
from components.charts.study_params import StudyParams
from components.charts.study_words import share_count_note, study_notes, study_sources
from components.charts.theme import finish
from components.params import flag

if TYPE_CHECKING:
    from data import Snapshot

SLUG = "impact"
NAME = "Ranked impact"
SUMMARY = "Which events moved which share beyond what its market explains, and how surely?"

TABLE_COLUMNS = [
    "event_id", "date", "title", "type", "direction", "severity", "company", "symbol", "affected", "day0", "raw_return",
    "car", "ci_low", "ci_high", "p", "q", "placebo_share", "mv_change_usd_bn", "recovery_sessions", "overlaps", "status",
]  # fmt: skip


@dataclass(frozen=True)
class Params(StudyParams):
    significant: bool = flag(False, help="only moves beyond chance after false-discovery control")


def ranked(snapshot: "Snapshot", params: Params) -> pd.DataFrame:
    """The pairs shown, from the deepest fall to the largest rise; those without numbers last."""
    pairs = shown_pairs(snapshot, params)
    if params.significant:
        pairs = pairs[pairs["q"] <= SIGNIFICANT]
    return pairs.sort_values(["car", "date", "event_id"], na_position="last", kind="stable")


@dataclass(frozen=True)
class _Drawn:
    """The chart but for the selected event: costly, and the same for every selection."""

    pairs: pd.DataFrame
    picture: Picture
    words: dict[str, str]
    sources: tuple[Source, ...]
    notes: tuple[str, ...]


@remembered(64)
def _drawn(snapshot: "Snapshot", params: Params, look: Look) -> _Drawn:
    pairs = ranked(snapshot, params)
    shown = used(pairs)
    return _Drawn(
        pairs[TABLE_COLUMNS],
        draw(snapshot, shown, look),
        {"title": words.title(snapshot, shown), "subtitle": words.subtitle(params), "alt": words.alt(snapshot, shown, params)},
        study_sources(snapshot, dict.fromkeys(pairs["symbol"])),
        (*words.notes(shown), *study_notes(pairs, params), *share_count_note(shown)),
    )


def build(snapshot: "Snapshot", params: Params, look: Look = Look()) -> Chart:
    """The ranking for `params`; `params.event` is ringed."""
    drawn = _drawn(snapshot, params.replace(event=None), look)
    return Chart(
        slug=SLUG,
        figure=finish(*with_selected(drawn.picture, params.event, look), look),
        table=drawn.pairs,
        params=params,
        data_version=snapshot.version,
        through=snapshot.last_session.date(),
        sources=drawn.sources,
        notes=drawn.notes,
        **drawn.words,
    )


def example(snapshot: "Snapshot") -> Params:
    """The whole record."""
    return Params()
